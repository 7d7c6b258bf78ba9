/// How OCSP names a certificate (RFC 6960 §4.1.1): by digests of its issuer's name and key, and by its serial number.
public struct OCSPCertificateID: Sendable, Hashable {
    /// The dotted identifier of the digest.
    public let digestAlgorithmOID: String
    let issuerNameHash: [UInt8]
    let issuerKeyHash: [UInt8]
    /// The serial number's content octets without leading zeros.
    let serial: [UInt8]

    /// The name of `certificate`, which `issuer` issued.
    /// - Parameter digest: SHA-1 is what every responder understands; nothing depends on its strength here.
    public init(_ certificate: Certificate, issuer: Certificate, digest: DigestAlgorithm = .sha1) {
        digestAlgorithmOID = digest.oid
        issuerNameHash = Digest(digest, of: certificate.issuerDER).bytes
        issuerKeyHash = Digest(digest, of: issuer.subjectPublicKeyBits).bytes
        serial = Array(certificate.serialContent.drop { $0 == 0 })
    }

    init(_ element: BERElement) throws(MalformedASN1) {
        guard element.identifier == DER.Tag.sequence else { throw MalformedASN1() }
        var fields = try element.cursor()
        digestAlgorithmOID = try SignerInfo.algorithm(try fields.next(DER.Tag.sequence)).identifier.description
        issuerNameHash = Array(try fields.next(DER.Tag.octetString).content)
        issuerKeyHash = Array(try fields.next(DER.Tag.octetString).content)
        serial = Array(try fields.next(DER.Tag.integer).content.drop { $0 == 0 })
    }

    /// True when this names `certificate`; false also for a digest that is none of ours.
    public func names(_ certificate: Certificate, issuer: Certificate) -> Bool {
        guard let digest = DigestAlgorithm(oid: digestAlgorithmOID),
            serial.elementsEqual(certificate.serialContent.drop { $0 == 0 })
        else { return false }
        return OCSPCertificateID(certificate, issuer: issuer, digest: digest) == self
    }

    /// The CertID.
    package var der: [UInt8] {
        DER.sequence(
            DER.algorithm(ObjectIdentifier(digestAlgorithmOID), DER.null), DER.octetString(issuerNameHash),
            DER.octetString(issuerKeyHash),
            // Content octets of a positive number: the zero that keeps it positive comes back.
            DER.integer(serial))
    }
}

extension Certificate {
    /// The bits of the public key alone, which OCSP and key identifiers hash (RFC 6960 §4.1.1): the BIT STRING of the
    /// SubjectPublicKeyInfo without tag, length and number of unused bits.
    var subjectPublicKeyBits: [UInt8] {
        guard var fields = try? BERElement(publicKeyInfoDER).cursor(), (try? fields.next(DER.Tag.sequence)) != nil,
            let bits = try? fields.next(DER.Tag.bitString)
        else { return [] }
        return Array(bits.content.dropFirst())
    }
}
