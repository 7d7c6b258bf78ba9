import FoundationEssentials
import PKI

/// An opened key with the certificates that speak for it.
public struct SignerKey: Sendable {
    /// The private key.
    public let key: PrivateKey
    /// The signer's certificate.
    public let certificate: Certificate
    /// The certificates above, the issuer first.
    public let chain: [Certificate]

    /// Opens the key a URI names. The PIN arrives as bytes from a prompt, a PIN file or a descriptor, never from an
    /// argument, and is nil for keys without one.
    /// - Throws: `signer-uri-malformed`, `signer-file-unreadable`, `signer-certificate-missing`, and PKI's errors (wrong
    ///   PIN among them).
    public static func open(_ text: String, pin: [UInt8]?) throws -> SignerKey {
        switch try SignerURI(text) {
        case .pkcs12(let path):
            let contents = try PKCS12.open(read(path), passphrase: pin ?? [])
            return SignerKey(key: contents.key, certificate: contents.certificate, chain: contents.chain)
        case .pem(let keyPath, let certificatePaths):
            let key = try PrivateKey(pem: read(keyPath), passphrase: pin)
            let certificates = try certificatePaths.flatMap { try Certificate.all(in: read($0)) }
            guard let leaf = certificates.first(where: { key.matches($0) }) else {
                throw SigningError.noCertificate(text)
            }
            return SignerKey(key: key, certificate: leaf, chain: certificates.filter { $0 != leaf })
        }
    }

    /// The identity that signs documents with this key.
    public func identity() throws -> SigningIdentity {
        try SigningIdentity(key: key, certificate: certificate, chain: chain)
    }

    private static func read(_ path: String) throws -> [UInt8] {
        guard let data = FileManager.default.contents(atPath: path) else { throw SigningError.unreadable(path) }
        return [UInt8](data)
    }
}
