import FoundationEssentials
import PAdES
import PKI

/// The validation processes for signatures with time (ETSI EN 319 102-1, 5.5) and with archival data (5.6): the best
/// signature time is the earliest that a time-stamp proves, the path is judged there, and so is everything else.
///
/// First with time-stamps that are trusted. Where that does not end well, the time-stamps count of whose authorities only the
/// revocation could not be checked: then nothing passes, but it is said what really stands against the signature, and
/// "try later" when nothing does.
struct SignatureWithTime {
    let findings: SignatureFindings
    let index: Int
    let proofs: ProofsOfExistence
    let policies: ValidationPolicies

    struct Answer {
        let conclusion: Conclusion
        let path: PathOutcome?
        let proof: ProofOfExistence?
        let policy: ValidationPolicy
        let process: ValidationProcess
    }

    var answer: Answer {
        let answer = best
        guard answer.conclusion.subIndication == .outOfBoundsNoPOE, let ended = endedTimeStamp else { return answer }
        // Past signature validation (5.6.2.4): there was a proof, and nothing proves that it is older than its own end.
        return Answer(
            conclusion: .indeterminate(.noPOE, [Self.ended(ended)] + answer.conclusion.remarks), path: answer.path,
            proof: answer.proof, policy: answer.policy, process: .archival)
    }

    /// A time-stamp over the signature that was not renewed before its certificates ended.
    private var endedTimeStamp: TimeStampJudgement? {
        proofs.timeStamps(over: index).first { stamp in
            if case .expired? = stamp.path?.status { stamp.isSound && stamp.standing == .untrusted } else { false }
        }
    }

    private static func ended(_ stamp: TimeStampJudgement) -> ValidationRemark {
        let day = (stamp.path?.chain.map(\.notAfter).min() ?? stamp.token.time).formatted(
            .iso8601.year().month().day())
        return ValidationRemark(
            "TIMESTAMP_NOT_RENEWED",
            vi: "Dấu thời gian của chữ ký đã hết giá trị chứng minh từ \(day) mà không được gia hạn.",
            en: "The signature's time-stamp has proved nothing since \(day): it was not renewed in time.")
    }

    private var best: Answer {
        let trusted = proofs.earliest(ofSignature: index).map { ProofOfExistence($0) }
        let strict = answer(trusted)
        guard strict.conclusion.isOpenToProof, let proof = proofs.proof(ofSignature: index), proof.isProvisional else {
            return strict
        }
        return answer(proof)
    }

    private func answer(_ proof: ProofOfExistence?) -> Answer {
        let path = path(proof)
        let policy = policies[path?.anchor?.label]
        let basic = BasicValidation(
            findings: findings, policy: policy, path: path, proof: proof,
            notBefore: proofs.notBefore(ofSignature: index)
        ).conclusion
        let order = TimeStampOrder.failure(proofs.timeStamps(over: index), policy)
        var conclusion = basic.indication == .passed ? order ?? basic : basic
        if conclusion.indication == .passed, proof?.isProvisional == true {
            conclusion = .indeterminate(.tryLater, [.restsOnProvisionalTime])
        }
        return Answer(
            conclusion: conclusion, path: path, proof: proof, policy: policy, process: process(proof))
    }

    /// The clock of an authority may be a little behind that of the one who issued the certificate: within the tolerance
    /// the certificate is taken at its beginning.
    private func path(_ proof: ProofOfExistence?) -> PathOutcome? {
        func path(at date: Date) -> PathOutcome? {
            proofs.path(ofSignature: index, at: date, isProvisional: proof?.isProvisional ?? false)
        }
        let date = proof?.date ?? proofs.now
        let found = path(at: date)
        guard proof != nil, case .notYetValid(let certificate)? = found?.status else { return found }
        let tolerance = policies[found?.anchor?.label].clockTolerance
        return certificate.notBefore <= date + tolerance ? path(at: certificate.notBefore) : found
    }

    /// Without proof the basic process stands; with a time-stamp that holds today the one for signatures with time; when
    /// that time-stamp needed a proof itself, or the proof is a document time-stamp, the one for archival data.
    private func process(_ proof: ProofOfExistence?) -> ValidationProcess {
        guard let proof else { return .basic }
        let isOwn = proofs.timeStamps(over: index).contains { stamp in
            stamp.subject == .signature(index: index) && min(stamp.token.time, proofs.now) == proof.date
                && stamp.controlTime == proofs.now
        }
        return isOwn ? .withTime : .archival
    }
}
