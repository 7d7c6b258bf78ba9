/// The parts of a SignerInfo and its SignedData that depend on the certificates alone, encoded.
struct SignerStatement: Sendable {
    /// IssuerAndSerialNumber of the signer (RFC 5652 §10.2.4).
    let issuerAndSerialNumber: [UInt8]
    /// The attribute signing-certificate-v2 (RFC 5035 §3) naming the signer alone, by SHA-256, which is the default and
    /// so not written.
    let signingCertificate: [UInt8]
    /// The field `certificates` of SignedData: the signer's and all of its chain but self-signed ones.
    let certificates: [UInt8]

    init(certificate: Certificate, chain: [Certificate]) {
        let serial = DER.element(DER.Tag.integer, certificate.serialContent)
        issuerAndSerialNumber = DER.sequence(certificate.issuerDER, serial)
        let issuer = DER.sequence(DER.explicit(4, certificate.issuerDER))
        let reference = DER.sequence(
            DER.octetString(SHA256.hash(certificate.der)), DER.sequence(issuer, serial))
        signingCertificate = CMSAttribute.der(.signingCertificateV2, DER.sequence(DER.sequence(reference)))
        let embedded = [certificate] + chain.filter { $0 != certificate && !$0.isSelfSigned }
        certificates = DER.setOf(embedded.map(\.der), tag: DER.Tag.context(0))
    }
}
