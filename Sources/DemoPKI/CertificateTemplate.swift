import FoundationEssentials
import PKI

/// What a certificate of the throwaway authority says.
struct CertificateTemplate: Sendable {
    var subject: DistinguishedName
    var notBefore: Date
    var notAfter: Date
    var keyUsage: KeyUsage
    /// The extended key usage and whether it is critical; nil for none.
    var extendedKeyUsage: (identifiers: [ObjectIdentifier], isCritical: Bool)?
    /// For an authority, how many authorities may follow below it.
    var authorityPathLength: Int?
    /// True for an OCSP responder that nobody needs to ask about (RFC 6960 §4.2.2.2.1).
    var isUncheckedResponder = false
    /// Where the issuer's services are; nil leaves the addresses out.
    var services: ServiceAddresses?

    /// Signs the certificate (RFC 5280 §4.1).
    /// - Parameters:
    ///   - issuer: nil for a root, which signs itself with `key`.
    ///   - key: the subject's key.
    func issue(by issuer: DemoPKI.Holder?, for key: PrivateKey) throws(PKIError) -> Certificate {
        let signer = issuer?.key ?? key
        let algorithm = try SignatureAlgorithm.standard(for: signer.type)
        let tbs = DER.sequence(
            DER.explicit(0, DER.integer(2)),
            DER.integer(CertificateTemplate.serialNumber()),
            try algorithm.identifierDER,
            issuer?.certificate.subjectDER ?? subject.der,
            DER.sequence(ASN1Time.der(notBefore), ASN1Time.der(notAfter)),
            subject.der,
            key.publicKey.der,
            DER.explicit(3, DER.element(DER.Tag.sequence, extensions(key, issuer: signer))))
        let signature = try signer.sign(tbs, algorithm: algorithm)
        return try Certificate(der: DER.sequence(tbs, try algorithm.identifierDER, DER.bitString(signature)))
    }

    /// 127 random bits, so that no two certificates of any two demonstrations meet.
    private static func serialNumber() -> [UInt8] {
        var bytes = SecureRandom.bytes(16)
        bytes[0] = bytes[0] & 0x7f | 0x40
        return bytes
    }

    private func extensions(_ key: PrivateKey, issuer: PrivateKey) -> [[UInt8]] {
        var list = [
            X509Extension.subjectKeyIdentifier(key.publicKey),
            X509Extension.authorityKeyIdentifier(issuer.publicKey),
            X509Extension.der("2.5.29.15", isCritical: true, DER.namedBits(keyUsage.bits)),
        ]
        let constraints =
            authorityPathLength.map { DER.sequence(DER.boolean(true), DER.integer(UInt($0))) } ?? DER.sequence()
        list.append(X509Extension.der("2.5.29.19", isCritical: true, constraints))
        if let usage = extendedKeyUsage {
            let identifiers = DER.element(DER.Tag.sequence, usage.identifiers.map(\.der))
            list.append(X509Extension.der("2.5.29.37", isCritical: usage.isCritical, identifiers))
        }
        if isUncheckedResponder { list.append(X509Extension.der(.ocspNoCheck, DER.null)) }
        return list + (services?.extensions ?? [])
    }
}

/// Extensions shared by certificates and revocation lists (RFC 5280 §4.2, §5.2).
enum X509Extension {
    /// One extension around an encoded value.
    static func der(_ identifier: ObjectIdentifier, isCritical: Bool = false, _ value: [UInt8]) -> [UInt8] {
        DER.sequence(identifier.der, isCritical ? DER.boolean(true) : [], DER.octetString(value))
    }

    static func subjectKeyIdentifier(_ key: PublicKey) -> [UInt8] {
        der("2.5.29.14", DER.octetString(identifier(key)))
    }

    static func authorityKeyIdentifier(_ key: PublicKey) -> [UInt8] {
        der("2.5.29.35", DER.sequence(DER.element(DER.Tag.contextPrimitive(0), identifier(key))))
    }

    /// 160 bits of SHA-256 over the key (RFC 7093 §2, method 1, over the whole SubjectPublicKeyInfo).
    private static func identifier(_ key: PublicKey) -> [UInt8] { Array(SHA256.hash(key.der).prefix(20)) }
}
