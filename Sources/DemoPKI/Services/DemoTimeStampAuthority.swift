import FoundationEssentials
import PKI

/// A time-stamping authority (RFC 3161) inside the process, for demonstrations and tests. Its name says DEMO and its clock
/// is whatever the caller says.
public struct DemoTimeStampAuthority: Sendable {
    /// Its policy, under the arc that ISO/IEC 29168-1 sets aside for examples.
    public static let policy = "2.999.3161"

    private let holder: DemoPKI.Holder

    /// An authority with this key, which must be certified for time stamping if its tokens are to pass.
    public init(_ holder: DemoPKI.Holder) { self.holder = holder }

    /// A token that answers `request`.
    /// - Throws: errors of PKI.
    public func token(for request: TimeStampRequest, at date: Date) throws(PKIError) -> TimeStampToken {
        let info = DER.sequence(
            DER.integer(1),
            ObjectIdentifier(request.policy ?? Self.policy).der,
            DER.sequence(
                DER.algorithm(ObjectIdentifier(request.digest.algorithm.oid), DER.null),
                DER.octetString(request.digest.bytes)),
            DER.integer(SecureRandom.bytes(16)),
            ASN1Time.generalized(date),
            DER.sequence(DER.integer(1)),
            request.nonce.isEmpty ? [] : DER.integer(request.nonce),
            DER.explicit(0, DER.explicit(4, holder.certificate.subjectDER)))
        return try TimeStampToken(signed(info, withCertificates: request.asksForCertificates))
    }

    /// The TimeStampResp to an encoded TimeStampReq: what an HTTP service would answer.
    /// - Throws: errors of PKI, when the key cannot sign. A bad request is answered with a refusal.
    public func response(to request: [UInt8], at date: Date) throws(PKIError) -> [UInt8] {
        guard let request = try? TimeStampRequest(der: request) else { return Self.refusal(.badDataFormat) }
        if request.digest.algorithm.isWeak { return Self.refusal(.badAlgorithm) }
        if let policy = request.policy, policy != Self.policy { return Self.refusal(.unacceptedPolicy) }
        return DER.sequence(DER.sequence(DER.integer(0)), try token(for: request, at: date).der)
    }

    /// A TimeStampResp that refuses.
    public static func refusal(_ failure: TimeStampResponse.Failure) -> [UInt8] {
        DER.sequence(
            DER.sequence(
                DER.integer(UInt(TimeStampResponse.Status.rejection.rawValue)),
                DER.namedBits([failure.rawValue])))
    }

    /// The authority as a source of checked stamps.
    /// - Parameters:
    ///   - trust: must lead to the authority.
    ///   - clock: what the authority asserts.
    public func source(trust: TrustStore, clock: @escaping @Sendable () -> Date) -> TimeStampSource {
        TimeStampSource(maximumTokenSize: 8192) { digest in
            let request = TimeStampRequest(digest, nonce: SecureRandom.bytes(8))
            let now = clock()
            let token = try token(for: request, at: now)
            try token.require(request, trust: trust, at: now)
            return token
        }
    }

    /// SignedData version 3 around a TSTInfo (RFC 5652 §5.1, RFC 3161 §2.4.2).
    private func signed(_ info: [UInt8], withCertificates: Bool) throws(PKIError) -> [UInt8] {
        let contentType: ObjectIdentifier = "1.2.840.113549.1.9.16.1.4"
        let digest = DER.algorithm(ObjectIdentifier(DigestAlgorithm.sha256.oid))
        let algorithm = try SignatureAlgorithm.standard(for: holder.key.type)
        let attributes = DER.setOf([
            Self.attribute("1.2.840.113549.1.9.3", contentType.der),
            Self.attribute("1.2.840.113549.1.9.4", DER.octetString(SHA256.hash(info))),
            Self.attribute("1.2.840.113549.1.9.16.2.47", signingCertificate),
        ])
        let signer = DER.sequence(
            DER.integer(1),
            DER.sequence(holder.certificate.issuerDER, holder.certificate.serialNumberDER),
            digest,
            [DER.Tag.context(0)] + attributes.dropFirst(),
            try algorithm.identifierDER,
            DER.octetString(try holder.key.sign(attributes, algorithm: algorithm)))
        let certificates = ([holder.certificate] + holder.chain.filter { !$0.isSelfSigned }).map(\.der)
        let signedData = DER.sequence(
            DER.integer(3),
            DER.setOf([digest]),
            DER.sequence(contentType.der, DER.explicit(0, DER.octetString(info))),
            withCertificates ? DER.setOf(certificates, tag: DER.Tag.context(0)) : [],
            DER.setOf([signer]))
        return DER.sequence(ObjectIdentifier("1.2.840.113549.1.7.2").der, DER.explicit(0, signedData))
    }

    /// SigningCertificateV2 (RFC 5035 §3), by SHA-256, which is the default and so not written.
    private var signingCertificate: [UInt8] {
        DER.sequence(DER.sequence(DER.sequence(DER.octetString(SHA256.hash(holder.certificate.der)))))
    }

    private static func attribute(_ identifier: ObjectIdentifier, _ value: [UInt8]) -> [UInt8] {
        DER.sequence(identifier.der, DER.setOf([value]))
    }
}

extension Certificate {
    /// The serial number as a complete INTEGER; ours are positive.
    var serialNumberDER: [UInt8] {
        let hex = serialHex
        return DER.integer(Hexadecimal.decode(hex.count.isMultiple(of: 2) ? hex : "0" + hex) ?? [])
    }
}
