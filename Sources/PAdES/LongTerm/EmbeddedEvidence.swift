import PKI

/// Whether a file carries the revocation data that B-LT asks for. This is about what is there, whatever one trusts and
/// whenever one looks; whether it suffices is for ``ProofsOfExistence`` to say.
struct EmbeddedEvidence {
    private let certificates: [Certificate]
    private let lists: [CertificateList]
    private let responses: [OCSPResponse]

    /// - Parameter lastRevision: what later revisions brought does not count.
    init(_ material: ValidationMaterial, upTo lastRevision: Int) {
        certificates = material.certificates.filter { $0.revision <= lastRevision }.map(\.value)
        lists = material.revocationLists.filter { $0.revision <= lastRevision }.map(\.value)
        responses = material.ocspResponses.filter { $0.revision <= lastRevision }.map(\.value)
    }

    /// Whether there is a list of its issuer or a response about it; a certificate that needs none has it
    /// (self-signed, or a responder with `id-pkix-ocsp-nocheck`).
    func covers(_ certificate: Certificate) -> Bool {
        if certificate.isSelfSigned || certificate.hasOCSPNoCheck { return true }
        if lists.contains(where: { $0.issuerDER == certificate.issuerDER }) { return true }
        guard let issuer = certificates.first(where: { certificate.isSigned(by: $0) }) else { return false }
        return responses.contains { $0.response(for: certificate, issuer: issuer) != nil }
    }

    /// Whether that holds for `leaf` and everything above it, up to a self-signed certificate or as far as the file goes.
    func coversChain(of leaf: Certificate) -> Bool {
        Certificate.chain(from: leaf, among: certificates).allSatisfy(covers)
    }
}
