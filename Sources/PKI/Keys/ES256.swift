/// ECDSA over P-256 with SHA-256 and the plain signature r ‖ s of 64 bytes, as COSE calls it (RFC 9053 §2.1). The QR
/// seal is signed so.
public enum ES256 {
    /// The length of every signature.
    public static let signatureByteCount = 64

    /// Signs `message`.
    /// - Throws: `algorithm-unsupported` unless the key is on P-256, `signing-failed`.
    public static func sign(_ message: [UInt8], with key: PrivateKey) throws(PKIError) -> [UInt8] {
        guard key.type == .ec(group: "prime256v1") else { throw .unsupported("ES256 (\(key.type))") }
        return try plain(key.sign(message, algorithm: .ecdsa(.sha256)))
    }

    /// The plain form of an `Ecdsa-Sig-Value` over P-256, wherever it was made.
    /// - Throws: `openssl-failure` when it is none.
    public static func plain(_ der: [UInt8]) throws(PKIError) -> [UInt8] {
        guard let signature = try? ECDSASignature(der: der).plain(width: 32) else { throw .library("ECDSA") }
        return signature
    }

    /// True when `signature` over `message` verifies under a P-256 key; anything malformed is false.
    public static func verifies(_ signature: [UInt8], over message: [UInt8], key: PublicKey) -> Bool {
        guard signature.count == signatureByteCount, key.type == .ec(group: "prime256v1"),
            let der = ECDSASignature(plain: signature)?.der
        else { return false }
        return key.verifies(der, over: message, algorithm: .ecdsa(.sha256))
    }

    /// The key identifier that seals carry: the first four bytes of SHA-256 over the SubjectPublicKeyInfo.
    public static func keyIdentifier(of key: PublicKey) -> [UInt8] { Array(SHA256.hash(key.der).prefix(4)) }
}
