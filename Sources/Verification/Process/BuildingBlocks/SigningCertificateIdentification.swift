import PAdES
import PKI

/// Identification of the signing certificate (ETSI EN 319 102-1, 5.2.3): the file has it, and the signed attributes name no
/// other.
enum SigningCertificateIdentification {
    /// Nil when the certificate is known.
    static func check(_ findings: SignatureFindings) -> Conclusion? {
        guard let certificate = findings.value.certificate else {
            return .indeterminate(.noSigningCertificateFound)
        }
        guard findings.value.signer?.namesSigningCertificate(certificate) == false else { return nil }
        return .indeterminate(
            .noSigningCertificateFound,
            [
                ValidationRemark(
                    "SIGNING_CERTIFICATE_MISMATCH",
                    vi: "Thuộc tính signing-certificate của chữ ký nêu một chứng thư số khác.",
                    en: "The signature's signing-certificate attribute names another certificate.")
            ])
    }
}
