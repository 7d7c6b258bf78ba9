/// Makes the detached SignedData of a PAdES B-B signature (EN 319 142-1 §6.3, RFC 5652), byte by byte. OpenSSL's own
/// `CMS_sign` is not used because it cannot leave out signing-time, which PAdES forbids, and wants to hold the key.
///
/// The two halves stay apart so that a token or a remote service can sign in between:
///
///     let builder = try CAdESBuilder(identity: identity, contentDigest: digest)
///     let signature = try identity.sign(builder.signedAttributes)
///     let contents = builder.assemble(signature: signature)
public struct CAdESBuilder: Sendable {
    /// What is to be signed: the SET OF attributes in distinguished encoding, under its universal tag.
    public let signedAttributes: [UInt8]
    private let statement: SignerStatement
    private let digest: DigestAlgorithm
    private let algorithmIdentifier: [UInt8]

    /// - Parameters:
    ///   - identity: signs, and gives the certificates to embed: all of its chain but self-signed ones.
    ///   - contentDigest: of the bytes that ByteRange covers, by the digest of the identity's signature algorithm.
    /// - Throws: `algorithm-unsupported` when the two digests differ, the algorithm is none for the certificate's key, or
    ///   has no CMS identifier here; `signer-weak-key`, `signer-weak-digest`.
    public init(identity: SigningIdentity, contentDigest: Digest) throws(PKIError) {
        guard contentDigest.algorithm == identity.signatureAlgorithm.digestAlgorithm else {
            throw .unsupported("\(identity.signatureAlgorithm) (\(contentDigest.algorithm.name))")
        }
        try identity.signatureAlgorithm.requireFit(identity.keyType)
        statement = identity.statement
        digest = contentDigest.algorithm
        algorithmIdentifier = try identity.signatureAlgorithm.identifierDER
        signedAttributes = DER.setOf([
            CMSAttribute.der(.contentType, ObjectIdentifier.data.der),
            CMSAttribute.der(.messageDigest, DER.octetString(contentDigest.bytes)),
            statement.signingCertificate,
        ])
    }

    /// Signs in one step.
    /// - Throws: as ``init(identity:contentDigest:)``, or what the identity throws.
    public static func sign(contentDigest: Digest, identity: SigningIdentity) throws -> [UInt8] {
        let builder = try CAdESBuilder(identity: identity, contentDigest: contentDigest)
        return builder.assemble(signature: try identity.sign(builder.signedAttributes))
    }

    /// The ContentInfo around a signature over ``signedAttributes``.
    /// - Parameter timeStampToken: an RFC 3161 token over the signature value, for level B-T.
    public func assemble(signature: [UInt8], timeStampToken: [UInt8]? = nil) -> [UInt8] {
        let unsigned = timeStampToken.map { token in
            DER.element(DER.Tag.context(1), CMSAttribute.der(.signatureTimeStampToken, token))
        }
        let signerInfo = DER.sequence(
            DER.integer(1),
            statement.issuerAndSerialNumber,
            // RFC 5754 §2: parameters of SHA-2 identifiers are left out.
            DER.algorithm(digest.objectIdentifier),
            // [0] IMPLICIT takes the place of the SET tag that was signed (RFC 5652 §5.4).
            [DER.Tag.context(0)] + signedAttributes.dropFirst(),
            algorithmIdentifier,
            DER.octetString(signature),
            unsigned ?? [])
        let signedData = DER.sequence(
            DER.integer(1),
            DER.setOf([DER.algorithm(digest.objectIdentifier)]),
            DER.sequence(ObjectIdentifier.data.der),
            statement.certificates,
            DER.setOf([signerInfo]))
        return DER.sequence(ObjectIdentifier.signedData.der, DER.explicit(0, signedData))
    }

    /// An upper bound of the length of ``assemble(signature:timeStampToken:)`` for this identity, to reserve room in a
    /// PDF before anything is signed.
    /// - Parameter timeStamp: how much to leave for a time-stamp token.
    public static func reservedByteCount(for identity: SigningIdentity, timeStamp: Int = 0) -> Int {
        let certificates = [identity.certificate] + identity.chain
        // The signature is at most 1 KB (RSA-8192); attributes, identifiers and headers take less than another.
        return certificates.reduce(2048 + identity.certificate.issuerDER.count * 2 + timeStamp) { $0 + $1.der.count }
    }
}
