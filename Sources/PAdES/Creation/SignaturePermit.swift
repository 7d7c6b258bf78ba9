import Diagnostics
import PDFSyntax

/// The questions that must be answered with yes before a document is signed.
struct SignaturePermit {
    let view: PDFView
    let request: SignatureRequest

    /// The largest offset a classic cross-reference can hold.
    private static let largestOffset = 9_999_999_999

    /// - Returns: the empty field to fill, nil when a new one is to be made.
    /// - Throws: why signing is out of the question.
    func check() throws -> FormField? {
        if view.document.isEncrypted {
            throw PAdESError(
                .encrypted, .input, vi: "Không ký được tệp PDF đã mã hóa.", en: "An encrypted PDF cannot be signed.",
                remedy: Bilingual(
                    vi: "Gỡ mật khẩu của tệp rồi ký lại.", en: "Remove the password from the file and sign again."))
        }
        guard view.document.bytes.count + request.reservedBytes * 2 < SignaturePermit.largestOffset,
            view.trailer["Size"]?.integer ?? 0 < 8_388_000
        else {
            throw PAdESError(
                .tooLarge, .input, vi: "Tệp PDF vượt giới hạn kích thước của ISO 32000 nên không ký được.",
                en: "The PDF is beyond the size limits of ISO 32000 and cannot be signed.")
        }
        let fields = view.formFields
        try checkCertification(fields)
        try checkLocks(fields)
        guard let field = fields.first(where: { $0.name == request.field }) else {
            try checkPlace()
            return nil
        }
        guard field.type == "Sig" else {
            throw PAdESError(
                .notASignatureField, .input, vi: "Trường “\(request.field)” không phải là trường chữ ký.",
                en: "The field “\(request.field)” is not a signature field.")
        }
        guard field.value == nil, field.reference != nil else {
            throw PAdESError(
                .alreadySigned, .input, vi: "Trường chữ ký “\(request.field)” đã được ký.",
                en: "The signature field “\(request.field)” is signed already.",
                remedy: Bilingual(vi: "Chọn một trường chữ ký khác.", en: "Choose another signature field."))
        }
        return field
    }

    private func checkCertification(_ fields: [FormField]) throws {
        if view.certifiedPermission == .noChanges {
            throw PAdESError(
                .certificationForbids, .input,
                vi: "Tệp đã được chứng thực ở mức không cho phép thay đổi (DocMDP P=1), nên không ký thêm được.",
                en: "The file is certified with no changes allowed (DocMDP P=1), so it cannot be signed again.")
        }
        guard request.certification != nil else { return }
        if view.certifiedPermission != nil || fields.contains(where: { $0.type == "Sig" && $0.value != nil }) {
            throw PAdESError(
                .cannotCertify, .input, vi: "Chữ ký chứng thực phải là chữ ký đầu tiên của tệp.",
                en: "A certification signature must be the first signature of a file.")
        }
    }

    private func checkLocks(_ fields: [FormField]) throws {
        for field in fields where field.type == "Sig" {
            guard let dictionary = view.resolve(field.value).dictionary else { continue }
            let locks = SignatureDictionary(dictionary, in: view).fieldLocks
            if locks.contains(where: { $0.locks(request.field) }) {
                throw PAdESError(
                    .fieldLocked, .input,
                    vi: "Trường “\(request.field)” đã bị khóa bởi chữ ký trong trường “\(field.name)”.",
                    en: "The field “\(request.field)” is locked by the signature in “\(field.name)”.")
            }
        }
    }

    private func checkPlace() throws {
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
        guard let page = place.page, view.pages.indices.contains(page), view.pages[page].reference != nil else {
            throw PAdESError(
                .noSuchPage, .input, vi: "Tệp không có trang \((place.page ?? -1) + 1) để đặt chữ ký.",
                en: "The file has no page \((place.page ?? -1) + 1) to put the signature on.")
        }
    }
}
