import HTTP
import PKI
import Synchronization

/// Decides whose word sends a request somewhere. The addresses of services stand in certificates, and anyone can write a
/// certificate: without this an uploaded file could make us ask whatever its author likes.
///
/// A certificate whose signatures lead to an anchor was checked by that authority, addresses included; what its store's
/// policy allows is asked. Any other is a stranger's: only a policy whose scope is `any` lets it name an address, and then
/// only among that policy's hosts.
final class FetchingPermission: Sendable {
    /// What an address is for.
    enum Kind { case issuers, revocation }

    private struct Known {
        var pool: [Certificate]
        var labels: [Certificate: TrustLabel] = [:]
    }

    private let anchors: [Certificate: TrustLabel]
    private let policies: ValidationPolicies
    private let known: Mutex<Known>

    /// Longer chains are nobody's.
    private static let maximumLength = 8

    init(trust: TrustStore, policies: ValidationPolicies, pool: [Certificate]) {
        anchors = Dictionary(trust.anchors.map { ($0.certificate, $0.label) }) { first, _ in first }
        self.policies = policies
        known = Mutex(Known(pool: pool + trust.intermediates + trust.anchors.map(\.certificate)))
    }

    /// A certificate that helps to find the way to an anchor.
    func learn(_ certificate: Certificate) {
        known.withLock { if !$0.pool.contains(certificate) { $0.pool.append(certificate) } }
    }

    /// The store of the anchor that the signatures lead to; nil when they lead to none.
    func label(of certificate: Certificate) -> TrustLabel? {
        known.withLock { known in
            if let label = known.labels[certificate] { return label }
            var visited: Set<Certificate> = []
            let label = label(of: certificate, pool: known.pool, &visited, depth: 0)
            // Only what was found stays found: the pool may grow.
            if let label, known.labels.count < 4096 { known.labels[certificate] = label }
            return label
        }
    }

    private func label(
        of certificate: Certificate, pool: [Certificate], _ visited: inout Set<Certificate>, depth: Int
    ) -> TrustLabel? {
        if let label = anchors[certificate] { return label }
        guard depth < Self.maximumLength, visited.insert(certificate).inserted else { return nil }
        for issuer in pool where issuer.isCA || anchors[issuer] != nil {
            guard certificate.isSigned(by: issuer) else { continue }
            if let label = label(of: issuer, pool: pool, &visited, depth: depth + 1) { return label }
        }
        return nil
    }

    /// Whether `certificate` may send us to `address`.
    func permits(_ address: String, in certificate: Certificate, for kind: Kind) -> Bool {
        func scope(_ rules: FetchingRules) -> FetchingRules.Scope {
            switch kind {
            case .issuers: rules.issuers
            case .revocation: rules.revocation
            }
        }
        let host = Self.host(of: address)
        if let label = label(of: certificate) {
            let rules = policies[label].fetching
            return scope(rules) != .none && Self.isAmong(rules.hosts, host)
        }
        return [policies.official, policies.public, policies.demo].contains { policy in
            scope(policy.fetching) == .any && Self.isAmong(policy.fetching.hosts, host)
        }
    }

    /// The host alone, without port and brackets, in lower case.
    private static func host(of address: String) -> String {
        let authority = HTTPRequest(address).host.lowercased()
        if authority.hasPrefix("[") { return String(authority.dropFirst().prefix { $0 != "]" }) }
        return String(authority.prefix { $0 != ":" })
    }

    /// An entry holds for the host itself and all below it; no entries hold for every host.
    static func isAmong(_ hosts: [String], _ host: String) -> Bool {
        hosts.isEmpty || hosts.contains { host == $0.lowercased() || host.hasSuffix("." + $0.lowercased()) }
    }
}
