import PAdES
import PDFSyntax

/// The level of EN 319 142-1 that each signature of a file shows. What a level promises is judged elsewhere: a B-LT file
/// whose validation data do not suffice is still B-LT, and does not pass.
struct SignatureLevels {
    private let findings: [SignatureFindings]
    private let hasSecurityStore: Bool

    init(_ findings: [SignatureFindings], document: PDFDocument) {
        self.findings = findings
        hasSecurityStore = document.latest.resolve(document.latest.catalog["DSS"]).dictionary != nil
    }

    subscript(index: Int) -> SignatureReport.Level {
        let signature = findings[index]
        switch signature.dictionary.encoding {
        case .x509RSASHA1?: return .pkcs1
        case .pkcs7Detached?, .pkcs7SHA1?: return .cms
        case .rfc3161?, nil: return .unknown
        case .cadesDetached?: break
        }
        guard let signer = signature.value.signer, let certificate = signature.value.certificate,
            signer.namesSigningCertificate(certificate) == true
        else { return .cms }
        guard hasSecurityStore else { return signer.timeStampTokens.isEmpty ? .bB : .bT }
        let isArchived = findings.contains { other in
            other.kind == .documentTimestamp && (other.signedRevision ?? -1) > (signature.signedRevision ?? .max)
        }
        return isArchived ? .bLTA : .bLT
    }
}
