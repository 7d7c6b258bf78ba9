/// Which key signed a seal: the first four bytes of SHA-256 over the key's SubjectPublicKeyInfo (DER).
///
/// Four bytes are a hint, not an identity: a verifier tries every key it trusts that has this id.
public struct SealKeyID: Sendable, Hashable, CustomStringConvertible {
    /// Always four.
    public let bytes: [UInt8]

    /// Nil unless there are exactly four bytes.
    public init?(bytes: [UInt8]) {
        guard bytes.count == 4 else { return nil }
        self.bytes = bytes
    }

    /// The id of a key, from the SHA-256 of its SubjectPublicKeyInfo. Nil unless that is 32 bytes.
    public init?(publicKeySHA256: [UInt8]) {
        guard publicKeySHA256.count == 32 else { return nil }
        bytes = Array(publicKeySHA256.prefix(4))
    }

    /// Eight lower-case hexadecimal digits.
    public var description: String {
        bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}
