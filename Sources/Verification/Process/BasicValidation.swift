import FoundationEssentials
import PAdES
import PKI

/// The validation process for basic signatures (ETSI EN 319 102-1, 5.3) at one time, which is the present or, as 5.5 and 5.6
/// have it, the best time that is proven.
///
/// The building blocks run in the clause's order with two exceptions. A digest or a signature value that is wrong is said
/// before anything about certificates, since it is final. And missing revocation data are said last, since what they may
/// decide later is of no use to a signature that fails for another reason.
struct BasicValidation {
    let findings: SignatureFindings
    /// The validation context (5.2.4).
    let policy: ValidationPolicy
    let path: PathOutcome?
    let proof: ProofOfExistence?
    let notBefore: Date?

    var conclusion: Conclusion {
        if let failure = FormatChecking.check(findings) ?? CryptographicVerification.checkDigest(findings) {
            return failure
        }
        guard let path, findings.value.certificate != nil else {
            return .indeterminate(
                .noSigningCertificateFound,
                findings.reasons.filter { $0.code == .signerCertificateMissing }.map(FormatChecking.remark))
        }
        if let failure = CryptographicVerification.checkSignature(findings) ?? FormatChecking.checkRevisions(findings)
            ?? SigningCertificateIdentification.check(findings)
        {
            return failure
        }
        let certificates = X509Validation(path: path, policy: policy, proof: proof, notBefore: notBefore)
        let acceptance = SignatureAcceptance(
            findings: findings, algorithms: policy.algorithms, date: path.date)
        return certificates.failure ?? acceptance.failure ?? certificates.revocation ?? .passed
    }
}
