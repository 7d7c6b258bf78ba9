import Diagnostics

/// What can keep a document from being signed.
public enum SigningErrorCode: String, Sendable {
    case signerURIMalformed = "signer-uri-malformed"
    case signerCertificateMissing = "signer-certificate-missing"
    case signerFileUnreadable = "signer-file-unreadable"
    case fontUnusable = "font-unusable"
    case textNotDrawable = "text-not-drawable"
    case appearanceTooSmall = "appearance-too-small"
    case pictureUnusable = "signature-picture-unusable"
    case valueMissing = "signature-value-missing"
    case signatureUnknown = "signature-unknown"
    case anchorMissing = "signature-anchor-missing"
    case noRoom = "signature-no-room"
    case selfCheckFailed = "signature-self-check-failed"
    case deferredMismatch = "deferred-signature-mismatch"
    case timeStampAuthorityMissing = "time-stamp-authority-missing"
    case revocationSourceMissing = "revocation-source-missing"
    case revocationUnavailable = "revocation-unavailable"
    case certificateChainIncomplete = "certificate-chain-incomplete"
    case nothingToRaise = "nothing-to-raise"
    case levelNotReached = "level-not-reached"
}

/// The signing stage's error.
public typealias SigningError = Fault<SigningErrorCode>

extension Fault where Code == SigningErrorCode {
    /// Only the scheme is told: a token's address may carry a PIN.
    static func malformed(_ uri: String) -> SigningError {
        let scheme = uri.prefix { $0 != ":" }.prefix(20)
        return SigningError(
            .signerURIMalformed, .configuration, vi: "Địa chỉ khóa ký “\(scheme):…” không hợp lệ.",
            en: "The signer “\(scheme):…” is not a valid address of a key.",
            remedy: Bilingual(
                vi: "Dùng p12:ĐƯỜNG-DẪN, pem:KHÓA,CHỨNG-THƯ hoặc pkcs11:token=…;object=….",
                en: "Use p12:PATH, pem:KEY,CERTIFICATE or pkcs11:token=…;object=…."))
    }

    static func noCertificate(_ uri: String) -> SigningError {
        SigningError(
            .signerCertificateMissing, .configuration,
            vi: "Không chứng thư số nào trong “\(uri)” là của khóa bí mật đã nêu.",
            en: "None of the certificates in “\(uri)” is that of the private key.",
            remedy: Bilingual(
                vi: "Nêu tệp chứng thư số được cấp cho khóa này.",
                en: "Name the file of the certificate that was issued for this key."))
    }

    static func unreadable(_ path: String) -> SigningError {
        SigningError(
            .signerFileUnreadable, .configuration, vi: "Không đọc được tệp khóa ký “\(path)”.",
            en: "The signer's file “\(path)” cannot be read.",
            remedy: Bilingual(
                vi: "Kiểm tra đường dẫn và quyền đọc tệp.", en: "Check the path and the file's permissions."))
    }
}
