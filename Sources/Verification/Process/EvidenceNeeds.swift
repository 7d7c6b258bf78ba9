import FoundationEssentials
import PAdES
import PKI

/// Finds out what is missing: for signatures that hold mathematically and did not pass, and for the time-stamps over them.
enum EvidenceNeeds {
    static func all(_ validations: [SignatureValidation], _ proofs: ProofsOfExistence) -> [EvidenceNeed] {
        var needs: [EvidenceNeed] = []
        var known: Set<EvidenceNeed> = []
        func add(_ path: PathOutcome?) {
            guard let path else { return }
            for need in missing(path) where known.insert(need).inserted { needs.append(need) }
        }
        for validation in validations where validation.findings.isSound && validation.indication != .passed {
            add(validation.path)
        }
        for stamp in proofs.timeStamps where stamp.isSound && !stamp.isTrusted { add(stamp.path) }
        return needs
    }

    private static func missing(_ path: PathOutcome) -> [EvidenceNeed] {
        switch path.status {
        case .noChain(let last): return last.isSelfSigned ? [] : [.issuer(of: last)]
        case .revocationUnknown, .expired, .passed:
            return zip(path.chain, path.chain.dropFirst()).filter { path.evidence[$0.0] == nil }.map {
                .revocation(of: $0.0, issuer: $0.1, at: path.date)
            }
        default: return []
        }
    }
}
