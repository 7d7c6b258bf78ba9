import FoundationEssentials
import PKI
import Records

extension Vault {
    /// The serial number of `key` within `scope`, 1, 2, 3…: the next free one at the first call, the same one at every
    /// later call, also after a crash. Durable when this returns.
    ///
    /// - Parameters:
    ///   - scope: what is counted separately, such as an owner with a result code; kept as an HMAC only.
    ///   - key: what gets the number, such as the SHA-256 of the source.
    public func nextSerial(scope: String, key: String, at instant: Date) throws -> Int {
        try requireWriting()
        let hidden = Hexadecimal.encode(hmacSHA256(key: secret, Array("serial\n\(scope)".utf8)))
        return try ledger.serial(scope: hidden, key: key, time: VietnamTime.iso8601(instant))
    }
}

/// HMAC with SHA-256 (RFC 2104) for keys of at most 64 bytes.
func hmacSHA256(key: [UInt8], _ message: [UInt8]) -> [UInt8] {
    let block = key.prefix(64) + [UInt8](repeating: 0, count: max(0, 64 - key.count))
    let inner = SHA256.hash(block.map { $0 ^ 0x36 } + message)
    return SHA256.hash(block.map { $0 ^ 0x5c } + inner)
}
