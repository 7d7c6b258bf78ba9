import PKCS11

/// Where a signing key is kept: `p12:PATH`, `pem:KEY,CERT[,CHAIN…]`, or `pkcs11:…` (RFC 7512).
public enum SignerURI: Sendable, Hashable {
    /// A PKCS#12 file with key, certificate and chain.
    case pkcs12(path: String)
    /// A PEM key, plain or encrypted, and files of certificates, the signer's first.
    case pem(key: String, certificates: [String])
    /// A key on a token.
    case token(TokenURI)

    /// Reads a URI.
    /// - Throws: `signer-uri-malformed`, and what ``PKCS11/TokenURI`` throws.
    public init(_ text: String) throws {
        let parts = text.split(separator: ":", maxSplits: 1).map(String.init)
        guard parts.count == 2 else { throw SigningError.malformed(text) }
        switch parts[0] {
        case "p12": self = .pkcs12(path: parts[1])
        case "pem":
            let files = parts[1].split(separator: ",").map(String.init)
            guard let key = files.first, files.count >= 2 else { throw SigningError.malformed(text) }
            self = .pem(key: key, certificates: Array(files.dropFirst()))
        case "pkcs11": self = .token(try TokenURI(text))
        default: throw SigningError.malformed(text)
        }
    }

    /// Whether a person should be asked for a PIN when none is given otherwise. A PEM key may be encrypted or not, which
    /// only its opening tells (`passphrase-required`).
    public var asksForPIN: Bool {
        switch self {
        case .pkcs12: true
        case .pem: false
        case .token(let uri): uri.pinFile == nil
        }
    }
}
