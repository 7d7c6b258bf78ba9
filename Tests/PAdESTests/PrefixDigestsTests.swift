import PAdES
import PDFSyntax
import PKI
import Testing

/// Digests that share one pass over a file are those of the bytes, whatever was asked before.
@Suite struct PrefixDigestsTests {
    private let bytes = (0..<5_000_000).map { UInt8(truncatingIfNeeded: $0 &* 7 ^ $0 >> 8) }

    private func expected(_ algorithm: DigestAlgorithm, _ prefix: Int, _ tail: Range<Int>) -> Digest {
        Digest(algorithm, of: Array(bytes[..<prefix]) + Array(bytes[tail]))
    }

    @Test(arguments: [
        [0, 1, 64, 2_000_000, 4_999_999, 5_000_000], [5_000_000, 4_000_000, 10, 0], [3_000_000, 3_000_000, 64, 64],
    ])
    func areThoseOfTheBytes(_ prefixes: [Int]) {
        let digests = PrefixDigests(ByteView(bytes))
        for prefix in prefixes {
            let tail = min(prefix + 1_000, bytes.count)..<min(prefix + 3_000, bytes.count)
            for algorithm in [DigestAlgorithm.sha256, .sha1, .sha512] {
                let digest = digests.digest(algorithm, prefix: prefix, and: tail)
                #expect(digest == expected(algorithm, prefix, tail), "\(algorithm) \(prefix)")
                #expect(digests.digest(algorithm, prefix: prefix) == expected(algorithm, prefix, 0..<0))
            }
        }
    }

    @Test func areCutToTheFile() {
        let digests = PrefixDigests(ByteView(Array(bytes.prefix(100))))
        #expect(digests.digest(.sha256, prefix: 1_000) == Digest(.sha256, of: Array(bytes.prefix(100))))
        #expect(digests.digest(.sha256, prefix: -1, and: 90..<200) == Digest(.sha256, of: Array(bytes[90..<100])))
    }
}
