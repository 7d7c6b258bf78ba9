import Diagnostics

/// What can go wrong with keys, certificates and signatures before a question about them could be answered. Negative
/// answers (a bad signature, a revoked certificate) are values, not errors.
public enum PKIErrorCode: String, Sendable, CaseIterable {
    case malformedPEM = "pem-malformed"
    case malformedCertificate = "certificate-malformed"
    case malformedRevocationList = "crl-malformed"
    case malformedKey = "key-malformed"
    case passphraseRequired = "passphrase-required"
    case wrongPassphrase = "passphrase-wrong"
    case malformedPKCS12 = "pkcs12-malformed"
    case incompletePKCS12 = "pkcs12-incomplete"
    case wrongPKCS12Passphrase = "pkcs12-wrong-passphrase"
    case malformedSignedData = "cms-malformed"
    case malformedTimeStampToken = "timestamp-malformed"
    case malformedTimeStampRequest = "timestamp-request-malformed"
    case malformedTimeStampResponse = "timestamp-response-malformed"
    case timeStampRefused = "timestamp-refused"
    case timeStampImprintDiffers = "timestamp-imprint-differs"
    case timeStampNonceDiffers = "timestamp-nonce-differs"
    case timeStampPolicyDiffers = "timestamp-policy-differs"
    case timeStampSignatureInvalid = "timestamp-signature-invalid"
    case timeStampSignerUnnamed = "timestamp-signer-unnamed"
    case timeStampAuthorityUntrusted = "timestamp-authority-untrusted"
    case timeStampTooLarge = "timestamp-too-large"
    case malformedOCSPResponse = "ocsp-malformed"
    case unsuccessfulOCSPResponse = "ocsp-unsuccessful"
    case unsupportedAlgorithm = "algorithm-unsupported"
    case signingFailed = "signing-failed"
    case signatureMismatch = "signature-mismatch"
    case certificateNotYetValid = "signer-not-yet-valid"
    case certificateExpired = "signer-expired"
    case keyUsageForbidsSigning = "signer-key-usage"
    case keyMismatch = "signer-key-mismatch"
    case signerUntrusted = "signer-untrusted"
    case signerRevoked = "signer-revoked"
    case signerRevocationUnknown = "signer-revocation-unknown"
    case weakKey = "signer-weak-key"
    case weakDigest = "signer-weak-digest"
    case trustDirectoryUnreadable = "trust-unreadable"
    case libraryFailure = "openssl-failure"
}

/// An error of this module.
public typealias PKIError = Fault<PKIErrorCode>

extension Fault where Code == PKIErrorCode {
    /// `input` could not be read as `thing`; `detail` is OpenSSL's or the parser's own word.
    static func malformed(_ code: PKIErrorCode, vi: String, en: String, detail: String = "") -> PKIError {
        let tail = detail.isEmpty ? "" : " (\(detail))"
        return PKIError(
            code, .input, vi: "Không đọc được \(vi): dữ liệu hỏng hoặc không đúng định dạng\(tail).",
            en: "Cannot read the \(en): the data is damaged or of another format\(tail).")
    }

    /// OpenSSL refused something that should always work.
    static func library(_ operation: String) -> PKIError {
        let detail = drainOpenSSLErrors()
        return PKIError(
            .libraryFailure, .internal, vi: "OpenSSL từ chối thao tác \(operation): \(detail).",
            en: "OpenSSL refused \(operation): \(detail).")
    }

    static func unsupported(_ algorithm: String) -> PKIError {
        PKIError(
            .unsupportedAlgorithm, .input, vi: "Thuật toán \(algorithm) không được hỗ trợ.",
            en: "The algorithm \(algorithm) is not supported.")
    }
}
