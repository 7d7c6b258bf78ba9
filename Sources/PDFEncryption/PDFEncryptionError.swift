import Diagnostics

/// Why an encrypted file cannot be opened. The raw values are stable names for machines.
public enum PDFEncryptionErrorCode: String, Sendable {
    /// The file opens with a password only, and none was given.
    case passwordNeeded = "pdf-password-needed"
    /// The password given is neither the user's nor the owner's.
    case wrongPassword = "pdf-wrong-password"
    /// The file is encrypted for certain certificates, or by a program of its own, and not by a password.
    case unsupportedHandler = "pdf-encryption-unsupported"
    /// The encryption dictionary breaks ISO 32000-2, 7.6.
    case malformedEncryption = "pdf-encryption-malformed"
    /// OpenSSL refused a cipher or digest.
    case cipherUnavailable = "pdf-cipher-unavailable"
    /// The file is no PDF, or too damaged; the message is that of PDFSyntax.
    case unreadable = "pdf-unreadable"
}

/// The error of this module.
public typealias PDFEncryptionError = Fault<PDFEncryptionErrorCode>

extension PDFEncryptionError {
    static let passwordNeeded = PDFEncryptionError(
        .passwordNeeded, .input,
        vi: "Tệp PDF được mã hóa và cần mật khẩu để mở.",
        en: "The PDF is encrypted and opens with a password only.",
        remedy: Bilingual(
            vi: "Hỏi nơi gửi tệp mật khẩu rồi làm lại.", en: "Ask whoever sent the file for its password and try again."
        ))

    static let wrongPassword = PDFEncryptionError(
        .wrongPassword, .input,
        vi: "Mật khẩu không mở được tệp PDF này.",
        en: "The password does not open this PDF.",
        remedy: Bilingual(
            vi: "Kiểm tra lại mật khẩu, kể cả chữ hoa và dấu.", en: "Check the password, its case and accents too."))

    static func unsupported(handler: String) -> PDFEncryptionError {
        PDFEncryptionError(
            .unsupportedHandler, .input,
            vi: "Tệp PDF được mã hóa theo cách không hỗ trợ (\(handler)): không đọc được nội dung.",
            en: "The PDF is encrypted in a way that is not supported (\(handler)): its content cannot be read.",
            remedy: Bilingual(
                vi: "Hỏi nơi gửi tệp một bản không mã hóa, hoặc bản mã hóa bằng mật khẩu.",
                en: "Ask whoever sent the file for a copy that is not encrypted, or encrypted with a password."))
    }

    static func malformed(_ what: String) -> PDFEncryptionError {
        PDFEncryptionError(
            .malformedEncryption, .input,
            vi: "Thông tin mã hóa của tệp PDF sai: \(what).",
            en: "The encryption of the PDF is malformed: \(what).",
            remedy: Bilingual(vi: "Lấy lại tệp từ nơi phát hành.", en: "Get the file again from where it was issued."))
    }

    static func unavailable(_ cipher: String) -> PDFEncryptionError {
        PDFEncryptionError(
            .cipherUnavailable, .dependency,
            vi: "OpenSSL trên máy này không có \(cipher).",
            en: "OpenSSL on this machine does not provide \(cipher).")
    }
}
