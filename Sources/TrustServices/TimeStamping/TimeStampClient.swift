import Diagnostics
import FoundationEssentials
import HTTP
import PKI

/// Gets time stamps from authorities on the network (RFC 3161 §3.4), each of them checked before it is handed over. When
/// one authority fails, whatever way, the next is asked; when all fail, the error says what each answered.
public struct TimeStampClient: Sendable {
    /// What can be tuned.
    public struct Settings: Sendable {
        /// The most bytes that a token may take; a signature reserves as many. A token with RSA-4096 and a chain of three
        /// takes about 8 KB.
        public var maximumTokenSize = 12_288
        /// A clock that differs by more seconds is remarked upon, never refused.
        public var clockTolerance: TimeInterval = 300
        /// For how many seconds an authority that failed is asked last.
        public var failurePause: TimeInterval = 300
        /// Certificates that help to build the authorities' paths and are not trusted.
        public var helpers: [Certificate] = []
        /// Gives a fresh random nonce for each request.
        public var nonce: @Sendable () -> [UInt8] = { SecureRandom.bytes(16) }

        /// The usual values.
        public init() {}
    }

    private let authorities: [TimeStampAuthority]
    private let trust: TrustStore
    private let transport: HTTPTransport
    private let clock: @Sendable () -> Date
    private let settings: Settings
    private let remark: @Sendable (ServiceRemark) -> Void
    private let order: FailoverOrder

    /// - Parameters:
    ///   - authorities: in the order they are asked.
    ///   - trust: must lead to each authority, or its stamps are refused.
    ///   - remark: is told of failures that another authority made good; several threads may call it.
    public init(
        authorities: [TimeStampAuthority], trust: TrustStore, transport: HTTPTransport,
        clock: @escaping @Sendable () -> Date, settings: Settings = Settings(),
        remark: @escaping @Sendable (ServiceRemark) -> Void = { _ in }
    ) {
        self.authorities = authorities
        self.trust = trust
        self.transport = transport
        self.clock = clock
        self.settings = settings
        self.remark = remark
        order = FailoverOrder(count: authorities.count, pause: settings.failurePause)
    }

    /// This client as the source that a signature asks.
    public var source: TimeStampSource {
        TimeStampSource(maximumTokenSize: settings.maximumTokenSize) { digest in try stamp(digest) }
    }

    /// A checked token over `digest`. It blocks the thread until an authority has answered or all have failed.
    /// - Throws: `timestamp-not-configured`, or `timestamp-unavailable` with every authority's answer.
    public func stamp(_ digest: Digest) throws(ServicesUnavailable) -> TimeStampToken {
        var attempts: [ServiceAttempt] = []
        for index in order.indices(at: clock()) {
            let authority = authorities[index]
            do {
                let token = try ask(authority, digest)
                order.succeeded(index)
                attempts.forEach { remark(.failed($0)) }
                return token
            } catch {
                order.failed(index, at: clock())
                attempts.append(ServiceAttempt(host: HTTPRequest(authority.url).host, error: error))
            }
        }
        throw ServicesUnavailable(
            authorities.isEmpty ? .noTimeStampAuthority : .timeStampUnavailable, attempts,
            Bilingual(vi: "Không lấy được dấu thời gian", en: "No time stamp could be had"))
    }

    private func ask(_ authority: TimeStampAuthority, _ digest: Digest) throws -> TimeStampToken {
        let question = TimeStampRequest(digest, nonce: settings.nonce(), policy: authority.policy)
        let request = HTTPRequest(
            authority.url, method: .post,
            headers: [
                HTTPField("Content-Type", "application/timestamp-query"),
                HTTPField("Accept", "application/timestamp-reply"),
            ], body: question.der, timeout: authority.timeout, connectTimeout: min(10, authority.timeout),
            maximumResponseBytes: 256 << 10, credentials: authority.credentials)
        let content = try transport.send(request).content(of: request, mediaType: "application/timestamp-reply")
        let token = try TimeStampResponse(content).grantedToken()
        let now = clock()
        try token.require(question, trust: trust, extraCertificates: settings.helpers, at: now)
        guard token.der.count <= settings.maximumTokenSize else {
            throw PKIError.timeStampTooLarge(token, limit: settings.maximumTokenSize)
        }
        let deviation = token.deviation(from: now)
        if abs(deviation) > settings.clockTolerance {
            remark(.clockDiffers(host: request.host, seconds: deviation))
        }
        return token
    }
}
