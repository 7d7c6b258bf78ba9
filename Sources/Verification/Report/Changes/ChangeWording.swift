import Diagnostics
import PAdES

/// The words for changes of one kind. In a template `#` stands for the number of changes (left out for one in
/// Vietnamese) and `@` for the names of the fields concerned.
struct ChangeWording {
    private let vi: String
    private let one: String
    private let many: String

    /// How many fields are named before the rest is only counted.
    private static let mostNames = 5

    /// Nil for a kind that has no words of its own; its message says what it is.
    init?(kind: String) {
        guard let words = RevisionChange.Kind(rawValue: kind).flatMap(Self.templates) else { return nil }
        (vi, one, many) = words
    }

    /// One phrase for all of `changes`, which are of this kind and on one page.
    func phrase(_ changes: [SignatureReport.Change], page: Int?) -> Bilingual {
        let count = changes.count
        var names: [String] = []
        for name in changes.compactMap(\.field) where !names.contains(name) { names.append(name) }
        let listed = names.prefix(Self.mostNames).map { "“\($0)”" }.joined(separator: ", ")
        let rest = names.count - min(names.count, Self.mostNames)
        let more =
            rest > 0 ? Bilingual(vi: " và \(rest) trường khác", en: " and \(rest) more") : Bilingual(vi: "", en: "")
        let space = listed.isEmpty ? "" : " "
        let number = vi.replacing("# ", with: count > 1 ? "\(count) " : "")
        let place = page.map { Bilingual(vi: "trang \($0): ", en: "page \($0): ") } ?? Bilingual(vi: "", en: "")
        return Bilingual(
            vi: place.vi + number.replacing("@", with: space + listed + more.vi),
            en: place.en
                + (count > 1 ? many : one).replacing("#", with: "\(count)")
                .replacing("@", with: space + listed + more.en))
    }

    // One row a kind.
    // swift-format-ignore
    private static func templates(_ kind: RevisionChange.Kind) -> (String, String, String)? {
        switch kind {
        case .validationData:
            ("thêm dữ liệu xác thực lâu dài (DSS)", "long-term validation data (DSS) were added", "long-term validation data (DSS) were added")
        case .validationDataMalformed:
            ("dữ liệu xác thực (DSS) bị gỡ hoặc có nội dung lạ", "validation data (DSS) were removed or hold something else", "validation data (DSS) were removed or hold something else")
        case .documentTimestamp:
            ("thêm # dấu thời gian cho cả tài liệu@", "a time-stamp over the whole document@ was added", "# time-stamps over the whole document@ were added")
        case .metadata:
            ("cập nhật thông tin mô tả tệp", "the file's metadata were updated", "the file's metadata were updated")
        case .metadataMalformed:
            ("thông tin mô tả tệp không còn đúng dạng", "the file's metadata are no longer well-formed", "the file's metadata are no longer well-formed")
        case .fieldFilled:
            ("điền # trường@", "the field@ was filled in", "# fields@ were filled in")
        case .signatureAdded:
            ("ký thêm # chữ ký@", "a signature@ was added", "# signatures@ were added")
        case .signatureFieldAdded:
            ("thêm # ô chữ ký@", "a signature field@ was added", "# signature fields@ were added")
        case .formDefaults:
            ("đổi giá trị mặc định của biểu mẫu", "defaults of the form were changed", "defaults of the form were changed")
        case .annotationAdded:
            ("thêm # chú thích@", "an annotation@ was added", "# annotations@ were added")
        case .annotationChanged:
            ("sửa # chú thích@", "an annotation@ was changed", "# annotations@ were changed")
        case .annotationRemoved:
            ("xóa # chú thích@", "an annotation@ was removed", "# annotations@ were removed")
        case .widgetRemoved:
            ("xóa # ô hiển thị của trường@", "the place where a field@ shows was removed", "# places where fields@ show were removed")
        case .tabOrder:
            ("đổi thứ tự chuyển trường", "the tab order was changed", "the tab order was changed")
        case .structureExtended:
            ("bổ sung cây cấu trúc của tài liệu", "the document's structure tree was extended", "the document's structure tree was extended")
        case .structure:
            ("sửa cây cấu trúc đã ký của tài liệu", "the document's signed structure tree was changed", "the document's signed structure tree was changed")
        case .addedSignatureBroken:
            ("# chữ ký thêm vào không toàn vẹn@", "an added signature@ is broken", "# added signatures@ are broken")
        case .lockedField:
            ("sửa # trường đã khóa@", "the locked field@ was changed", "# locked fields@ were changed")
        case .signatureRemoved:
            ("gỡ # chữ ký@", "a signature@ was removed", "# signatures@ were removed")
        case .signatureReplaced:
            ("thay # chữ ký@", "a signature@ was replaced", "# signatures@ were replaced")
        case .fieldAdded:
            ("thêm # trường biểu mẫu@", "a form field@ was added", "# form fields@ were added")
        case .fieldRemoved:
            ("xóa # trường biểu mẫu@", "a form field@ was removed", "# form fields@ were removed")
        case .fieldChanged:
            ("sửa cách # trường@ được định nghĩa hoặc hiển thị", "how the field@ is defined or shown was changed", "how # fields@ are defined or shown was changed")
        case .formChanged:
            ("sửa biểu mẫu", "the form was changed", "the form was changed")
        case .sharedAppearance:
            ("thay hình hiển thị của # trường@ mà trang cũng dùng", "the appearance of the field@, which the page shows too, was replaced", "appearances of # fields@, which the page shows too, were replaced")
        case .permissionChanged:
            ("đổi quyền sửa do chữ ký chứng thực đặt ra", "what the certification permits was changed", "what the certification permits was changed")
        case .pageContent:
            ("nội dung trang bị thay", "page content was replaced", "page content was replaced")
        case .encryption:
            ("đổi cách mã hóa tệp", "the file's encryption was changed", "the file's encryption was changed")
        case .hiddenObject:
            ("chèn # đối tượng ẩn, có trình xem hiển thị, có trình xem không", "a hidden object was put in, which some viewers show and others do not", "# hidden objects were put in, which some viewers show and others do not")
        case .foreignData:
            ("chèn dữ liệu lạ giữa các phiên bản", "foreign data were put between revisions", "foreign data were put between revisions")
        case .ambiguous:
            ("có # chỗ viết mơ hồ mà các trình xem hiểu khác nhau", "something is written ambiguously, so that viewers show different things", "# things are written ambiguously, so that viewers show different things")
        case .brokenCrossReference:
            ("bảng tham chiếu chéo bị hỏng", "the cross-reference is broken", "the cross-reference is broken")
        case .action:
            ("thêm # hành động tự chạy@", "an action that runs by itself@ was added", "# actions that run by themselves@ were added")
        case .appearanceCoversContent:
            ("hình của # trường@ che nội dung đã có", "the appearance of the field@ covers earlier content", "appearances of # fields@ cover earlier content")
        case .appearanceOverPicture:
            ("hình của # trường@ nằm trên ảnh quét", "the appearance of the field@ lies over a scanned picture", "appearances of # fields@ lie over a scanned picture")
        case .trailingData:
            ("có dữ liệu lạ ở cuối tệp", "there are foreign data at the end of the file", "there are foreign data at the end of the file")
        case .uncovered:
            ("có phần tệp không được chữ ký bao phủ", "a part of the file is not covered by the signature", "a part of the file is not covered by the signature")
        case .object:
            ("thay # thành phần đã ký của tệp", "a signed part of the file was replaced", "# signed parts of the file were replaced")
        case .danglingReference:
            ("gán nội dung cho # chỗ để trống trong phần đã ký", "an empty place in the signed part was given content", "# empty places in the signed part were given content")
        case .objectStream:
            ("thay # khối đối tượng đã ký", "a signed block of objects was replaced", "# signed blocks of objects were replaced")
        default: nil
        }
    }
}
