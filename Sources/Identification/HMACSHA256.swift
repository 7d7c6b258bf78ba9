import PKI

/// HMAC with SHA-256 (RFC 2104, FIPS 198-1).
enum HMACSHA256 {
    private static let blockSize = 64

    /// The 32-byte code of `message` under `key`.
    static func code(_ message: [UInt8], key: [UInt8]) -> [UInt8] {
        let short = key.count > blockSize ? SHA256.hash(key) : key
        let block = short + [UInt8](repeating: 0, count: blockSize - short.count)
        let inner = SHA256.hash(block.map { $0 ^ 0x36 } + message)
        return SHA256.hash(block.map { $0 ^ 0x5C } + inner)
    }
}
