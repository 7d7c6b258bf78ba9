import FoundationEssentials
import PAdES
import PDFSyntax
import PKI

/// The validation of all signatures and time-stamps of a file (ETSI EN 319 102-1, clause 5): the file is read once, its
/// time-stamps are judged once, and every signature is concluded on with what they prove.
struct SignatureProcesses {
    /// What the file alone says.
    let findings: [SignatureFindings]
    /// In file order.
    private(set) var validations: [SignatureValidation] = []
    /// What is missing for a conclusion, each once.
    private(set) var needs: [EvidenceNeed] = []

    init(
        _ document: PDFDocument, _ digests: PrefixDigests, trust: TrustStore, policies: ValidationPolicies, now: Date
    ) {
        findings = SignatureInspector.inspect(document, digests: digests)
        guard !findings.isEmpty else { return }
        let material = ValidationMaterial(document, findings: findings)
        let levels = SignatureLevels(findings: findings, material: material)
        let proofs = ProofsOfExistence(findings, material: material, trust: trust, policies: policies, now: now)
        let reversed = TimeStampOrder.reversed(findings)
        validations = findings.indices.map { index in
            Self.validate(findings, index, proofs, policies, level: levels[index], earlier: reversed[index])
        }
        needs = EvidenceNeeds.all(validations, proofs)
    }

    private static func validate(
        _ all: [SignatureFindings], _ index: Int, _ proofs: ProofsOfExistence, _ policies: ValidationPolicies,
        level: SignatureReport.Level, earlier: Date?
    ) -> SignatureValidation {
        let findings = all[index]
        let answer = answer(findings, index, proofs, policies)
        let stamps = proofs.timeStamps(over: index)
        let date = answer.proof?.date ?? proofs.now
        let remarks = SignatureRemarks(
            findings: findings, conclusion: answer.conclusion, path: answer.path, stamps: stamps,
            own: proofs.documentTimeStamp(index), policy: answer.policy, date: date, earlier: earlier)
        return SignatureValidation(
            findings: findings, index: index, process: answer.process, indication: answer.conclusion.indication,
            subIndication: answer.conclusion.subIndication, level: level, path: answer.path, timeStamps: stamps,
            bestTime: date, proven: answer.proof?.date, isProvisional: answer.proof?.isProvisional ?? false,
            policy: answer.policy, remarks: remarks.all)
    }

    private static func answer(
        _ findings: SignatureFindings, _ index: Int, _ proofs: ProofsOfExistence, _ policies: ValidationPolicies
    ) -> SignatureWithTime.Answer {
        guard findings.kind == .documentTimestamp, let stamp = proofs.documentTimeStamp(index) else {
            return SignatureWithTime(findings: findings, index: index, proofs: proofs, policies: policies).answer
        }
        let policy = policies[stamp.path?.anchor?.label]
        let proof = proofs.proof(ofSignature: index)
        let conclusion = TimeStampValidation(findings: findings, policy: policy, stamp: stamp).conclusion
        return SignatureWithTime.Answer(
            conclusion: conclusion, path: stamp.path, proof: proof, policy: policy,
            process: stamp.controlTime == proofs.now ? .basic : .archival)
    }
}
