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
        let candidates = responses.lazy.map(RevocationEvidence.ocsp)
        for evidence in candidates {
            switch status(evidence, certificate, issuer) {
            case .good: good = good ?? evidence
            case .revoked(let revocation):
                return Judged(certificate: certificate, status: .revoked(revocation), evidence: evidence)
            case .unknown(let reason): doubt = max(doubt, reason)
            }
        }
        for evidence in lists.lazy.map(RevocationEvidence.crl) {
            switch status(evidence, certificate, issuer) {
            case .good: good = good ?? evidence
            case .revoked(let revocation):
                return Judged(certificate: certificate, status: .revoked(revocation), evidence: evidence)
            case .unknown(let reason): doubt = max(doubt, reason)
            }
        }
        return Judged(certificate: certificate, status: good == nil ? .unknown(doubt) : .good, evidence: good)
    }

    private func status(
        _ evidence: RevocationEvidence, _ certificate: Certificate, _ issuer: Certificate
    ) -> RevocationStatus {
        switch evidence {
        case .ocsp(let response): status(response, certificate, issuer)
        case .crl(let list): status(list, certificate, issuer)
        }
    }

    private func status(
        _ list: CertificateList, _ certificate: Certificate, _ issuer: Certificate
    ) -> RevocationStatus {
        guard list.scope.isUsable else { return .unknown(.anotherCertificate) }
        guard list.isSigned(by: issuer) || isSignedByOtherKey(list, of: issuer) else {
            return .unknown(.unauthorizedSigner)
        }
        if let revocation = list.revocation(of: certificate), revocation.reason != .removeFromCRL,
            revocation.date <= date
        {
            return .revoked(revocation)
        }
        guard list.scope.covers(certificate) else { return .unknown(.anotherCertificate) }
        return speaks(list, of: certificate) ? .good : .unknown(.notCurrent)
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
