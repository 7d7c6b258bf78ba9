import Diagnostics
import FoundationEssentials
import HTTP
import PKI
import Synchronization

/// Completes certificate chains from the network: certificates say where their issuer's own certificate is (`caIssuers`,
/// RFC 5280 §4.2.2.1), and Vietnamese signers rarely bring it along.
public struct IssuerClient: Sendable {
    private let trust: TrustStore
    private let transport: HTTPTransport
    private let timeout: TimeInterval
    private let found: Found
    private let permits: @Sendable (String, Certificate) -> Bool

    /// Issuers that were fetched once.
    final class Found: Sendable {
        let issuers = Mutex<[Certificate: Certificate]>([:])
    }

    /// Longer chains are not followed: an address may lead in circles.
    private static let maximumLength = 8
    /// More certificates than any office sees in a day.
    private static let mostKnown = 4096

    /// - Parameters:
    ///   - trust: where a chain may end, and certificates that need not be fetched.
    ///   - timeout: seconds for one certificate.
    public init(trust: TrustStore, transport: HTTPTransport, timeout: TimeInterval = 15) {
        self.init(trust: trust, transport: transport, timeout: timeout, found: Found(), permits: { _, _ in true })
    }

    /// - Parameter permits: whether a certificate may send us to an address.
    init(
        trust: TrustStore, transport: HTTPTransport, timeout: TimeInterval, found: Found,
        permits: @escaping @Sendable (_ address: String, _ certificate: Certificate) -> Bool
    ) {
        self.trust = trust
        self.transport = transport
        self.timeout = timeout
        self.found = found
        self.permits = permits
    }

    /// The certificates above `leaf`, the issuer first, up to a self-signed one or an anchor. What `known` and the trust
    /// store hold is not fetched. Nothing fetched is trusted: the chain proves itself or fails when it is validated.
    /// - Throws: `issuer-unavailable`, `service-address-missing`.
    public func chain(
        of leaf: Certificate, known: [Certificate] = []
    ) throws(ServicesUnavailable) -> [Certificate] {
        let candidates = known + trust.intermediates + trust.anchors.map(\.certificate)
        var chain: [Certificate] = []
        var last = leaf
        while !last.isSelfSigned, trust.anchor(for: last) == nil, chain.count < Self.maximumLength {
            let issuer =
                if let local = candidates.first(where: { last.isSigned(by: $0) }) { local } else {
                    try fetchIssuer(of: last)
                }
            chain.append(issuer)
            last = issuer
        }
        return chain
    }

    private func fetchIssuer(of certificate: Certificate) throws(ServicesUnavailable) -> Certificate {
        if let issuer = found.issuers.withLock({ $0[certificate] }) { return issuer }
        var attempts: [ServiceAttempt] = []
        for address in certificate.issuerAddresses where RevocationClient.isWeb(address) {
            do {
                guard permits(address, certificate) else {
                    throw TrustServicesError.notAllowed(HTTPRequest(address).host)
                }
                let issuer = try fetch(address, for: certificate)
                found.issuers.withLock { if $0.count < Self.mostKnown { $0[certificate] = issuer } }
                return issuer
            } catch {
                attempts.append(ServiceAttempt(host: HTTPRequest(address).host, error: error))
            }
        }
        let name = certificate.displayName
        throw ServicesUnavailable(
            attempts.isEmpty ? .noServiceAddress : .issuerUnavailable, attempts,
            Bilingual(
                vi: "Không tìm được chứng thư số của tổ chức đã cấp chứng thư cho \(name)",
                en: "The certificate of the authority that certified \(name) cannot be found"))
    }

    private func fetch(_ address: String, for certificate: Certificate) throws -> Certificate {
        let request = HTTPRequest(address, timeout: timeout, connectTimeout: min(10, timeout))
        let content = try transport.send(request).content(of: request)
        // One certificate in DER or PEM, or a certs-only CMS message (RFC 5280 §4.2.2.1).
        let certificates = try (try? Certificate.all(in: content)) ?? SignedData(content).certificates
        guard let issuer = certificates.first(where: { certificate.isSigned(by: $0) }) else {
            throw TrustServicesError(
                .notTheIssuer, .dependency,
                vi: "\(request.host) trả về chứng thư số không phải của tổ chức đã cấp.",
                en: "\(request.host) returned a certificate that is not the issuer's.")
        }
        return issuer
    }
}
