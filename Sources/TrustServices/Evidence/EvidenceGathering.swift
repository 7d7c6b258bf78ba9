import Diagnostics
import DurableIO
import FoundationEssentials
import HTTP
import PKI

/// Gets what validations lack, from an archive and from the services of the authorities. It may block; several threads may
/// use it at once, and share what each has learned.
public struct EvidenceGathering: Sendable {
    /// What one file may cost.
    public struct Limits: Sendable, Hashable {
        /// Requests for one call of ``EvidenceGathering/fetch(_:known:)``.
        public var requests = 24
        /// Seconds for them together.
        public var seconds: TimeInterval = 60
        /// Seconds for one.
        public var timeout: TimeInterval = 10

        /// The usual values.
        public init() {}
    }

    private let trust: TrustStore
    private let policies: ValidationPolicies
    private let transport: HTTPTransport
    private let archive: EvidenceArchive?
    private let limits: Limits
    private let clock: @Sendable () -> Date
    private let remark: @Sendable (ServiceRemark) -> Void
    private let revocations = RevocationCache()
    private let issuers = IssuerClient.Found()

    /// - Parameters:
    ///   - trust: its anchors decide whose addresses may be asked.
    ///   - policies: their fetching rules say what may be asked.
    ///   - transport: reaches the network; its ``AddressGuard`` keeps it out of our own.
    ///   - archive: what is found there is not fetched, and what is fetched is kept there.
    ///   - remark: is told of services that did not help; several threads may call it.
    public init(
        trust: TrustStore, policies: ValidationPolicies, transport: HTTPTransport, archive: EvidenceArchive? = nil,
        limits: Limits = Limits(), clock: @escaping @Sendable () -> Date,
        remark: @escaping @Sendable (ServiceRemark) -> Void = { _ in }
    ) {
        self.trust = trust
        self.policies = policies
        self.transport = HostHealth(clock: clock).sparing(transport)
        self.archive = archive
        self.limits = limits
        self.clock = clock
        self.remark = remark
    }

    /// What the archive holds for `questions`; no service is asked. What is found need not settle a question, for a newer
    /// policy may want newer data: then ``fetch(_:known:)``.
    public func recall(_ questions: [EvidenceQuestion]) -> GatheredEvidence {
        var gathered = GatheredEvidence()
        guard let archive else {
            gathered.unanswered = questions
            return gathered
        }
        for question in questions {
            switch question {
            case .issuer(let certificate):
                let found = chain(above: certificate, archive)
                if found.isEmpty { gathered.unanswered.append(question) }
                gathered.store.add(TrustStore(intermediates: found))
            case .revocation(let certificate, let issuer, let date):
                let found = archive.evidence(for: certificate, issuer: issuer, at: date)
                if found.isEmpty { gathered.unanswered.append(question) }
                for evidence in found { gathered.add(evidence) }
            }
        }
        return gathered
    }

    private func chain(above certificate: Certificate, _ archive: EvidenceArchive) -> [Certificate] {
        var found: [Certificate] = []
        var open = [certificate]
        while let next = open.popLast(), found.count < 16 {
            if next.isSelfSigned || trust.anchor(for: next) != nil { continue }
            for issuer in archive.issuers(of: next) where !found.contains(issuer) {
                found.append(issuer)
                open.append(issuer)
            }
        }
        return found
    }

    /// What services say to `questions`, as far as the rules allow to ask them. What leads to an anchor is kept in the archive.
    /// - Parameter known: further certificates, such as those in the file; they only help to find the way to an anchor.
    public func fetch(_ questions: [EvidenceQuestion], known: [Certificate] = []) -> GatheredEvidence {
        var gathered = GatheredEvidence()
        let named = questions.flatMap { question -> [Certificate] in
            switch question {
            case .issuer(let certificate): [certificate]
            case .revocation(let certificate, let issuer, _): [certificate, issuer]
            }
        }
        let permission = FetchingPermission(trust: trust, policies: policies, pool: known + named)
        let budget = RequestBudget(requests: limits.requests, seconds: limits.seconds, clock: clock)
        let transport = budget.limiting(transport)
        let issuerClient = IssuerClient(
            trust: trust, transport: transport, timeout: limits.timeout, found: issuers,
            permits: { permission.permits($0, in: $1, for: .issuers) })
        var settings = RevocationClient.Settings()
        settings.timeout = limits.timeout
        settings.helpers = known
        settings.permits = { permission.permits($0, in: $1, for: .revocation) }
        let revocationClient = RevocationClient(
            trust: trust, transport: transport, clock: clock, settings: settings, remark: remark, cache: revocations)
        for question in questions {
            do throws(ServicesUnavailable) {
                switch question {
                case .issuer(let certificate):
                    let chain = try issuerClient.chain(of: certificate, known: known)
                    chain.forEach(permission.learn)
                    let new = chain.filter { trust.anchor(for: $0) == nil && !known.contains($0) }
                    gathered.store.add(TrustStore(intermediates: new))
                    if permission.label(of: certificate) != nil { keep(chain) }
                case .revocation(let certificate, let issuer, let date):
                    let evidence = try revocationClient.evidence(for: certificate, issuer: issuer, at: date)
                    gathered.add(evidence)
                    if permission.label(of: issuer) != nil { keep(evidence, about: certificate, issuer: issuer) }
                }
            } catch {
                error.attempts.forEach { remark(.failed($0)) }
                gathered.unanswered.append(question)
            }
        }
        return gathered
    }

    private func keep(_ chain: [Certificate]) {
        guard let archive else { return }
        keeping { () throws(DurableIOError) in
            for authority in chain where authority.isCA && trust.anchor(for: authority) == nil {
                try archive.keep(authority)
            }
        }
    }

    private func keep(_ evidence: RevocationEvidence, about certificate: Certificate, issuer: Certificate) {
        guard let archive else { return }
        keeping { () throws(DurableIOError) in
            try archive.keep(evidence, issuer: issuer, fetched: clock())
            for address in certificate.crlDistributionPoints where RevocationClient.isWeb(address) {
                try archive.keep(listAddress: address, of: issuer)
            }
            if trust.anchor(for: issuer) == nil { try archive.keep(issuer) }
        }
    }

    /// An archive that cannot be written costs the next run time, not this one its answer.
    private func keeping(_ body: () throws(DurableIOError) -> Void) {
        do throws(DurableIOError) {
            try body()
        } catch {
            remark(.archiveNotWritten(error))
        }
    }
}

extension GatheredEvidence {
    mutating func add(_ evidence: RevocationEvidence) {
        switch evidence {
        case .crl(let list): store.add(TrustStore(revocationLists: [list]))
        case .ocsp(let response): store.add(TrustStore(ocspResponses: [response]))
        }
    }
}
