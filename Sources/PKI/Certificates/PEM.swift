import COpenSSL
import FoundationEssentials

/// Textual encoding of keys, certificates and revocation lists (RFC 7468).
public struct PEM: Sendable, Hashable {
    /// What stands after `BEGIN`, such as `CERTIFICATE`.
    public let label: String
    /// The decoded body.
    public let der: [UInt8]

    /// A block to be written.
    public init(label: String, der: [UInt8]) {
        self.label = label
        self.der = der
    }

    /// All blocks of `bytes` in order; text around them is skipped, and reading stops at a damaged block.
    public static func blocks(in bytes: [UInt8]) -> [PEM] {
        withMemoryBIO(bytes) { bio -> [PEM]? in
            var blocks: [PEM] = []
            var name: UnsafeMutablePointer<CChar>?
            var header: UnsafeMutablePointer<CChar>?
            var data: UnsafeMutablePointer<UInt8>?
            var count = 0
            while PEM_read_bio(bio, &name, &header, &data, &count) == 1 {
                if let name, let data, count > 0 {
                    let der = [UInt8](UnsafeBufferPointer(start: data, count: count))
                    blocks.append(PEM(label: String(cString: name), der: der))
                }
                copenssl_free(name)
                copenssl_free(header)
                copenssl_free(data)
            }
            ERR_clear_error()
            return blocks
        } ?? []
    }

    /// True when `bytes` hold a `-----BEGIN` line, so that they are text and not DER.
    static func isText(_ bytes: [UInt8]) -> Bool { bytes.firstRange(of: Array("-----BEGIN ".utf8)) != nil }

    /// The block as text, lines of 64 characters, with a final line feed.
    public var text: String {
        let options: Data.Base64EncodingOptions = [.lineLength64Characters, .endLineWithLineFeed]
        let body = Data(der).base64EncodedString(options: options)
        return "-----BEGIN \(label)-----\n\(body)\n-----END \(label)-----\n"
    }
}
