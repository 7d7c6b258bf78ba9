import PAdES
import PDFEncryption
import PDFSyntax

/// An encrypted file whose key is not at hand. Its strings and streams are cipher text, but its dictionaries are plain:
/// as long as none hides in an object stream, signatures can be found and their mathematics checked.
enum LockedFile {
    /// Why it stays closed.
    static func remark(_ error: PDFEncryptionError) -> ValidationRemark {
        let code =
            switch error.code {
            case .passwordNeeded: "PASSWORD_NEEDED"
            case .wrongPassword: "PASSWORD_WRONG"
            case .unsupportedHandler: "ENCRYPTION_UNSUPPORTED"
            default: "UNREADABLE"
            }
        return ValidationRemark(code: code, message: error.what)
    }

    /// What can be seen of it; nil when that would not answer the question: where objects are out of sight a signature
    /// may be too, and what empty fields of a handler that we do not know mean nobody can say. With a password handler
    /// (ISO 32000-2, 7.6.2) a field without `/V` is an empty field.
    static func visiblePart(of bytes: ByteView, _ error: PDFEncryptionError) -> PDFDocument? {
        switch error.code {
        case .passwordNeeded, .wrongPassword, .unsupportedHandler: break
        default: return nil
        }
        guard let document = try? PDFDocument(bytes: bytes), !document.hidesObjects else { return nil }
        let fields = document.latest.signatureFields
        let isAnswer = error.code != .unsupportedHandler || fields.isEmpty || fields.contains(where: \.isSigned)
        return isAnswer ? document : nil
    }
}
