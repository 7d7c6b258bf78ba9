import Diagnostics

/// A signature whose key is somewhere else: what goes there, and what may come back. The bytes to sign depend on the
/// content and the certificate alone, so both halves can run in different processes, days apart.
public struct RemoteSignature: Sendable {
    /// Who signs and how; it cannot sign itself.
    public let certificate: Certificate
    /// How ``signedAttributes`` is to be signed.
    public let algorithm: SignatureAlgorithm
    private let builder: CAdESBuilder

    /// - Parameters:
    ///   - chain: the certificates above, to be embedded.
    ///   - contentDigest: as for ``CAdESBuilder``.
    /// - Throws: as ``CAdESBuilder/init(identity:contentDigest:)``.
    public init(
        certificate: Certificate, chain: [Certificate], algorithm: SignatureAlgorithm, contentDigest: Digest
    ) throws(PKIError) {
        let identity = SigningIdentity.withoutKey(certificate, chain: chain, algorithm: algorithm)
        builder = try CAdESBuilder(identity: identity, contentDigest: contentDigest)
        (self.certificate, self.algorithm) = (certificate, algorithm)
    }

    /// What is signed: for services that hash by themselves, and for Ed25519, which signs messages.
    public var signedAttributes: [UInt8] { builder.signedAttributes }

    /// The digest of ``signedAttributes``: for services that sign hashes.
    public var digest: Digest { Digest(algorithm.digestAlgorithm, of: signedAttributes) }

    /// The signature value as CMS wants it, once it is known to be the certificate's over ``signedAttributes``.
    /// - Parameter answer: what the service gave. ECDSA may be DER or r ‖ s, which services give as often.
    /// - Throws: `signature-mismatch`.
    public func accept(_ answer: [UInt8]) throws(PKIError) -> [UInt8] {
        var forms = [answer]
        if case .ecdsa = algorithm, let der = ECDSASignature(plain: answer)?.der { forms.append(der) }
        let key = try certificate.publicKey
        guard let value = forms.first(where: { key.verifies($0, over: signedAttributes, algorithm: algorithm) }) else {
            throw PKIError(
                .signatureMismatch, .input,
                vi:
                    "Chữ ký nhận được không do khóa của \(certificate.displayName) ký bằng \(algorithm) trên dữ liệu này.",
                en: "The signature is not one by \(algorithm) of the key of \(certificate.displayName) over this data.",
                remedy: Bilingual(
                    vi: "Kiểm tra dịch vụ ký dùng đúng khóa, đúng thuật toán và không băm hai lần.",
                    en: "Check that the service used this key and algorithm, and did not hash twice."))
        }
        return value
    }

    /// The detached SignedData around an answer.
    /// - Parameter timeStampToken: an RFC 3161 token over the value that ``accept(_:)`` gives, for level B-T.
    /// - Throws: as ``accept(_:)``.
    public func complete(_ answer: [UInt8], timeStampToken: [UInt8]? = nil) throws(PKIError) -> [UInt8] {
        builder.assemble(signature: try accept(answer), timeStampToken: timeStampToken)
    }
}

extension SigningIdentity {
    /// A certificate and an algorithm without the key, for the steps before and after a signature that is made
    /// elsewhere; to sign with it throws `signing-failed`.
    public static func withoutKey(
        _ certificate: Certificate, chain: [Certificate], algorithm: SignatureAlgorithm
    ) -> SigningIdentity {
        SigningIdentity(certificate: certificate, chain: chain, signatureAlgorithm: algorithm) { _ in
            throw PKIError(
                .signingFailed, .internal, vi: "Khóa của \(certificate.displayName) không ở đây.",
                en: "The key of \(certificate.displayName) is not here.")
        }
    }
}
