import FoundationEssentials
import PKI
import Synchronization

/// What is known in memory, one slot for each certificate and one for each list. A slot's lock is held while its answer
/// is fetched, so that threads with the same question wait for one answer while others go on.
final class RevocationCache: Sendable {
    /// The answer for one certificate.
    struct State: Sendable {
        var evidence: KeptEvidence?
        var failure: Failure?
    }

    /// Nobody could tell.
    struct Failure: Sendable {
        let error: ServicesUnavailable
        let date: Date
        /// The time that was asked about.
        let question: Date
    }

    /// One published list.
    struct ListState: Sendable {
        var list: CertificateList?
        var expiry = Date.distantPast
    }

    /// A lock with what it guards, to be shared.
    final class Slot<Value: Sendable>: Sendable {
        private let state: Mutex<Value>
        init(_ value: Value) { state = Mutex(value) }
        func withLock<R: Sendable, E: Error>(_ body: (inout Value) throws(E) -> R) throws(E) -> R {
            try state.withLock { (value) throws(E) -> R in try body(&value) }
        }
    }

    private struct Key: Hashable {
        let certificate: Certificate
        let issuer: Certificate
    }

    /// More certificates than any office has signers; beyond it the cache begins anew.
    private static let capacity = 4096

    private let slots = Mutex<[Key: Slot<State>]>([:])
    private let lists = Mutex<[String: Slot<ListState>]>([:])

    func slot(_ certificate: Certificate, issuer: Certificate) -> Slot<State> {
        let key = Key(certificate: certificate, issuer: issuer)
        return slots.withLock { slots in
            if let slot = slots[key] { return slot }
            if slots.count >= Self.capacity { slots.removeAll() }
            let slot = Slot(State())
            slots[key] = slot
            return slot
        }
    }

    func list(at address: String) -> Slot<ListState> {
        lists.withLock { lists in
            if let slot = lists[address] { return slot }
            if lists.count >= Self.capacity { lists.removeAll() }
            let slot = Slot(ListState())
            lists[address] = slot
            return slot
        }
    }
}

/// Evidence that was verified once, with the times for which it need not be verified again.
struct KeptEvidence: Sendable {
    let evidence: RevocationEvidence
    /// Until when it is used without asking.
    let expiry: Date
    /// For a certificate found good: the span in which nothing but the time decides. Nil for a revoked one.
    private let good: ClosedRange<Date>?

    init(_ evidence: RevocationEvidence, _ question: RevocationClient.Question, expiry: Date) {
        self.evidence = evidence
        self.expiry = expiry
        let (made, next, isGood): (Date, Date?, Bool)
        switch evidence {
        case .crl(let list):
            (made, next) = (list.thisUpdate, list.nextUpdate)
            isGood = list.revocation(of: question.certificate) == nil
        case .ocsp(let response):
            let answer = response.response(for: question.certificate, issuer: question.issuer)
            (made, next) = (answer?.thisUpdate ?? .distantFuture, answer?.nextUpdate)
            isGood = answer?.status == .good
        }
        // The verified moment is inside the span by construction; from there to nextUpdate the answer stays the same.
        let start = min(made, question.date)
        good = if isGood, let next, start <= next, made <= question.certificate.notAfter { start...next } else { nil }
    }

    /// Whether this still decides the question, by the clock alone where that suffices.
    func settles(_ question: RevocationClient.Question, client: RevocationClient) -> Bool {
        if good?.contains(question.date) == true { return true }
        if case .unknown = client.status(evidence, question) { return false }
        return true
    }
}
