import FoundationEssentials
import PKCS11
import PKI

/// An opened key, in memory or on a token, with the certificates that speak for it.
public struct SignerKey: Sendable {
    /// The signer's certificate.
    public let certificate: Certificate
    /// The certificates above, the issuer first.
    public let chain: [Certificate]
    /// The key's kind and size.
    public let keyType: KeyType
    private let signature: @Sendable (_ message: [UInt8], SignatureAlgorithm) throws -> [UInt8]

    /// A key in memory.
    public init(_ key: PrivateKey, certificate: Certificate, chain: [Certificate]) {
        (self.certificate, self.chain, keyType) = (certificate, chain, key.type)
        signature = { message, algorithm in try key.sign(message, algorithm: algorithm) }
    }

    /// A key on a token.
    public init(_ key: TokenKey) {
        (certificate, chain, keyType) = (key.certificate, key.chain, key.keyType)
        signature = { message, algorithm in try key.sign(message, algorithm: algorithm) }
    }

    /// Opens the key a URI names. The PIN arrives as bytes from a prompt, a PIN file or a descriptor, never from an
    /// argument, and is nil for keys without one.
    /// - Parameter tokens: how tokens are reached.
    /// - Throws: `signer-uri-malformed`, `signer-file-unreadable`, `signer-certificate-missing`, PKI's errors (wrong PIN
    ///   among them), and for tokens those of `PKCS11`.
    public static func open(_ text: String, pin: [UInt8]?, tokens: TokenAccess = TokenAccess()) throws -> SignerKey {
        switch try SignerURI(text) {
        case .pkcs12(let path):
            let contents = try PKCS12.open(read(path), passphrase: pin ?? [])
            return SignerKey(contents.key, certificate: contents.certificate, chain: contents.chain)
        case .pem(let keyPath, let certificatePaths):
            let key = try PrivateKey(pem: read(keyPath), passphrase: pin)
            let certificates = try certificatePaths.flatMap { try Certificate.all(in: read($0)) }
            guard let leaf = certificates.first(where: { key.matches($0) }) else {
                throw SigningError.noCertificate(text)
            }
            // People list files in any order.
            let chain = leaf.chain(from: certificates)
            return SignerKey(
                key, certificate: leaf, chain: chain + certificates.filter { $0 != leaf && !chain.contains($0) })
        case .token(let uri):
            return SignerKey(try Token(uri, pin: pin.map { TokenPIN($0) }, access: tokens).key())
        }
    }

    /// The identity that signs documents with this key.
    /// - Parameter algorithm: nil for the usual one of the key.
    /// - Throws: `algorithm-unsupported`, `signer-weak-key`, `signer-weak-digest`.
    public func identity(algorithm: SignatureAlgorithm? = nil) throws -> SigningIdentity {
        let chosen = if let algorithm { algorithm } else { try SignatureAlgorithm.standard(for: keyType) }
        try chosen.requireFit(keyType)
        return SigningIdentity(certificate: certificate, chain: chain, signatureAlgorithm: chosen) { message in
            try signature(message, chosen)
        }
    }

    /// Signs QR seals: ECDSA over P-256 with SHA-256, as r ‖ s of 64 bytes; nil for a key of another kind.
    public var sealSignature: (@Sendable (_ message: [UInt8]) throws -> [UInt8])? {
        guard keyType == .ec(group: "prime256v1") else { return nil }
        return { message in try ES256.plain(signature(message, .ecdsa(.sha256))) }
    }

    private static func read(_ path: String) throws -> [UInt8] {
        guard let data = FileManager.default.contents(atPath: path) else { throw SigningError.unreadable(path) }
        return [UInt8](data)
    }
}
