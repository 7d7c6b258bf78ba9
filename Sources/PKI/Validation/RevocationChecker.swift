import FoundationEssentials

/// Judges certificates of one path by revocation lists (RFC 5280 §6.3) and OCSP responses (RFC 6960).
struct RevocationChecker {
    /// Candidates; those that nobody entitled has signed are ignored.
    let lists: [CertificateList]
    /// Candidates; those that no authorized responder has signed are ignored.
    let responses: [OCSPResponse]
    /// Certificates among which another key of the issuer, or a responder's, may be found.
    let helpers: [Certificate]
    let trust: TrustStore
    let anchor: TrustAnchor?
    /// The time that matters. A revocation after it does not count, whatever evidence it stands in.
    let date: Date

    /// How long an OCSP answer without nextUpdate, for which newer information is always available, speaks for later
    /// times. The times to judge for come from time-stamping authorities, whose clocks are up to half an hour off.
    static let openEndedLifetime: TimeInterval = 3600

    /// No authority has more keys; a hostile file may bring thousands of certificates of one name.
    private static let mostKeys = 16

    /// One certificate's status in a path.
    struct Judged {
        let certificate: Certificate
        let status: RevocationStatus
        /// What the status rests on; nil when it is unknown.
        let evidence: RevocationEvidence?

        /// How a path with this certificate in it ends, when it is revoked.
        var failure: PathStatus? {
            if case .revoked(let revocation) = status { .revoked(certificate, revocation) } else { nil }
        }

        var isUnknown: Bool { if case .unknown = status { true } else { false } }
    }

    /// The statuses of all certificates below the end of the chain, from there down: a revoked authority makes its own
    /// lists worthless.
    func statuses(_ chain: [Certificate]) -> [Judged] {
        zip(chain, chain.dropFirst()).reversed().map { certificate, issuer in judge(certificate, issuer: issuer) }
    }

    /// One certificate by all evidence: revoked if anything that counts says so. An OCSP answer is preferred as the
    /// reason for "good", since it is about this certificate alone.
    func judge(_ certificate: Certificate, issuer: Certificate) -> Judged {
        var good: RevocationEvidence?
        var doubt = RevocationDoubt.noEvidence
        for response in responses {
            switch status(response, certificate, issuer) {
            case .good: good = good ?? .ocsp(response)
            case .revoked(let revocation):
                return Judged(certificate: certificate, status: .revoked(revocation), evidence: .ocsp(response))
            case .unknown(let reason): doubt = max(doubt, reason)
            }
        }
        let byLists = byLists(certificate, issuer: issuer)
        switch byLists.status {
        case .good: good = good ?? byLists.evidence
        case .revoked: return byLists
        case .unknown(let reason): doubt = max(doubt, reason)
        }
        return Judged(certificate: certificate, status: good == nil ? .unknown(doubt) : .good, evidence: good)
    }

    /// One certificate by all lists together (RFC 5280 §6.3.3): lists for some reasons add up, and delta lists amend the
    /// complete list they belong to.
    private func byLists(_ certificate: Certificate, issuer: Certificate) -> Judged {
        var covered: RevocationReasons = []
        var good: RevocationEvidence?
        var doubt = RevocationDoubt.noEvidence
        let usable = lists.filter { list in
            let (isUsable, isMeant) = (list.scope.isUsable, isSigned(list, for: certificate, by: issuer))
            doubt = max(doubt, isUsable ? isMeant ? .noEvidence : .unauthorizedSigner : .anotherCertificate)
            return isUsable && isMeant
        }
        for list in usable {
            let delta = list.scope.baseNumber == nil ? self.delta(to: list, among: usable) : nil
            if let revocation = delta?.revocation(of: certificate) ?? list.revocation(of: certificate),
                revocation.reason != .removeFromCRL, revocation.date <= date
            {
                return Judged(certificate: certificate, status: .revoked(revocation), evidence: .crl(delta ?? list))
            }
            let reasons = list.scope.baseNumber == nil ? list.scope.reasonsCovered(for: certificate) : []
            guard !reasons.isEmpty else {
                doubt = max(doubt, .anotherCertificate)
                continue
            }
            guard [list, delta].contains(where: { $0.map { speaks($0, of: certificate) } ?? false }) else {
                doubt = max(doubt, .notCurrent)
                continue
            }
            covered.formUnion(reasons)
            good = good ?? .crl(list)
        }
        return covered == .all
            ? Judged(certificate: certificate, status: .good, evidence: good)
            : Judged(certificate: certificate, status: .unknown(doubt), evidence: nil)
    }

    /// The newest delta list that amends `list` and was there at the time (§5.2.4 and §6.3.3 c).
    private func delta(to list: CertificateList, among lists: [CertificateList]) -> CertificateList? {
        guard let number = list.scope.number else { return nil }
        return lists.filter { delta in
            guard let base = delta.scope.baseNumber, let own = delta.scope.number else { return false }
            return base <= number && number <= own && delta.issuerDER == list.issuerDER
                && delta.scope.pointDER == list.scope.pointDER && delta.thisUpdate <= date
        }.max { $0.thisUpdate < $1.thisUpdate }
    }

    /// True when the list can tell that `certificate` was not revoked at the time: it was current then, or it came later
    /// while the certificate was still in force (an issuer may drop expired certificates from its lists).
    private func speaks(_ list: CertificateList, of certificate: Certificate) -> Bool {
        if list.thisUpdate > date { return list.thisUpdate <= certificate.notAfter }
        return list.nextUpdate.map { date <= $0 } ?? false
    }

    /// Whether the issuer has signed the list, with this or another key, or whoever the certificate says issues lists
    /// about it.
    private func isSigned(_ list: CertificateList, for certificate: Certificate, by issuer: Certificate) -> Bool {
        if list.isSigned(by: issuer) { return true }
        let isDelegated =
            list.scope.isIndirect
            && certificate.distributionPoints.contains { $0.issuers.contains(DER.explicit(4, list.issuerDER)) }
        return (isDelegated || list.isNamed(after: issuer)) && isSignedByOther(list)
    }

    /// An authority may sign lists with another key than certificates, changes keys in its lifetime, and may leave lists to
    /// another authority. The signer's certificate leads to the same anchor (§6.3.3 f), and is not itself revoked by a list
    /// of the key that issued it; looking further than that key would never end.
    private func isSignedByOther(_ list: CertificateList) -> Bool {
        helpers.lazy.filter { list.isNamed(after: $0) }.prefix(Self.mostKeys).contains { other in
            guard list.isSigned(by: other) else { return false }
            let path = PathValidator.validate(
                other, extra: helpers, trust: trust, at: date, revocation: .ignored, purpose: .any)
            let direct = RevocationChecker(
                lists: lists, responses: [], helpers: [], trust: trust, anchor: anchor, date: date)
            return path.status == .passed && path.anchor == anchor
                && direct.statuses(path.chain).allSatisfy { $0.failure == nil }
        }
    }
}

extension RevocationChecker {
    private func status(
        _ response: OCSPResponse, _ certificate: Certificate, _ issuer: Certificate
    ) -> RevocationStatus {
        guard let answer = response.response(for: certificate, issuer: issuer), answer.isUsable else {
            return .unknown(.anotherCertificate)
        }
        guard let signer = response.signer(for: issuer, helpers: helpers) else {
            return .unknown(.unauthorizedSigner)
        }
        guard !isRevokedResponder(signer, of: issuer) else { return .unknown(.revokedSigner) }
        switch answer.status {
        case .revoked(let revocation) where revocation.reason != .removeFromCRL && revocation.date <= date:
            return .revoked(revocation)
        case .unknown: return .unknown(.unknownToResponder)
        // A revocation after the time in question says that there was none at that time.
        case .good, .revoked: return speaks(answer, of: certificate) ? .good : .unknown(.notCurrent)
        }
    }

    /// True when the answer can tell that `certificate` was not revoked at the time: it was current then, or it came
    /// later, while the certificate was in force or within what the responder remembers (RFC 6960 §4.4.4).
    private func speaks(_ answer: OCSPSingleResponse, of certificate: Certificate) -> Bool {
        if answer.thisUpdate > date {
            if case .revoked = answer.status { return true }
            return answer.thisUpdate <= certificate.notAfter
                || answer.archiveCutoff.map { $0 <= certificate.notAfter } ?? false
        }
        return date <= answer.nextUpdate ?? answer.thisUpdate + Self.openEndedLifetime
    }

    /// RFC 6960 §4.2.2.2.1: unless the authority vouches for its responder with `id-pkix-ocsp-nocheck`, the responder's
    /// certificate may be revoked like any other. Only lists of the issuer are asked, since a responder cannot clear
    /// itself; that nothing is known does not count against it.
    private func isRevokedResponder(_ signer: Certificate, of issuer: Certificate) -> Bool {
        guard signer != issuer, !signer.hasOCSPNoCheck else { return false }
        let direct = RevocationChecker(
            lists: lists, responses: [], helpers: [], trust: trust, anchor: anchor, date: date)
        return direct.judge(signer, issuer: issuer).failure != nil
    }
}
