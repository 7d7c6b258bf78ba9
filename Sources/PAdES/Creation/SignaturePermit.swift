import Diagnostics
import PDFSyntax

/// The questions that must be answered with yes before a document is signed.
struct SignaturePermit {
    let view: PDFView
    let request: SignatureRequest

    /// Where the signature goes, and how.
    struct Granted {
        enum Target {
            /// An empty field.
            case field(FormField)
            /// A new field on a page.
            case page(PDFPage, PDFRectangle)
        }

        let target: Target
        /// The request with the wishes of the field followed.
        var request: SignatureRequest
        /// What the signature locks.
        var lock: FieldLock?
        /// The `/Lock` to write into the field; nil when its own is to stay.
        var newLock: FieldLock?
    }

    /// The largest offset a classic cross-reference can hold.
    private static let largestOffset = 9_999_999_999

    /// - Throws: why signing is out of the question.
    func check() throws -> Granted {
        try checkFile()
        let fields = view.formFields
        try checkXFA(fields)
        let earlier = EarlierSignatures(fields, in: view)
        // Document time-stamps are permitted at every P, and no lock concerns them (ISO 32000-2, 12.8.2.2).
        if request.kind == .signature { try check(earlier) }
        guard let field = fields.first(where: { $0.name == request.field }) else {
            let (page, rectangle) = try place(fields)
            return grant(.page(page, rectangle), request, own: nil, earlier)
        }
        try checkFillable(field)
        let own = view.lock(of: field)
        let fitting =
            try view.seedValue(of: field)
            .map { try SeedValueCheck(seed: $0, field: field.name, lock: own).apply(to: request) }
        return grant(.field(field), fitting ?? request, own: own, earlier)
    }

    /// Joins the lock of the field and that of the request; what is stricter holds, and never less than earlier signatures
    /// left (12.7.5.5).
    private func grant(
        _ target: Granted.Target, _ request: SignatureRequest, own: FieldLock?, _ earlier: EarlierSignatures
    ) -> Granted {
        guard request.kind == .signature, let base = own ?? request.lock else {
            return Granted(target: target, request: request)
        }
        var permission = [own?.permission, request.lock?.permission].compactMap { $0 }.min()
        if let asked = permission, let inForce = earlier.permission?.value { permission = min(asked, inForce) }
        let lock = FieldLock(base.action, names: base.names, permission: permission)
        var request = request
        request.certification = request.certification.map { min($0, permission ?? $0) }
        return Granted(target: target, request: request, lock: lock, newLock: lock == own ? nil : lock)
    }

    private func checkFile() throws {
        if view.document.isEncrypted {
            throw PAdESError(
                .encrypted, .input, vi: "Không ký được tệp PDF đã mã hóa.", en: "An encrypted PDF cannot be signed.",
                remedy: Bilingual(
                    vi: "Gỡ mật khẩu của tệp rồi ký lại.", en: "Remove the password from the file and sign again."))
        }
        // Some readers count `/ByteRange` from the first byte of the file, others from the header.
        if view.document.headerOffset > 0 {
            throw PAdESError(
                .junkBeforeHeader, .input,
                vi: "Có \(view.document.headerOffset) byte lạ trước phần đầu %PDF; các phần mềm sẽ không thống nhất "
                    + "chữ ký bao phủ những byte nào.",
                en: "\(view.document.headerOffset) foreign bytes precede the %PDF header; programs would not agree "
                    + "on which bytes a signature covers.",
                remedy: Bilingual(
                    vi: "Ghi lại tệp bằng phần mềm PDF rồi ký; nếu tệp đã ký, hãy lấy lại bản gốc.",
                    en: "Save the file anew with a PDF program and sign that; get a signed file from where it was made."
                )
            )
        }
        guard view.document.bytes.count + request.reservedBytes * 2 < SignaturePermit.largestOffset,
            view.trailer["Size"]?.integer ?? 0 < 8_388_000
        else {
            throw PAdESError(
                .tooLarge, .input, vi: "Tệp PDF vượt giới hạn kích thước của ISO 32000 nên không ký được.",
                en: "The PDF is beyond the size limits of ISO 32000 and cannot be signed.")
        }
    }

    /// An XFA form is drawn by some readers from its own description and by others from the pages, so that two people may
    /// see two documents under one signature (ISO 32000-2, annex K, has deprecated it).
    private func checkXFA(_ fields: [FormField]) throws {
        guard request.kind == .signature, !view.resolve(view.interactiveForm["XFA"]).isNull else { return }
        let isDynamic = view.resolve(view.catalog["NeedsRendering"]).boolean == true || fields.isEmpty
        if isDynamic {
            throw PAdESError(
                .dynamicForm, .input,
                vi: "Tệp là biểu mẫu XFA động: trang giấy chỉ hiện khi phần mềm dựng lên, nên không có gì để ký.",
                en: "The file is a dynamic XFA form: its pages exist only once a program draws them, so there is "
                    + "nothing to sign.",
                remedy: SignaturePermit.flatten)
        }
        if !fields.contains(where: { $0.name == request.field }) {
            throw PAdESError(
                .dynamicForm, .input,
                vi: "Tệp có biểu mẫu XFA: trường chữ ký mới không có trong đó sẽ không hiện ở mọi phần mềm đọc.",
                en: "The file has an XFA form: a new signature field, not being in it, would not show in every reader.",
                remedy: SignaturePermit.flatten)
        }
    }

    private static let flatten = Bilingual(
        vi: "In biểu mẫu ra PDF thường (PDF/A) rồi ký, hoặc ký vào trường chữ ký có sẵn.",
        en: "Print the form to a plain PDF (PDF/A) and sign that, or sign in a field the form has.")

    private func check(_ earlier: EarlierSignatures) throws {
        if let (permission, field) = earlier.permission, permission == .noChanges {
            throw PAdESError(
                .certificationForbids, .input,
                vi: "Chữ ký trong “\(field)” không cho phép thay đổi gì nữa (DocMDP P=1), nên không ký thêm được.",
                en: "The signature in “\(field)” permits no change any more (DocMDP P=1), so the file cannot be "
                    + "signed again.")
        }
        if request.certification != nil, earlier.exist {
            throw PAdESError(
                .cannotCertify, .input, vi: "Chữ ký chứng thực phải là chữ ký đầu tiên của tệp.",
                en: "A certification signature must be the first signature of a file.")
        }
        if let locker = earlier.locker(of: request.field) {
            throw PAdESError(
                .fieldLocked, .input,
                vi: "Trường “\(request.field)” đã bị khóa bởi chữ ký trong trường “\(locker)”.",
                en: "The field “\(request.field)” is locked by the signature in “\(locker)”.")
        }
    }

    private func checkFillable(_ field: FormField) throws {
        guard field.type == "Sig" else { throw SignaturePermit.notASignatureField(field.name) }
        guard field.value == nil else {
            throw PAdESError(
                .alreadySigned, .input, vi: "Trường chữ ký “\(field.name)” đã được ký.",
                en: "The signature field “\(field.name)” is signed already.",
                remedy: Bilingual(vi: "Chọn một trường chữ ký khác.", en: "Choose another signature field."))
        }
        if field.isReadOnly {
            throw PAdESError(
                .fieldReadOnly, .input, vi: "Trường chữ ký “\(field.name)” chỉ cho đọc (cờ ReadOnly).",
                en: "The signature field “\(field.name)” is read-only.",
                remedy: Bilingual(vi: "Chọn một trường chữ ký khác.", en: "Choose another signature field."))
        }
        let canShow = field.widgets.first.map { $0.reference != nil && $0.isAnnotation } ?? false
        guard field.reference != nil, canShow || request.appearance == nil else {
            throw PAdESError(
                .fieldUnusable, .input,
                vi: "Trường chữ ký “\(field.name)” không phải đối tượng gián tiếp có chú thích hiển thị trên trang.",
                en: "The signature field “\(field.name)” is no indirect object with a widget on a page.",
                remedy: Bilingual(
                    vi: "Ký vào một trường mới, hoặc ký không hiển thị.",
                    en: "Sign in a new field, or without an appearance."))
        }
    }

    private static func notASignatureField(_ name: String) -> PAdESError {
        PAdESError(
            .notASignatureField, .input, vi: "Trường “\(name)” không phải là trường chữ ký.",
            en: "The field “\(name)” is not a signature field.")
    }

    /// Where a new field goes.
    private func place(_ fields: [FormField]) throws -> (PDFPage, PDFRectangle) {
        guard let place = request.place else {
            throw PAdESError(
                .noSuchField, .input, vi: "Tệp không có trường chữ ký “\(request.field)”.",
                en: "The file has no signature field “\(request.field)”.",
                remedy: Bilingual(
                    vi: "Kiểm tra tên trường, hoặc cho biết trang và vị trí để tạo trường mới.",
                    en: "Check the field's name, or give a page and a rectangle for a new field."))
        }
        guard !request.field.isEmpty, !request.field.contains(".") else {
            throw PAdESError(
                .invalidFieldName, .input,
                vi: "Tên trường chữ ký mới “\(request.field)” trống hoặc có dấu chấm.",
                en: "The name of the new signature field, “\(request.field)”, is empty or holds a full stop.")
        }
        // An inner node of that name would be the same field (12.7.4.2).
        if fields.contains(where: { $0.name.hasPrefix(request.field + ".") }) {
            throw SignaturePermit.notASignatureField(request.field)
        }
        guard let index = place.page, let page = view.page(at: index), page.reference != nil else {
            throw PAdESError(
                .noSuchPage, .input, vi: "Tệp không có trang \((place.page ?? -1) + 1) để đặt chữ ký.",
                en: "The file has no page \((place.page ?? -1) + 1) to put the signature on.")
        }
        return (page, place.rectangle)
    }
}
