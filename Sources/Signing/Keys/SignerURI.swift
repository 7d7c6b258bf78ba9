/// Where a signing key is kept: `p12:PATH` or `pem:KEY,CERT[,CHAIN…]`. Tokens (`pkcs11:`, RFC 7512) come beside these.
public enum SignerURI: Sendable, Hashable {
    /// A PKCS#12 file with key, certificate and chain.
    case pkcs12(path: String)
    /// A PEM key, plain or encrypted, and files of certificates, the signer's first.
    case pem(key: String, certificates: [String])

    /// Reads a URI.
    /// - Throws: `signer-uri-malformed`.
    public init(_ text: String) throws(SigningError) {
        let parts = text.split(separator: ":", maxSplits: 1).map(String.init)
        guard parts.count == 2 else { throw .malformed(text) }
        switch parts[0] {
        case "p12": self = .pkcs12(path: parts[1])
        case "pem":
            let files = parts[1].split(separator: ",").map(String.init)
            guard let key = files.first, files.count >= 2 else { throw .malformed(text) }
            self = .pem(key: key, certificates: Array(files.dropFirst()))
        default: throw .malformed(text)
        }
    }
}
