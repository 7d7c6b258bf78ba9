import Diagnostics
import DurableIO
import FoundationEssentials
import HTTP
import PKI

/// Gets revocation data from the network, OCSP (RFC 6960, addresses in the certificate) before lists (RFC 5280 §4.2.1.13),
/// and last from the trust store. Everything is verified before it is handed over, and kept until its nextUpdate, in
/// memory and, where there is a folder, on disk: ten thousand signatures ask once for each certificate.
public struct RevocationClient: Sendable {
    /// What can be tuned.
    public struct Settings: Sendable {
        /// A folder for answers, shared by runs; nil keeps them in memory alone. It is made when first needed, holds public
        /// data only, and may be deleted at any time.
        public var cacheFolder: String?
        /// Where that folder is.
        public var files: any FileSystem = LinuxFileSystem()
        /// Seconds for one OCSP answer or one list.
        public var timeout: TimeInterval = 15
        /// Lists of large authorities take megabytes.
        public var maximumListBytes = 64 << 20
        /// Whether OCSP requests carry a nonce. A responder may ignore it; one that answers with another is refused.
        public var usesNonce = true
        /// Names the issuer in OCSP requests; many responders know SHA-1 alone.
        public var certificateIDDigest = DigestAlgorithm.sha1
        /// How many seconds to keep evidence that does not say when newer information is due.
        public var openEndedLifetime: TimeInterval = 600
        /// For how many seconds a failure is remembered instead of asking again.
        public var failurePause: TimeInterval = 60
        /// Evidence that claims to be made more seconds ahead of our clock is not believed.
        public var clockTolerance: TimeInterval = 3600
        /// Certificates that help to find an issuer's other keys and are not trusted.
        public var helpers: [Certificate] = []
        /// Whether a certificate may send us to an address of a service; by default always, for certificates of our own.
        public var permits: @Sendable (_ address: String, _ certificate: Certificate) -> Bool = { _, _ in true }
        /// Gives a fresh random nonce for each request.
        public var nonce: @Sendable () -> [UInt8] = { SecureRandom.bytes(16) }

        /// The usual values.
        public init() {}
    }

    let trust: TrustStore
    let transport: HTTPTransport
    let clock: @Sendable () -> Date
    let settings: Settings
    let remark: @Sendable (ServiceRemark) -> Void
    let cache: RevocationCache

    /// - Parameters:
    ///   - trust: leads from an issuer's other keys to an anchor; its own lists and responses count as a last resort.
    ///   - remark: is told of failures that other evidence made good; several threads may call it. It must not ask this
    ///     client anything.
    public init(
        trust: TrustStore, transport: HTTPTransport, clock: @escaping @Sendable () -> Date,
        settings: Settings = Settings(), remark: @escaping @Sendable (ServiceRemark) -> Void = { _ in }
    ) {
        self.init(
            trust: trust, transport: transport, clock: clock, settings: settings, remark: remark,
            cache: RevocationCache())
    }

    /// A client that shares what others have learned.
    init(
        trust: TrustStore, transport: HTTPTransport, clock: @escaping @Sendable () -> Date, settings: Settings,
        remark: @escaping @Sendable (ServiceRemark) -> Void, cache: RevocationCache
    ) {
        self.trust = trust
        self.transport = transport
        self.clock = clock
        self.settings = settings
        self.remark = remark
        self.cache = cache
    }

    /// This client as the source that a signature asks.
    public var source: RevocationSource {
        RevocationSource { certificate, issuer, date in
            [try evidence(for: certificate, issuer: issuer, at: date)]
        }
    }

    /// Verified evidence that `certificate` was good or revoked at `date`. It blocks the thread while a service is asked;
    /// threads that ask for the same certificate wait for one answer.
    ///
    /// Addresses are taken from the certificate, so ask only about certificates whose path leads to an anchor: anyone can
    /// write an address into a certificate of their own.
    /// - Throws: `revocation-unavailable` with every service's answer; `service-address-missing` when the certificate
    ///   names no service and the trust store does not help either.
    public func evidence(
        for certificate: Certificate, issuer: Certificate, at date: Date
    ) throws(ServicesUnavailable) -> RevocationEvidence {
        let slot = cache.slot(certificate, issuer: issuer)
        let result = slot.withLock { state -> Result<RevocationEvidence, ServicesUnavailable> in
            let question = Question(certificate: certificate, issuer: issuer, date: date)
            let now = clock()
            if let kept = state.evidence, now < kept.expiry, kept.settles(question, client: self) {
                return .success(kept.evidence)
            }
            if let failure = state.failure, abs(now.timeIntervalSince(failure.date)) < settings.failurePause,
                abs(failure.question.timeIntervalSince(question.date)) < settings.failurePause
            {
                return .failure(failure.error)
            }
            do throws(ServicesUnavailable) {
                let found = try find(question, now)
                state.evidence = KeptEvidence(found, question, expiry: expiry(of: found, now))
                state.failure = nil
                return .success(found)
            } catch {
                if error.isAnswer {
                    state.failure = RevocationCache.Failure(error: error, date: now, question: question.date)
                }
                return .failure(error)
            }
        }
        return try result.get()
    }

    /// One certificate at one time.
    struct Question {
        let certificate: Certificate
        let issuer: Certificate
        let date: Date
    }

    /// Until when evidence is used again without asking.
    func expiry(of evidence: RevocationEvidence, _ now: Date) -> Date {
        // What ended already can still speak for a time in the past; even so it need not be fetched for every signature.
        max(evidence.nextUpdate ?? now + settings.openEndedLifetime, now + settings.failurePause)
    }

    /// What `evidence` says; evidence from the future says nothing.
    func status(_ evidence: RevocationEvidence, _ question: Question) -> RevocationStatus {
        var made = evidence.producedAt
        if case .ocsp(let response) = evidence,
            let answer = response.response(for: question.certificate, issuer: question.issuer)
        {
            made = max(made, answer.thisUpdate)
        }
        if made > clock() + settings.clockTolerance { return .unknown(.notCurrent) }
        return evidence.status(
            of: question.certificate, issuer: question.issuer, trust: trust, helpers: settings.helpers,
            at: question.date)
    }

    private func find(_ question: Question, _ now: Date) throws(ServicesUnavailable) -> RevocationEvidence {
        if let kept = responseOnDisk(question, now) { return kept }
        var attempts: [ServiceAttempt] = []
        func tried<T>(_ address: String, _ body: () throws -> T) -> T? {
            do {
                guard settings.permits(address, question.certificate) else {
                    throw TrustServicesError.notAllowed(HTTPRequest(address).host)
                }
                return try body()
            } catch {
                attempts.append(ServiceAttempt(host: HTTPRequest(address).host, error: error))
                return nil
            }
        }
        for address in question.certificate.ocspAddresses where Self.isWeb(address) {
            if let found = tried(address, { try askResponder(address, question) }) {
                attempts.forEach { remark(.failed($0)) }
                return found
            }
        }
        for address in question.certificate.crlDistributionPoints where Self.isWeb(address) {
            if let found = tried(address, { try fetchList(address, question) }) {
                attempts.forEach { remark(.failed($0)) }
                return found
            }
        }
        for evidence in trust.ocspResponses.map(RevocationEvidence.ocsp)
            + trust.revocationLists.map(
                RevocationEvidence.crl)
        {
            if case .unknown = status(evidence, question) { continue }
            attempts.forEach { remark(.failed($0)) }
            return evidence
        }
        let name = question.certificate.displayName
        throw ServicesUnavailable(
            attempts.isEmpty ? .noServiceAddress : .revocationUnavailable, attempts,
            attempts.isEmpty
                ? Bilingual(
                    vi: "Chứng thư số của \(name) không nêu nơi kiểm tra thu hồi",
                    en: "The certificate of \(name) does not say where its revocation can be checked")
                : Bilingual(
                    vi: "Không kiểm tra được chứng thư số của \(name) đã bị thu hồi hay chưa",
                    en: "Whether the certificate of \(name) was revoked could not be found out"))
    }

    /// LDAP addresses, which old authorities write beside the web's, are passed over.
    static func isWeb(_ address: String) -> Bool {
        let lower = address.lowercased()
        return lower.hasPrefix("http://") || lower.hasPrefix("https://")
    }
}
