import PDFSyntax
import PKI
import Synchronization

/// Digests of parts of one file. Every signature covers the file from its first byte on, and a report tells the digest
/// of the whole: asked in the order of the file, all of them together take one pass over it and not one each.
public final class PrefixDigests: Sendable {
    /// A hash function that has seen the file up to `end`; never updated again.
    private final class Snapshot: Sendable {
        let end: Int
        let hasher: DigestHasher

        init(end: Int, hasher: consuming DigestHasher) {
            self.end = end
            self.hasher = hasher
        }
    }

    /// The file.
    public let bytes: ByteView
    private let snapshots = Mutex<[DigestAlgorithm: [Snapshot]]>([:])

    /// Digests of `bytes`, none computed yet.
    public init(_ bytes: ByteView) { self.bytes = bytes }

    /// The digest of the first `count` bytes (cut to the file).
    public func digest(_ algorithm: DigestAlgorithm, prefix count: Int) -> Digest {
        digest(algorithm, prefix: count, and: count..<count)
    }

    /// The digest of the first `count` bytes followed by those of `tail` (both cut to the file).
    public func digest(_ algorithm: DigestAlgorithm, prefix count: Int, and tail: Range<Int>) -> Digest {
        let count = min(max(count, 0), bytes.count)
        let nearest = snapshots.withLock { $0[algorithm]?.last { $0.end <= count } }
        let hasher = nearest?.hasher.copy() ?? DigestHasher(algorithm)
        let start = nearest?.end ?? 0
        if start < count {
            bytes.forEachChunk(in: start..<count) { hasher.update($0) }
            let reached = Snapshot(end: count, hasher: hasher.copy())
            snapshots.withLock { all in
                var known = all[algorithm] ?? []
                known.insert(reached, at: known.firstIndex { $0.end > count } ?? known.count)
                all[algorithm] = known
            }
        }
        bytes.forEachChunk(in: tail) { hasher.update($0) }
        return hasher.finish()
    }
}
