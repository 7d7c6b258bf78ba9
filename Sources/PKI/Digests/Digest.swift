/// A digest and the algorithm that made it.
public struct Digest: Sendable, Hashable, CustomStringConvertible {
    /// The hash function.
    public let algorithm: DigestAlgorithm
    /// The digest itself.
    public let bytes: [UInt8]

    /// A digest received from elsewhere; nil when its length is not the algorithm's.
    public init?(_ algorithm: DigestAlgorithm, bytes: [UInt8]) {
        guard bytes.count == algorithm.byteCount else { return nil }
        self.init(algorithm, computed: bytes)
    }

    init(_ algorithm: DigestAlgorithm, computed bytes: [UInt8]) {
        self.algorithm = algorithm
        self.bytes = bytes
    }

    /// The digest of `message`.
    public init(_ algorithm: DigestAlgorithm, of message: [UInt8]) {
        let hasher = DigestHasher(algorithm)
        hasher.update(message)
        self = hasher.finish()
    }

    /// Lower-case hexadecimal.
    public var hex: String { Hexadecimal.encode(bytes) }

    /// `sha256:…`
    public var description: String { "\(algorithm.name):\(hex)" }
}
