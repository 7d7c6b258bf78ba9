import Diagnostics
import PDFSyntax

/// How much a certification must permit for a change to be harmless.
public enum ChangeLevel: Int, Sendable, Comparable {
    /// Harmless always: validation data, document time-stamps, metadata.
    case always
    /// Filling in forms and signing: P = 2 or 3, or no certification.
    case formFilling
    /// Annotations: P = 3 or no certification.
    case annotations
    /// Never harmless.
    case never

    /// Order by severity.
    public static func < (a: ChangeLevel, b: ChangeLevel) -> Bool { a.rawValue < b.rawValue }

    /// Whether a signature with `permission` (nil: no certification) lets the change pass.
    func isPermitted(by permission: ModificationPermission?) -> Bool {
        switch self {
        case .always: true
        case .formFilling: permission != .noChanges
        case .annotations: permission == nil || permission == .annotate
        case .never: false
        }
    }
}

/// One thing that a later revision did to a document.
public struct RevisionChange: Sendable, Hashable {
    /// Stable names for machines.
    public enum Kind: String, Sendable, CaseIterable {
        case validationData = "VALIDATION_DATA"
        case validationDataMalformed = "VALIDATION_DATA_MALFORMED"
        case documentTimestamp = "DOCUMENT_TIMESTAMP"
        case metadata = "METADATA"
        case metadataMalformed = "METADATA_MALFORMED"
        case fieldFilled = "FIELD_FILLED"
        case signatureAdded = "SIGNATURE_ADDED"
        case signatureFieldAdded = "SIGNATURE_FIELD_ADDED"
        case formDefaults = "FORM_DEFAULTS"
        case annotationAdded = "ANNOTATION_ADDED"
        case annotationChanged = "ANNOTATION_CHANGED"
        case annotationRemoved = "ANNOTATION_REMOVED"
        case widgetRemoved = "WIDGET_REMOVED"
        case tabOrder = "TAB_ORDER"
        case structureExtended = "STRUCTURE_EXTENDED"
        case structure = "STRUCTURE_CHANGED"
        case addedSignatureBroken = "ADDED_SIGNATURE_BROKEN"
        case lockedField = "LOCKED_FIELD"
        case signatureRemoved = "SIGNATURE_REMOVED"
        case signatureReplaced = "SIGNATURE_REPLACED"
        case fieldAdded = "FIELD_ADDED"
        case fieldRemoved = "FIELD_REMOVED"
        case fieldChanged = "FIELD_CHANGED"
        case formChanged = "FORM_CHANGED"
        case sharedAppearance = "SHARED_APPEARANCE"
        case permissionChanged = "PERMISSION_CHANGED"
        case pageContent = "PAGE_CONTENT"
        case pageTree = "PAGE_TREE"
        case catalog = "CATALOG"
        case object = "OBJECT_CHANGED"
        case danglingReference = "DANGLING_REFERENCE_DEFINED"
        case objectStream = "OBJECT_STREAM_REPLACED"
        case encryption = "ENCRYPTION_CHANGED"
        case hiddenObject = "HIDDEN_OBJECT"
        case trailingData = "TRAILING_DATA"
        case foreignData = "FOREIGN_DATA"
        case ambiguous = "AMBIGUOUS_SYNTAX"
        case brokenCrossReference = "CROSS_REFERENCE_BROKEN"
        case action = "ACTION_ADDED"
        case uncovered = "UNCOVERED_BYTES"
        case appearanceCoversContent = "APPEARANCE_COVERS_CONTENT"
        case appearanceOverPicture = "APPEARANCE_OVER_PICTURE"
    }

    /// What happened.
    public let kind: Kind
    /// The index of the revision that did it; nil when the bytes belong to none.
    public let revision: Int?
    /// The field concerned.
    public var field: String?
    /// The page concerned, from 0.
    public var page: Int?
    /// Where on that page.
    public var rectangle: PDFRectangle?
    /// The object concerned.
    public var object: PDFReference?
    /// Keys, values or numbers that say more; the same in every language.
    public var detail: String?

    init(
        _ kind: Kind, revision: Int?, field: String? = nil, page: Int? = nil,
        rectangle: PDFRectangle? = nil, object: PDFReference? = nil, detail: String? = nil
    ) {
        self.kind = kind
        self.revision = revision
        self.field = field
        self.page = page
        self.rectangle = rectangle
        self.object = object
        self.detail = detail
    }
}

extension RevisionChange.Kind {
    /// The table of what is permitted after a signature: how much its certification must allow for a change to be
    /// harmless (DocMDP of ISO 32000-2, table 257; validation data by ETSI EN 319 142-1, 5.4).
    public var level: ChangeLevel {
        switch self {
        case .validationData, .documentTimestamp, .metadata, .appearanceOverPicture: .always
        case .fieldFilled, .signatureAdded, .signatureFieldAdded, .formDefaults, .tabOrder, .structureExtended:
            .formFilling
        case .annotationAdded, .annotationChanged, .annotationRemoved: .annotations
        case .validationDataMalformed, .metadataMalformed, .widgetRemoved, .addedSignatureBroken, .lockedField,
            .signatureRemoved, .signatureReplaced, .fieldAdded, .fieldRemoved, .fieldChanged, .formChanged,
            .sharedAppearance, .permissionChanged, .pageContent, .pageTree, .catalog, .object, .danglingReference,
            .objectStream, .encryption, .hiddenObject, .trailingData, .foreignData, .ambiguous, .brokenCrossReference,
            .action, .structure, .uncovered, .appearanceCoversContent:
            .never
        }
    }
}

extension RevisionChange {
    /// The sentence for a reader.
    public var message: Bilingual {
        let (vi, en) = sentence
        let place = page.map { (" (trang \($0 + 1))", " (page \($0 + 1))") } ?? ("", "")
        let name = field.map { " “\($0)”" } ?? ""
        let more = detail.map { ": \($0)" } ?? object.map { ": \($0)" } ?? ""
        return Bilingual(vi: vi + name + place.0 + more + ".", en: en + name + place.1 + more + ".")
    }

    private var sentence: (String, String) {
        switch kind {
        case .validationData: ("Thêm dữ liệu xác thực (DSS)", "Validation data (DSS) was added")
        case .validationDataMalformed:
            (
                "Dữ liệu xác thực (DSS) bị gỡ hoặc có nội dung lạ",
                "Validation data (DSS) was removed or holds something else"
            )
        case .metadataMalformed: ("Siêu dữ liệu không phải XMP an toàn", "Metadata is not plain XMP")
        case .widgetRemoved: ("Xóa ô hiển thị của trường", "The widget of a field was removed")
        case .tabOrder: ("Đổi thứ tự chuyển trường", "The tab order was changed")
        case .documentTimestamp: ("Thêm dấu thời gian cho tài liệu", "A document time-stamp was added")
        case .metadata: ("Cập nhật siêu dữ liệu", "Metadata was updated")
        case .fieldFilled: ("Điền trường", "A field was filled in")
        case .signatureAdded: ("Ký vào trường", "A signature was added in the field")
        case .signatureFieldAdded: ("Thêm trường chữ ký", "A signature field was added")
        case .formDefaults: ("Đổi giá trị mặc định của biểu mẫu", "Form defaults were changed")
        case .annotationAdded: ("Thêm chú thích", "An annotation was added")
        case .annotationChanged: ("Sửa chú thích", "An annotation was changed")
        case .annotationRemoved: ("Xóa chú thích", "An annotation was removed")
        case .structureExtended: ("Bổ sung cây cấu trúc", "The structure tree was extended")
        case .structure: ("Sửa cây cấu trúc đã ký", "The signed structure tree was changed")
        case .addedSignatureBroken: ("Chữ ký thêm vào không toàn vẹn", "The added signature is broken")
        case .lockedField: ("Trường đã khóa bị sửa", "A locked field was changed")
        case .signatureRemoved: ("Chữ ký bị gỡ", "A signature was removed")
        case .signatureReplaced: ("Chữ ký bị thay", "A signature was replaced")
        case .fieldAdded: ("Thêm trường biểu mẫu", "A form field was added")
        case .fieldRemoved: ("Xóa trường biểu mẫu", "A form field was removed")
        case .fieldChanged: ("Sửa định nghĩa của trường", "The definition of a field was changed")
        case .formChanged: ("Sửa biểu mẫu", "The form was changed")
        case .sharedAppearance:
            (
                "Hình hiển thị của trường dùng chung với nội dung trang bị thay",
                "An appearance shared with page content was replaced"
            )
        case .permissionChanged: ("Quyền của chữ ký chứng thực bị đổi", "Certification permissions were changed")
        case .pageContent: ("Nội dung trang bị thay", "Page content was changed")
        case .pageTree: ("Cây trang bị thay", "The page tree was changed")
        case .catalog: ("Danh mục gốc bị sửa", "The catalog was changed")
        case .object: ("Đối tượng đã ký bị thay", "A signed object was replaced")
        case .danglingReference:
            (
                "Tham chiếu trống trong phần đã ký được gán nội dung",
                "A reference that led nowhere when signed was given content"
            )
        case .objectStream: ("Luồng đối tượng đã ký bị thay", "A signed object stream was replaced")
        case .encryption: ("Thông tin mã hóa bị đổi", "Encryption was changed")
        case .hiddenObject:
            (
                "Đối tượng nối thêm không có trong bảng tham chiếu chéo",
                "An appended object that no cross-reference names"
            )
        case .trailingData: ("Dữ liệu lạ ở cuối tệp", "Foreign data at the end of the file")
        case .foreignData: ("Dữ liệu lạ chen giữa tệp", "Foreign data inside the file")
        case .ambiguous:
            (
                "Cú pháp được hiểu theo hai cách tùy trình đọc",
                "Syntax that readers may understand in two ways"
            )
        case .brokenCrossReference:
            (
                "Bảng tham chiếu chéo nối thêm sau chữ ký bị hỏng",
                "The cross-reference appended after the signature is broken"
            )
        case .action: ("Thêm hành động hoặc mã lệnh", "An action or a script was added")
        case .uncovered: ("Phần tệp không được chữ ký bao phủ", "Bytes that the signature does not cover")
        case .appearanceCoversContent:
            (
                "Hình hiển thị thêm vào che khuất nội dung đã ký",
                "An added appearance hides content that was signed"
            )
        case .appearanceOverPicture:
            (
                "Hình hiển thị thêm vào phủ lên một phần của ảnh quét",
                "An added appearance lies over a part of a scanned picture"
            )
        }
    }
}
