import PKI
import Testing

@Suite struct RemoteSignatureTests {
    private static let content = Array("nội dung".utf8)

    private func remote(_ holder: (key: PrivateKey, certificate: Certificate)) throws -> RemoteSignature {
        let algorithm = try SignatureAlgorithm.standard(for: holder.key.type)
        return try RemoteSignature(
            certificate: holder.certificate, chain: Fixtures.seal().chain, algorithm: algorithm,
            contentDigest: Digest(algorithm.digestAlgorithm, of: Self.content))
    }

    private func holder(_ type: PrivateKey.GeneratedType) throws -> (key: PrivateKey, certificate: Certificate) {
        let key = try PrivateKey.generate(type)
        return (key, try Fixtures.holder(key).certificate)
    }

    @Test(arguments: [PrivateKey.GeneratedType.rsa(bits: 2048), .p256, .p384, .p521, .ed25519])
    func theTwoHalvesMakeOneSignature(type: PrivateKey.GeneratedType) throws {
        let holder = try holder(type)
        let remote = try remote(holder)
        let cms = try remote.complete(holder.key.sign(remote.signedAttributes, algorithm: remote.algorithm))
        let signer = try #require(SignedData(cms).signers.first)
        let digest = Digest(remote.algorithm.digestAlgorithm, of: Self.content)
        #expect(signer.check(signer: holder.certificate, contentDigest: digest).isIntact)
        // Nothing in between needs to be kept: the second half can begin anew.
        let again = try self.remote(holder)
        #expect(again.signedAttributes == remote.signedAttributes && again.digest == remote.digest)
        #expect(remote.digest == Digest(remote.algorithm.digestAlgorithm, of: remote.signedAttributes))
    }

    @Test func bothFormsOfECDSAAreTaken() throws {
        for type in [PrivateKey.GeneratedType.p256, .p384, .p521] {
            let holder = try holder(type)
            let remote = try remote(holder)
            let der = try holder.key.sign(remote.signedAttributes, algorithm: remote.algorithm)
            let width = ["p256": 32, "p384": 48, "p521": 66][String("\(holder.key.type)".dropFirst(3))] ?? 0
            let numbers = try BERNumbers.of(der)
            let plain = numbers.flatMap { [UInt8](repeating: 0, count: width - $0.count) + $0 }
            #expect(try remote.accept(plain) == der && remote.accept(der) == der)
        }
    }

    @Test func anotherSignatureIsRefused() throws {
        let holder = try holder(.rsa(bits: 2048))
        let remote = try remote(holder)
        let right = try holder.key.sign(remote.signedAttributes, algorithm: remote.algorithm)
        var flipped = right
        flipped[100] ^= 1
        let stranger = try PrivateKey.generate(.rsa(bits: 2048))
        let wrong: [[UInt8]] = [
            [], flipped, Array(right.dropLast()), right + [0],
            try stranger.sign(remote.signedAttributes, algorithm: remote.algorithm),
            // Hashed twice, other padding, other digest: what services do by mistake
            try holder.key.sign(remote.digest.bytes, algorithm: remote.algorithm),
            try holder.key.sign(remote.signedAttributes, algorithm: .rsaPSS(.sha256)),
            try holder.key.sign(remote.signedAttributes, algorithm: .rsaPKCS1(.sha512)),
        ]
        for answer in wrong {
            let error = #expect(throws: PKIError.self) { try remote.complete(answer) }
            #expect(error?.code == .signatureMismatch && error?.remedy != nil)
        }
        #expect(throws: PKIError.self) {
            try SigningIdentity.withoutKey(holder.certificate, chain: [], algorithm: .rsaPKCS1(.sha256)).sign([1])
        }
    }
}

/// The two INTEGERs of a small SEQUENCE, without the sign octets.
private enum BERNumbers {
    static func of(_ der: [UInt8]) throws -> [[UInt8]] {
        // SEQUENCE with a length of one or two octets
        var rest = der.dropFirst(der[1] == 0x81 ? 3 : 2)
        var numbers: [[UInt8]] = []
        while rest.count > 2 {
            let count = Int(rest[rest.startIndex + 1])
            let content = rest.dropFirst(2).prefix(count)
            numbers.append(Array(content.drop { $0 == 0 }))
            rest = rest.dropFirst(2 + count)
        }
        return numbers
    }
}
