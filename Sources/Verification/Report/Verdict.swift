import PKI
import Records

/// Joins what the signatures say with what the record's status and the seal say (DESIGN section 6).
enum Verdict {
    static func joining(
        _ conclusion: FileReport.Conclusion, status: RecordStatus, sealMatches: Bool?
    ) -> FileReport.Verdict {
        if conclusion == .totalFailed || status == .revoked || status == .replaced || sealMatches == false {
            return .invalid
        }
        guard conclusion == .totalPassed else { return .undetermined }
        return status == .expired ? .notInForce : .valid
    }
}

extension SignatureReport.Signer {
    init(_ certificate: Certificate) {
        self.init(
            name: certificate.displayName, subject: certificate.subject, issuer: certificate.issuer,
            serial: certificate.serialHex)
    }
}

extension SignatureReport.Trust {
    init(_ outcome: PathOutcome) {
        self.init(store: outcome.anchor?.label.rawValue ?? "none", anchor: outcome.anchor?.certificate.subject)
    }
}
