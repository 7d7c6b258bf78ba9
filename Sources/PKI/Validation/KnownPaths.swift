import FoundationEssentials
import Synchronization

/// All that the building of a path depends on: the certificates, in order, and for each whether the time has reached its
/// two ends, in the way OpenSSL compares them. Two times that lie alike to all certificates give the same path.
struct PathQuestion: Sendable, Hashable {
    /// The leaf, the helpers, the anchors. Held, so that no other certificate can take their identity.
    let certificates: [Certificate]
    private let identities: [ObjectIdentity]
    private let anchorCount: Int
    private let reached: [Bool]
    private let policies: CertificatePolicyRules

    private typealias ObjectIdentity = Swift.ObjectIdentifier

    /// - Parameter date: in whole seconds.
    init(
        _ leaf: Certificate, helpers: [Certificate], anchors: [Certificate], at date: Date,
        policies: CertificatePolicyRules
    ) {
        self.policies = policies
        certificates = [leaf] + helpers + anchors
        anchorCount = anchors.count
        identities = certificates.map { ObjectIdentity($0.object) }
        reached = certificates.flatMap { [$0.notBefore <= date, $0.notAfter <= date] }
    }

    static func == (a: PathQuestion, b: PathQuestion) -> Bool {
        a.identities == b.identities && a.anchorCount == b.anchorCount && a.reached == b.reached
            && a.policies == b.policies
    }

    func hash(into hasher: inout Hasher) {
        hasher.combine(identities.first)
        hasher.combine(identities.count)
        hasher.combine(reached)
    }
}

/// Answers to questions about paths, as long as they take little room.
final class KnownPaths<Answer: Sendable>: Sendable {
    private struct State {
        var answers: [PathQuestion: Answer] = [:]
        var certificateCount = 0
    }

    private let mostCertificates: Int
    private let state = Mutex(State())

    /// A memory of questions with so many certificates together; one that does not fit makes it forget all others.
    init(mostCertificates: Int) { self.mostCertificates = mostCertificates }

    func answer(to question: PathQuestion) -> Answer? { state.withLock { $0.answers[question] } }

    func keep(_ answer: Answer, for question: PathQuestion) {
        guard question.certificates.count <= mostCertificates / 16 else { return }
        state.withLock {
            if $0.certificateCount + question.certificates.count > mostCertificates { $0 = State() }
            if $0.answers.updateValue(answer, forKey: question) == nil {
                $0.certificateCount += question.certificates.count
            }
        }
    }
}
