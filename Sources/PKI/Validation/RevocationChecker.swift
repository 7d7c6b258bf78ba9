import FoundationEssentials

/// What revocation lists say of one certificate at one time.
enum RevocationStatus: Sendable, Hashable {
    case good
    case revoked(Revocation)
    case unknown
}

/// Judges certificates of one path by revocation lists (RFC 5280 §6.3).
struct RevocationChecker {
    /// Candidates; those that nobody entitled has signed are ignored.
    let lists: [CertificateList]
    /// Certificates among which another key of the issuer may be found.
    let helpers: [Certificate]
    let trust: TrustStore
    let anchor: TrustAnchor?
    /// The time that matters. A revocation after it does not count, whatever list it stands in.
    let date: Date

    /// One certificate's status in a path.
    struct Judged {
        let certificate: Certificate
        let status: RevocationStatus

        /// How a path with this certificate in it ends, when it is revoked.
        var failure: PathStatus? {
            if case .revoked(let revocation) = status { .revoked(certificate, revocation) } else { nil }
        }
    }

    /// The statuses of all certificates below the end of the chain, from there down: a revoked authority makes its own
    /// lists worthless.
    func statuses(_ chain: [Certificate]) -> [Judged] {
        zip(chain, chain.dropFirst()).reversed().map { certificate, issuer in
            Judged(certificate: certificate, status: status(of: certificate, issuer: issuer))
        }
    }

    private func status(of certificate: Certificate, issuer: Certificate) -> RevocationStatus {
        var status = RevocationStatus.unknown
        for list in lists where list.scope.isUsable {
            guard list.isSigned(by: issuer) || isSignedByOtherKey(list, of: issuer) else { continue }
            if let revocation = list.revocation(of: certificate), revocation.reason != .removeFromCRL,
                revocation.date <= date
            {
                return .revoked(revocation)
            }
            if list.scope.covers(certificate), speaks(list, of: certificate) { status = .good }
        }
        return status
    }

    /// True when the list can tell that `certificate` was not revoked at the time: it was current then, or it came later
    /// while the certificate was still in force (an issuer may drop expired certificates from its lists).
    private func speaks(_ list: CertificateList, of certificate: Certificate) -> Bool {
        if list.thisUpdate > date { return list.thisUpdate <= certificate.notAfter }
        return list.nextUpdate.map { date <= $0 } ?? false
    }

    /// An authority may sign lists with another key than certificates, and changes keys in its lifetime. The other key's
    /// certificate bears the same name, leads to the same anchor (§6.3.3 f), and is not itself revoked by a list of the key
    /// that issued it; looking further than that key would never end.
    private func isSignedByOtherKey(_ list: CertificateList, of issuer: Certificate) -> Bool {
        helpers.contains { other in
            guard other != issuer, other.subjectMatches(issuer), list.isSigned(by: other) else { return false }
            let path = PathValidator.validate(
                other, extra: helpers, trust: trust, at: date, revocation: .ignored, purpose: .any)
            let direct = RevocationChecker(lists: lists, helpers: [], trust: trust, anchor: anchor, date: date)
            return path.status == .passed && path.anchor == anchor
                && direct.statuses(path.chain).allSatisfy { $0.failure == nil }
        }
    }
}
