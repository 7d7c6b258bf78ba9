import COpenSSL

/// Hashes a message that arrives in pieces.
///
///     let hasher = DigestHasher(.sha256)
///     hasher.update(firstPart)
///     hasher.update(secondPart)
///     let digest = hasher.finish()
///
/// Sendable is unchecked for OpenSSL's context: several threads may copy a hasher that none of them updates.
public struct DigestHasher: ~Copyable, @unchecked Sendable {
    /// The hash function.
    public let algorithm: DigestAlgorithm
    private let context: OpaquePointer

    /// A hasher that has seen nothing yet.
    public init(_ algorithm: DigestAlgorithm) {
        self.algorithm = algorithm
        guard let context = EVP_MD_CTX_new(), EVP_DigestInit_ex(context, algorithm.evp, nil) == 1 else {
            // Only an exhausted memory or a libcrypto built without the function leads here: neither depends on data,
            // and a program that cannot hash can do nothing useful.
            preconditionFailure("libcrypto cannot compute \(algorithm.name)")
        }
        self.context = context
    }

    deinit { EVP_MD_CTX_free(context) }

    /// Another hasher that has seen the same, to go on in another way.
    public borrowing func copy() -> DigestHasher {
        let copy = DigestHasher(algorithm)
        // Fails as little as `init`: both contexts are initialized with the same function.
        guard EVP_MD_CTX_copy_ex(copy.context, context) == 1 else {
            preconditionFailure("libcrypto cannot copy \(algorithm.name)")
        }
        return copy
    }

    /// Adds `bytes` to the message.
    public func update(_ bytes: [UInt8]) { bytes.withUnsafeBytes { update($0) } }

    /// Adds a part of an array to the message.
    public func update(_ bytes: ArraySlice<UInt8>) { bytes.withUnsafeBytes { update($0) } }

    /// Adds the bytes of `buffer` to the message.
    public func update(_ buffer: UnsafeRawBufferPointer) {
        guard let start = buffer.baseAddress else { return }
        EVP_DigestUpdate(context, start, buffer.count)
    }

    /// The digest of everything added; the hasher is spent.
    public consuming func finish() -> Digest {
        let bytes = [UInt8](unsafeUninitializedCapacity: algorithm.byteCount) { buffer, filled in
            if algorithm == .shake256 {
                EVP_DigestFinalXOF(context, buffer.baseAddress, algorithm.byteCount)
            } else {
                EVP_DigestFinal_ex(context, buffer.baseAddress, nil)
            }
            filled = algorithm.byteCount
        }
        return Digest(algorithm, computed: bytes)
    }
}
