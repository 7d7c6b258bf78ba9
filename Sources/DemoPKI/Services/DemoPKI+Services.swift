import FoundationEssentials
import PKI

extension DemoPKI {
    /// What the revocation source of a demonstration gives.
    public enum RevocationEvidenceKind: Sendable, Hashable {
        /// A fresh OCSP response for each question.
        case ocsp
        /// The authorities' lists.
        case crl
    }

    /// The time-stamping authority.
    public var timeStampAuthority: DemoTimeStampAuthority { DemoTimeStampAuthority(timeStamping) }

    /// Checked time stamps of this demonstration.
    /// - Parameter clock: what the authority asserts; tests fix it.
    public func timeStampSource(clock: @escaping @Sendable () -> Date) -> TimeStampSource {
        timeStampAuthority.source(trust: trust, clock: clock)
    }

    /// Another time-stamping authority, for instance one whose certificate ends soon.
    /// - Throws: errors of PKI.
    public func timeStampingAuthority(from notBefore: Date, to notAfter: Date) throws(PKIError) -> Holder {
        var template = DemoAuthority.timeStampingTemplate(from: notBefore, to: notAfter)
        template.services = services(of: "issuing")
        let key = try PrivateKey.generate(.rsa(bits: 2048))
        return Holder(
            key: key, certificate: try template.issue(by: issuing, for: key),
            chain: [issuing.certificate, root.certificate])
    }

    /// The responder for certificates of `issuer`: the root answers for itself, the issuing authority lets another key
    /// answer. Nil for an issuer that is neither.
    public func responder(for issuer: Certificate) -> DemoOCSPResponder? {
        if issuer == root.certificate {
            return DemoOCSPResponder(root, issuer: root, revocations: rootRevocationList)
        }
        guard issuer == issuing.certificate else { return nil }
        return DemoOCSPResponder(ocspResponder, issuer: issuing, revocations: issuingRevocationList)
    }

    /// The OCSPResponse to an encoded OCSPRequest: what an HTTP service would answer.
    /// - Parameter certificates: those it knows beside the ones of this demonstration.
    /// - Throws: errors of PKI, when a key cannot sign.
    public func ocspResponse(
        to request: [UInt8], about certificates: [Certificate] = [], at date: Date
    ) throws(PKIError) -> [UInt8] {
        guard let request = try? OCSPRequest(der: request) else {
            return DemoOCSPResponder.refusal(.malformedRequest)
        }
        for issuer in [issuing.certificate, root.certificate] {
            guard let responder = responder(for: issuer) else { continue }
            for certificate in issued + certificates where request.certificateID.names(certificate, issuer: issuer) {
                return try responder.response(about: certificate, nonce: request.nonce, at: date).der
            }
        }
        return DemoOCSPResponder.refusal(.unauthorized)
    }

    /// Fresh evidence for the certificates of this demonstration.
    /// - Parameter clock: when an OCSP response says that it was made; tests fix it.
    public func revocationSource(
        _ kind: RevocationEvidenceKind = .ocsp, clock: @escaping @Sendable () -> Date
    ) -> RevocationSource {
        RevocationSource { certificate, issuer, _ in
            guard let responder = responder(for: issuer) else {
                throw DemoPKIError(
                    .unknownIssuer, .input, vi: "\(issuer.displayName) không phải tổ chức của bản thử này.",
                    en: "\(issuer.displayName) is no authority of this demonstration.")
            }
            switch kind {
            case .ocsp: return [.ocsp(try responder.response(about: certificate, at: clock()))]
            case .crl: return [.crl(issuer == root.certificate ? rootRevocationList : issuingRevocationList)]
            }
        }
    }

    /// Everything the two authorities have issued here.
    private var issued: [Certificate] {
        let agencies = agencies.flatMap { [$0.officer, $0.seal, $0.resultSeal] }
        let others = [issuing, timeStamping, ocspResponder, revokedOfficer, expiredOfficer].compactMap { $0 }
        return (agencies + others).map(\.certificate)
    }

    func services(of issuer: String) -> ServiceAddresses? {
        serviceAddress.map { ServiceAddresses(base: $0, issuer: issuer) }
    }
}
