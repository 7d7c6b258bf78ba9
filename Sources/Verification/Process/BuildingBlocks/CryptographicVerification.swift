import PAdES
import PKI

/// Cryptographic verification (ETSI EN 319 102-1, 5.2.7): the digest of what was signed, then the signature value.
enum CryptographicVerification {
    /// Nil unless what was signed is known to have changed: known without a certificate.
    static func checkDigest(_ findings: SignatureFindings) -> Conclusion? {
        guard findings.intact == false else { return nil }
        return .failed(
            .hashFailure,
            [
                ValidationRemark(
                    "HASH_FAILURE", vi: "Nội dung đã bị thay đổi sau khi ký (giá trị băm không khớp).",
                    en: "The content was changed after signing (the digest does not match).")
            ])
    }

    /// Nil when the signature value is right.
    static func checkSignature(_ findings: SignatureFindings) -> Conclusion? {
        guard findings.signatureValid != true else { return nil }
        return .failed(
            .sigCryptoFailure,
            [
                ValidationRemark(
                    "SIG_CRYPTO_FAILURE", vi: "Giá trị chữ ký không do khóa của chứng thư số này tạo ra.",
                    en: "The signature value was not made by this certificate's key.")
            ])
    }
}
