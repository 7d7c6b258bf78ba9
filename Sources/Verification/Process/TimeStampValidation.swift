import FoundationEssentials
import PAdES
import PKI

/// The validation process for time-stamps (ETSI EN 319 102-1, 5.4) of a document time-stamp. Its certificate was judged with
/// the proofs of the file already (5.6.2.4, past signature validation); here that becomes a conclusion.
struct TimeStampValidation {
    let findings: SignatureFindings
    let policy: ValidationPolicy
    let stamp: TimeStampJudgement

    var conclusion: Conclusion {
        let basic = BasicValidation(
            findings: findings, policy: policy, path: stamp.path, proof: nil, notBefore: nil
        ).conclusion
        if basic.indication != .passed { return basic }
        if !stamp.isSound { return .indeterminate(.noSigningCertificateFound) }
        if !stamp.isStrong {
            return SignatureAcceptance(findings: findings, algorithms: policy.algorithms, date: stamp.controlTime)
                .failure ?? .indeterminate(.cryptoConstraintsFailureNoPOE)
        }
        return stamp.isTrusted ? .passed : .indeterminate(.tryLater, [.restsOnProvisionalTime])
    }
}

extension ValidationRemark {
    /// All holds, at the time of a time-stamp of which one thing is not known.
    static let restsOnProvisionalTime = ValidationRemark(
        "TIMESTAMP_REVOCATION_UNKNOWN",
        vi: "Chưa kiểm tra được máy chủ cấp dấu thời gian đã bị thu hồi hay chưa, nên thời điểm ký chưa chắc chắn.",
        en: "Whether the time-stamping authority was revoked could not be checked, so the time is not certain yet.")
}
