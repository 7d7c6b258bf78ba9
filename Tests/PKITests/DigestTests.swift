import PKI
import Testing

@Suite struct DigestTests {
    /// FIPS 180-4 and FIPS 202 examples for "abc".
    @Test(arguments: [
        (DigestAlgorithm.sha1, "a9993e364706816aba3e25717850c26c9cd0d89d"),
        (.sha256, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
        (.sha3_256, "3a985da74fe225b2045c172d6bd390bd855f086e3e9d525b46bfe24511431532"),
    ])
    func standardExample(algorithm: DigestAlgorithm, expected: String) {
        #expect(Digest(algorithm, of: Array("abc".utf8)).hex == expected)
    }

    @Test(arguments: DigestAlgorithm.allCases)
    func piecesEqualTheWhole(algorithm: DigestAlgorithm) {
        let message = [UInt8]((0..<1000).map { UInt8(truncatingIfNeeded: $0) })
        let hasher = DigestHasher(algorithm)
        hasher.update(Array(message.prefix(1)))
        hasher.update(message[1..<700])
        message[700...].withUnsafeBytes { hasher.update($0) }
        hasher.update([])
        let digest = hasher.finish()
        #expect(digest == Digest(algorithm, of: message))
        #expect(digest.bytes.count == algorithm.byteCount)
        #expect(DigestAlgorithm(oid: algorithm.oid) == algorithm)
    }

    @Test func hexadecimalBothWays() {
        #expect(Hexadecimal.encode([0, 0x7f, 0xff]) == "007fff")
        #expect(Hexadecimal.decode("007FfF") == [0, 0x7f, 0xff])
        #expect(Hexadecimal.decode("0") == nil)
        #expect(Hexadecimal.decode("0g") == nil)
        #expect(SHA256.hex([]) == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
    }

    @Test func aDigestOfTheWrongLengthIsRefused() {
        #expect(Digest(.sha256, bytes: [1, 2]) == nil)
        #expect(Digest(.sha256, bytes: [UInt8](repeating: 0, count: 32)) != nil)
    }

    @Test func randomBytesDiffer() {
        #expect(SecureRandom.bytes(16).count == 16)
        #expect(SecureRandom.bytes(16) != SecureRandom.bytes(16))
        #expect(SecureRandom.bytes(0).isEmpty)
    }
}
