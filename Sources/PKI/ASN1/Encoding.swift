/// Encoded bytes as a key of sets and dictionaries: hashed in one go, where an array hashes each byte by itself.
package struct Encoding: Sendable, Hashable {
    /// The bytes.
    package let bytes: [UInt8]

    package init(_ bytes: [UInt8]) { self.bytes = bytes }

    package func hash(into hasher: inout Hasher) { bytes.withUnsafeBytes { hasher.combine(bytes: $0) } }
}
