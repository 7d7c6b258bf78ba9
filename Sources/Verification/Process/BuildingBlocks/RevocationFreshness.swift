import FoundationEssentials
import PKI

/// The revocation freshness checker (ETSI EN 319 102-1, 5.2.5): data that are older than the policy allows say nothing about
/// the time in question.
enum RevocationFreshness {
    /// The first certificate of the path whose revocation data are too old; nil when all are fresh, or the policy takes
    /// data to be fresh for as long as they say themselves.
    static func stale(in path: PathOutcome, _ policy: ValidationPolicy) -> Certificate? {
        guard let longest = policy.revocationFreshness else { return nil }
        return zip(path.chain, path.chain.dropFirst()).first { certificate, issuer in
            guard let evidence = path.evidence[certificate] else { return false }
            return evidence.thisUpdate(about: certificate, issuer: issuer) < path.date - longest
        }?.0
    }
}

extension RevocationEvidence {
    /// When the status of `certificate` was known to be right.
    func thisUpdate(about certificate: Certificate, issuer: Certificate) -> Date {
        switch self {
        case .crl(let list): list.thisUpdate
        case .ocsp(let response):
            response.response(for: certificate, issuer: issuer)?.thisUpdate ?? response.producedAt
        }
    }

    /// Until when it was current.
    func nextUpdate(about certificate: Certificate, issuer: Certificate) -> Date? {
        switch self {
        case .crl(let list): list.nextUpdate
        case .ocsp(let response): response.response(for: certificate, issuer: issuer)?.nextUpdate
        }
    }
}
