/// A signature algorithm as a signature names it: wider than ``SignatureAlgorithm``, because old and foreign
/// signatures must be judged, not imitated.
struct ReceivedSignatureAlgorithm: Sendable, Hashable {
    enum Scheme: Sendable, Hashable {
        case rsaPKCS1
        case rsaPSS(mask: DigestAlgorithm, saltByteCount: Int)
        case ecdsa
        /// r ‖ s without DER (BSI TR-03111).
        case plainECDSA
        case dsa
        case edDSA
    }

    let scheme: Scheme
    /// The digest that is signed.
    let digest: DigestAlgorithm
    /// True when an identifier that has no parameters came with some. Real signatures of one Vietnamese tool carry PSS
    /// parameters under plain `rsaEncryption`; the identifier decides (RFC 3370 §3.2).
    let hasStrayParameters: Bool

    /// - Parameter contentDigest: what identifiers without a digest of their own (`rsaEncryption`) mean.
    init?(_ identifier: ObjectIdentifier, _ parameters: BERElement?, contentDigest: DigestAlgorithm?) {
        if identifier == .rsaPSS {
            guard let pss = try? Self.pss(parameters) else { return nil }
            (scheme, digest, hasStrayParameters) = (pss.scheme, pss.digest, false)
            return
        }
        guard let entry = Self.known[identifier], let digest = entry.digest ?? contentDigest else { return nil }
        scheme = entry.scheme
        self.digest = digest
        hasStrayParameters = parameters.map { $0.identifier == DER.Tag.sequence } ?? false && scheme == .rsaPKCS1
    }

    /// RSASSA-PSS-params (RFC 4055 §3.1) with their SHA-1 defaults.
    private static func pss(
        _ parameters: BERElement?
    ) throws(MalformedASN1) -> (scheme: Scheme, digest: DigestAlgorithm) {
        var (digest, mask, salt) = (DigestAlgorithm.sha1, DigestAlgorithm.sha1, 20)
        guard let parameters else { return (.rsaPSS(mask: mask, saltByteCount: salt), digest) }
        var fields = try parameters.cursor()
        if let field = try fields.nextIf(DER.Tag.context(0)) { digest = try Self.digest(field) }
        if let field = try fields.nextIf(DER.Tag.context(1)) {
            let generator = try SignerInfo.algorithm(BERElement(first: field.content))
            guard generator.identifier == .mgf1, let inner = generator.parameters else { throw MalformedASN1() }
            mask = try Self.digest(identifier: inner)
        }
        if let field = try fields.nextIf(DER.Tag.context(2)) {
            salt = try BERElement(first: field.content).smallInteger()
        }
        if let field = try fields.nextIf(DER.Tag.context(3)) {
            guard try BERElement(first: field.content).smallInteger() == 1 else { throw MalformedASN1() }
        }
        guard salt <= 1024 else { throw MalformedASN1() }
        return (.rsaPSS(mask: mask, saltByteCount: salt), digest)
    }

    private static func digest(_ explicit: BERElement) throws(MalformedASN1) -> DigestAlgorithm {
        try digest(identifier: BERElement(first: explicit.content))
    }

    private static func digest(identifier: BERElement) throws(MalformedASN1) -> DigestAlgorithm {
        guard let digest = DigestAlgorithm(try SignerInfo.algorithm(identifier).identifier) else {
            throw MalformedASN1()
        }
        return digest
    }

    private static let known: [ObjectIdentifier: (scheme: Scheme, digest: DigestAlgorithm?)] = [
        .rsaEncryption: (.rsaPKCS1, nil),
        "1.2.840.113549.1.1.4": (.rsaPKCS1, .md5),
        "1.2.840.113549.1.1.5": (.rsaPKCS1, .sha1),
        "1.3.14.3.2.29": (.rsaPKCS1, .sha1),
        "1.2.840.113549.1.1.14": (.rsaPKCS1, .sha224),
        "1.2.840.113549.1.1.11": (.rsaPKCS1, .sha256),
        "1.2.840.113549.1.1.12": (.rsaPKCS1, .sha384),
        "1.2.840.113549.1.1.13": (.rsaPKCS1, .sha512),
        "2.16.840.1.101.3.4.3.14": (.rsaPKCS1, .sha3_256),
        "2.16.840.1.101.3.4.3.15": (.rsaPKCS1, .sha3_384),
        "2.16.840.1.101.3.4.3.16": (.rsaPKCS1, .sha3_512),
        .ecPublicKey: (.ecdsa, nil),
        // The arc of ECDSA identifiers, written by some tools for "ECDSA with the content's digest".
        "1.2.840.10045.4": (.ecdsa, nil),
        "1.2.840.10045.4.3": (.ecdsa, nil),
        "1.2.840.10045.4.1": (.ecdsa, .sha1),
        "1.2.840.10045.4.3.1": (.ecdsa, .sha224),
        "1.2.840.10045.4.3.2": (.ecdsa, .sha256),
        "1.2.840.10045.4.3.3": (.ecdsa, .sha384),
        "1.2.840.10045.4.3.4": (.ecdsa, .sha512),
        "2.16.840.1.101.3.4.3.10": (.ecdsa, .sha3_256),
        "2.16.840.1.101.3.4.3.11": (.ecdsa, .sha3_384),
        "2.16.840.1.101.3.4.3.12": (.ecdsa, .sha3_512),
        "0.4.0.127.0.7.1.1.4.1.1": (.plainECDSA, .sha1),
        "0.4.0.127.0.7.1.1.4.1.2": (.plainECDSA, .sha224),
        "0.4.0.127.0.7.1.1.4.1.3": (.plainECDSA, .sha256),
        "0.4.0.127.0.7.1.1.4.1.4": (.plainECDSA, .sha384),
        "0.4.0.127.0.7.1.1.4.1.5": (.plainECDSA, .sha512),
        "0.4.0.127.0.7.1.1.4.1.9": (.plainECDSA, .sha3_256),
        "0.4.0.127.0.7.1.1.4.1.10": (.plainECDSA, .sha3_384),
        "0.4.0.127.0.7.1.1.4.1.11": (.plainECDSA, .sha3_512),
        .dsa: (.dsa, nil),
        "1.2.840.10040.4.3": (.dsa, .sha1),
        "2.16.840.1.101.3.4.3.1": (.dsa, .sha224),
        "2.16.840.1.101.3.4.3.2": (.dsa, .sha256),
        .ed25519: (.edDSA, .sha512),
        .ed448: (.edDSA, .shake256),
    ]
}
