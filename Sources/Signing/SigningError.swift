import Diagnostics

/// What can keep a document from being signed.
public enum SigningErrorCode: String, Sendable {
    case signerURIMalformed = "signer-uri-malformed"
    case signerFileUnreadable = "signer-file-unreadable"
    case fontUnusable = "font-unusable"
    case textNotDrawable = "text-not-drawable"
    case appearanceTooSmall = "appearance-too-small"
    case selfCheckFailed = "signature-self-check-failed"
}

/// The signing stage's error.
public typealias SigningError = Fault<SigningErrorCode>

extension Fault where Code == SigningErrorCode {
    static func malformed(_ uri: String) -> SigningError {
        SigningError(
            .signerURIMalformed, .configuration, vi: "Địa chỉ khóa ký “\(uri)” không hợp lệ.",
            en: "The signer “\(uri)” is not a valid address of a key.",
            remedy: Bilingual(
                vi: "Dùng p12:ĐƯỜNG-DẪN hoặc pem:KHÓA,CHỨNG-THƯ.", en: "Use p12:PATH or pem:KEY,CERTIFICATE."))
    }

    static func unreadable(_ path: String) -> SigningError {
        SigningError(
            .signerFileUnreadable, .configuration, vi: "Không đọc được tệp khóa ký “\(path)”.",
            en: "The signer's file “\(path)” cannot be read.",
            remedy: Bilingual(
                vi: "Kiểm tra đường dẫn và quyền đọc tệp.", en: "Check the path and the file's permissions."))
    }
}
