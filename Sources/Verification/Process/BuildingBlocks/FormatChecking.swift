import PAdES
import PKI

/// Format checking (ETSI EN 319 102-1, 5.2.2): whether the signature is one at all, covers a whole revision, and is followed
/// by nothing that it forbids.
enum FormatChecking {
    /// Nil when the signature is well-formed.
    static func check(_ findings: SignatureFindings) -> Conclusion? {
        guard !findings.isWellFormed else { return nil }
        return .failed(.formatFailure, findings.reasons.filter(\.isFormatFailure).map(remark))
    }

    /// What the PDF adds to the clause: asked after the cryptography, so that a broken signature is called broken. Nil when
    /// nothing is wrong.
    static func checkRevisions(_ findings: SignatureFindings) -> Conclusion? {
        guard findings.changesAfter == .suspicious || findings.coverage == .partial else { return nil }
        let changes = findings.changes.filter { !$0.isPermitted }.map(remark)
        return .failed(
            .formatFailure, changes + findings.reasons.filter { $0.code == .partialCoverage }.map(remark))
    }

    static func remark(_ reason: SignatureReason) -> ValidationRemark {
        ValidationRemark(code: reason.code.rawValue, message: reason.message)
    }

    static func remark(_ judged: SignatureFindings.JudgedChange) -> ValidationRemark {
        ValidationRemark(
            code: (judged.isPermitted ? "" : "SUSPICIOUS_") + judged.change.kind.rawValue,
            message: judged.change.message)
    }
}
