import FoundationEssentials
import PKI

/// What a XAdES signature says about itself in its signed properties (EN 319 132-1 §5.2), read from signed bytes only.
struct SignatureProperties: Sendable {
    /// When the signer says that it signed.
    let claimedTime: Date?
    /// Digests that name the signer's certificate (`SigningCertificate`, `SigningCertificateV2`), one for each of these
    /// properties; empty when there is none.
    let signerDigests: [Digest]

    /// - Throws: `trusted-list-algorithm`, `trusted-list-weak-algorithm`, `trusted-list-signature-structure`.
    init(_ element: XMLElement) throws(TrustedListError) {
        let properties = element.only(.xades("SignedSignatureProperties"))
        claimedTime = properties?.only(.xades("SigningTime")).flatMap { XMLDateTime.date($0.trimmedText) }
        var digests: [Digest] = []
        for name in ["SigningCertificate", "SigningCertificateV2"] {
            guard let property = properties?.all(.xades(name)), !property.isEmpty else { continue }
            let first = property[0].all(.xades("Cert")).first?.only(.xades("CertDigest"))
            let algorithm = try XMLSignatureAlgorithms.digest(first?.only(.signature("DigestMethod")))
            guard property.count == 1, let value = first?.only(.signature("DigestValue"))?.base64Bytes,
                let digest = Digest(algorithm, bytes: value)
            else { throw .signatureStructure(vi: "thuộc tính \(name) sai", en: "the property \(name) is malformed") }
            digests.append(digest)
        }
        signerDigests = digests
    }

    /// Whether every such property names this certificate.
    func names(_ signer: Certificate) -> Bool {
        signerDigests.allSatisfy { Digest($0.algorithm, of: signer.der) == $0 }
    }
}
