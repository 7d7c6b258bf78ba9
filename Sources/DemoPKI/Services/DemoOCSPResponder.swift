import FoundationEssentials
import PKI

/// An OCSP responder (RFC 6960) inside the process, for demonstrations and tests.
public struct DemoOCSPResponder: Sendable {
    /// How long its answers hold.
    public static let lifetime: TimeInterval = 3600

    private let holder: DemoPKI.Holder
    private let issuer: DemoPKI.Holder
    private let revocations: CertificateList

    /// A responder for the certificates of `issuer`.
    /// - Parameters:
    ///   - holder: signs; the issuer itself, or a responder it certified.
    ///   - revocations: who is revoked; everyone else is good.
    public init(_ holder: DemoPKI.Holder, issuer: DemoPKI.Holder, revocations: CertificateList) {
        self.holder = holder
        self.issuer = issuer
        self.revocations = revocations
    }

    /// The answer about a certificate of the issuer.
    /// - Parameters:
    ///   - status: nil for what the list says.
    ///   - nonce: the request's, or empty.
    ///   - lifetime: from `date` to nextUpdate; nil leaves it out.
    /// - Throws: errors of PKI.
    public func response(
        about certificate: Certificate, status: OCSPSingleResponse.Status? = nil, nonce: [UInt8] = [], at date: Date,
        lifetime: TimeInterval? = DemoOCSPResponder.lifetime
    ) throws(PKIError) -> OCSPResponse {
        let status = status ?? revocations.revocation(of: certificate).map { .revoked($0) } ?? .good
        let single = DER.sequence(
            OCSPCertificateID(certificate, issuer: issuer.certificate).der,
            Self.der(status),
            ASN1Time.generalized(date),
            lifetime.map { DER.explicit(0, ASN1Time.generalized(date + $0)) } ?? [])
        let nonceExtension = X509Extension.der("1.3.6.1.5.5.7.48.1.2", DER.octetString(nonce))
        let data = DER.sequence(
            DER.explicit(1, holder.certificate.subjectDER),
            ASN1Time.generalized(date),
            DER.sequence(single),
            nonce.isEmpty ? [] : DER.explicit(1, DER.sequence(nonceExtension)))
        let algorithm = try SignatureAlgorithm.standard(for: holder.key.type)
        let isDelegated = holder.certificate != issuer.certificate
        let basic = DER.sequence(
            data,
            try algorithm.identifierDER,
            DER.bitString(try holder.key.sign(data, algorithm: algorithm)),
            isDelegated ? DER.explicit(0, DER.sequence(holder.certificate.der)) : [])
        let bytes = DER.sequence(
            DER.element(DER.Tag.enumerated, [0]),
            DER.explicit(0, DER.sequence(ObjectIdentifier("1.3.6.1.5.5.7.48.1.1").der, DER.octetString(basic))))
        return try OCSPResponse(bytes)
    }

    /// An OCSPResponse without content, such as `tryLater`.
    public static func refusal(_ refusal: OCSPResponse.Refusal) -> [UInt8] {
        DER.sequence(DER.element(DER.Tag.enumerated, [UInt8(truncatingIfNeeded: refusal.rawValue)]))
    }

    private static func der(_ status: OCSPSingleResponse.Status) -> [UInt8] {
        switch status {
        case .good: return DER.element(DER.Tag.contextPrimitive(0), [UInt8]())
        case .unknown: return DER.element(DER.Tag.contextPrimitive(2), [UInt8]())
        case .revoked(let revocation):
            let reason = DER.element(DER.Tag.enumerated, [UInt8(truncatingIfNeeded: revocation.reason.rawValue)])
            return DER.element(
                DER.Tag.context(1), [ASN1Time.generalized(revocation.date), DER.explicit(0, reason)])
        }
    }
}
