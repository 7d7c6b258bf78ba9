import Diagnostics
import DurableIO
import FoundationEssentials
import HTTP
import PKI

/// Fetches the revocation lists of all known authorities into the archive, as an office does every night: the list of today
/// will still tell in years that a certificate of today's signature was in force.
public struct ListRefresh: Sendable {
    /// What came of one address.
    public struct Outcome: Sendable {
        /// How it ended.
        public enum Result: Sendable {
            /// A new list was kept.
            case kept(CertificateList)
            /// The list was there already.
            case unchanged(CertificateList)
            /// The list is the authority's and is out of date; kept all the same, for what it says of its own time.
            case outdated(CertificateList)
            /// Nothing usable came.
            case failed(ServiceAttempt)
        }

        /// Whose lists are there.
        public let authority: Certificate
        /// Where.
        public let address: String
        /// How it ended.
        public let result: Result
    }

    private let trust: TrustStore
    private let pins: CertificatePins
    private let archive: EvidenceArchive
    private let transport: HTTPTransport
    private let clock: @Sendable () -> Date
    /// Seconds for one list.
    private let timeout: TimeInterval

    /// - Parameters:
    ///   - trust: its anchors and what they certified are the authorities.
    ///   - pins: may say where lists are published.
    public init(
        trust: TrustStore, pins: CertificatePins, archive: EvidenceArchive, transport: HTTPTransport,
        timeout: TimeInterval = 120, clock: @escaping @Sendable () -> Date
    ) {
        self.trust = trust
        self.pins = pins
        self.archive = archive
        self.transport = transport
        self.timeout = timeout
        self.clock = clock
    }

    /// Where each authority publishes its lists, as far as certificates that lead to an anchor, pins and earlier
    /// verifications tell. Authorities whose certificates have expired publish nothing any more and are left out.
    public func addresses() -> [(authority: Certificate, address: String)] {
        let pool = trust.anchors.map(\.certificate) + trust.intermediates + archive.authorities()
        let permission = FetchingPermission(trust: trust, policies: .standard, pool: pool)
        let now = clock()
        var seen: Set<Certificate> = []
        let known = pool.filter { seen.insert($0).inserted && permission.label(of: $0) != nil }
        return known.filter { ($0.isCA || trust.anchor(for: $0) != nil) && now <= $0.notAfter }.flatMap { authority in
            let issued = known.filter { $0.isSigned(by: authority) }.flatMap(\.crlDistributionPoints)
            let all = (pins.pin(for: authority)?.lists ?? []) + issued + archive.listAddresses(of: authority)
            var seen: Set<String> = []
            return all.filter { RevocationClient.isWeb($0) && seen.insert($0).inserted }.map { (authority, $0) }
        }
    }

    /// Fetches them one after the other; `tell` hears of each when it is done.
    /// - Throws: errors of DurableIO when the archive cannot be written: going on would fetch in vain.
    public func run(_ tell: (Outcome) -> Void = { _ in }) throws -> [Outcome] {
        var outcomes: [Outcome] = []
        for (authority, address) in addresses() {
            let outcome = Outcome(
                authority: authority, address: address, result: try result(authority, address))
            tell(outcome)
            outcomes.append(outcome)
        }
        return outcomes
    }

    private func result(_ authority: Certificate, _ address: String) throws -> Outcome.Result {
        let request = HTTPRequest(
            address, timeout: timeout, connectTimeout: min(15, timeout), maximumResponseBytes: 64 << 20)
        let list: CertificateList
        do {
            list = try CertificateList(transport.send(request).content(of: request))
            guard list.isSigned(by: authority) else {
                throw TrustServicesError.unusable(.unauthorizedSigner, from: request.host)
            }
            // A list of the future would hide all lists until then.
            guard list.thisUpdate <= clock() + 3600 else {
                throw TrustServicesError.unusable(.notCurrent, from: request.host)
            }
        } catch {
            return .failed(ServiceAttempt(host: request.host, error: error))
        }
        try archive.keep(listAddress: address, of: authority)
        let isNew = try archive.keep(.crl(list), issuer: authority, fetched: clock())
        if let next = list.nextUpdate, next < clock() { return .outdated(list) }
        return isNew ? .kept(list) : .unchanged(list)
    }
}
