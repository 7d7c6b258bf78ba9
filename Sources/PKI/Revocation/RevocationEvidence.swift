import FoundationEssentials

/// Something that tells whether certificates were revoked. By itself it proves nothing: see
/// ``status(of:issuer:trust:helpers:at:)``.
public enum RevocationEvidence: Sendable, Hashable {
    case ocsp(OCSPResponse)
    case crl(CertificateList)

    /// The encoding, as `/DSS` holds it.
    public var der: [UInt8] {
        switch self {
        case .ocsp(let response): response.der
        case .crl(let list): list.der
        }
    }

    /// When it was made.
    public var producedAt: Date {
        switch self {
        case .ocsp(let response): response.producedAt
        case .crl(let list): list.thisUpdate
        }
    }

    /// Until when it is current; nil when it does not say. A response about several certificates is as current as the
    /// first of its answers to end.
    public var nextUpdate: Date? {
        switch self {
        case .ocsp(let response): response.responses.compactMap(\.nextUpdate).min()
        case .crl(let list): list.nextUpdate
        }
    }

    /// What this evidence says of `certificate`, after checking who signed it, what it covers, and whether it holds at
    /// `date`: the judgement that ``PathValidator`` makes of every certificate of a path.
    /// - Parameters:
    ///   - trust: leads from an issuer's other keys to an anchor.
    ///   - helpers: certificates among which those keys may be found.
    public func status(
        of certificate: Certificate, issuer: Certificate, trust: TrustStore, helpers: [Certificate] = [],
        at date: Date
    ) -> RevocationStatus {
        let known = helpers + trust.intermediates
        var (lists, responses): ([CertificateList], [OCSPResponse]) = ([], [])
        var anchor: TrustAnchor?
        switch self {
        case .ocsp(let response): responses = [response]
        case .crl(let list):
            lists = [list]
            // Where the issuer's path ends matters only to a list that another of its keys signed.
            if !list.isSigned(by: issuer) {
                anchor =
                    PathValidator.validate(
                        issuer, extra: known, trust: trust, at: date, revocation: .ignored, purpose: .any
                    ).anchor
            }
        }
        let checker = RevocationChecker(
            lists: lists, responses: responses, helpers: known, trust: trust, anchor: anchor, date: date)
        return checker.judge(certificate, issuer: issuer).status
    }
}
