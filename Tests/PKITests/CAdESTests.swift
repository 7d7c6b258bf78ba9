import DemoPKI
import FoundationEssentials
import PKI
import Testing

/// Signatures of ``CAdESBuilder``, judged by OpenSSL and by ``SignerInfo``.
@Suite struct CAdESTests {
    static let content = Array("Sở Xây dựng: nội dung được ký".utf8)

    struct Case: Sendable, CustomTestStringConvertible {
        let key: PrivateKey.GeneratedType
        let algorithm: SignatureAlgorithm
        var testDescription: String { "\(algorithm)" }

        /// A self-signed certificate would not be embedded, so the holder gets one from the demonstration's authority.
        func identity() throws -> SigningIdentity {
            if case .rsa = key {
                let seal = try Fixtures.seal()
                return try SigningIdentity(
                    key: seal.key, certificate: seal.certificate, chain: seal.chain, algorithm: algorithm)
            }
            let holder = try Fixtures.holder(PrivateKey.generate(key))
            return try SigningIdentity(
                key: holder.key, certificate: holder.certificate, chain: holder.chain, algorithm: algorithm)
        }
    }

    static let cases = [
        Case(key: .rsa(bits: 2048), algorithm: .rsaPKCS1(.sha256)),
        Case(key: .rsa(bits: 2048), algorithm: .rsaPKCS1(.sha512)),
        Case(key: .rsa(bits: 2048), algorithm: .rsaPSS(.sha256)),
        Case(key: .p256, algorithm: .ecdsa(.sha256)),
        Case(key: .p384, algorithm: .ecdsa(.sha384)),
        Case(key: .ed25519, algorithm: .ed25519),
    ]

    private static func signed(_ identity: SigningIdentity) throws -> [UInt8] {
        let digest = Digest(identity.signatureAlgorithm.digestAlgorithm, of: content)
        return try CAdESBuilder.sign(contentDigest: digest, identity: identity)
    }

    @Test(arguments: cases)
    func ownCheck(test: Case) throws {
        let identity = try test.identity()
        let bytes = try Self.signed(identity)
        #expect(bytes.count <= CAdESBuilder.reservedByteCount(for: identity))
        let signedData = try SignedData(bytes + [UInt8](repeating: 0, count: 100))
        #expect(signedData.byteCount == bytes.count)
        #expect(signedData.content == nil && signedData.contentType == "1.2.840.113549.1.7.1")
        // The leaf and the authorities below the root, and the root itself not.
        #expect(Set(signedData.certificates) == [identity.certificate, try Fixtures.demo().issuing.certificate])
        let signer = try #require(signedData.signers.first)
        #expect(signer.signingTime == nil && signer.signedAttributes.count == 3 && signer.timeStampTokens.isEmpty)
        #expect(signer.contentType == "1.2.840.113549.1.7.1")
        let certificate = try #require(signedData.certificate(of: signer))
        #expect(certificate == identity.certificate)
        #expect(signer.namesSigningCertificate(certificate) == true)
        #expect(signer.namesSigningCertificate(try Fixtures.demo().root.certificate) == false)

        let algorithm = try #require(signer.digestAlgorithm)
        let check = signer.check(signer: certificate, contentDigest: Digest(algorithm, of: Self.content))
        #expect(check == SignatureCheck(intact: true, valid: true))
        let otherContent = signer.check(signer: certificate, contentDigest: Digest(algorithm, of: []))
        #expect(otherContent == SignatureCheck(intact: false, valid: true))
        let otherKey = signer.check(
            signer: try Fixtures.officer().certificate, contentDigest: Digest(algorithm, of: Self.content))
        #expect(otherKey.digestMatches == true && !otherKey.signatureValid)
    }

    @Test(.enabled(if: Tool.openssl.isAvailable, "needs the openssl command"), arguments: cases)
    func opensslAgrees(test: Case) throws {
        // OpenSSL 3.0's CMS cannot verify EdDSA; ``ownCheck`` covers it.
        if test.algorithm == .ed25519 { return }
        let folder = try TemporaryFolder()
        let identity = try test.identity()
        try folder.write(Self.signed(identity), "sig.der")
        try folder.write(Self.content, "content")
        try folder.write(Self.content + [1], "other")
        try folder.write(Array(try Fixtures.demo().root.certificate.pem.utf8), "root.pem")
        let options = [
            "cms", "-verify", "-cades", "-binary", "-inform", "DER", "-in", "sig.der", "-CAfile", "root.pem",
            "-purpose", "any", "-attime", "1795132800", "-out", "/dev/null", "-content",
        ]
        let good = try Tool.openssl.run(options + ["content"], in: folder.path)
        #expect(good.status == 0 && good.text.contains("Verification successful"), "\(good.text)")
        #expect(try Tool.openssl.run(options + ["other"], in: folder.path).status != 0)
    }

    @Test func everyFlippedByteOfTheAttributesOrTheSignatureIsNoticed() throws {
        let identity = try Self.cases[0].identity()
        let bytes = try Self.signed(identity)
        let signedData = try SignedData(bytes)
        let signature = try #require(signedData.signers.first).signature
        let builder = try CAdESBuilder(identity: identity, contentDigest: Digest(.sha256, of: Self.content))
        let attributes = Array(builder.signedAttributes.dropFirst(4))
        for part in [signature, attributes] {
            let start = try #require(bytes.firstRange(of: part)).lowerBound
            for offset in stride(from: 0, to: part.count, by: 7) {
                var copy = bytes
                copy[start + offset] ^= 1
                #expect(!Self.isIntact(copy), "byte \(start + offset)")
            }
        }
        #expect(Self.isIntact(bytes))
    }

    @Test func damagedStructuresNeverCrash() throws {
        let bytes = try Self.signed(Self.cases[0].identity())
        for count in stride(from: 0, to: bytes.count, by: 13) { #expect(!Self.isIntact(Array(bytes.prefix(count)))) }
        var seed: UInt64 = 7
        for _ in 0..<3000 {
            var copy = bytes
            for _ in 0..<3 {
                seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                copy[Int(seed >> 33) % copy.count] = UInt8(truncatingIfNeeded: seed >> 25)
            }
            _ = Self.isIntact(copy)
        }
    }

    @Test func aDigestOfAnotherAlgorithmIsRefused() throws {
        let identity = try Self.cases[0].identity()
        let error = #expect(throws: PKIError.self) {
            try CAdESBuilder(identity: identity, contentDigest: Digest(.sha512, of: []))
        }
        #expect(error?.code == .unsupportedAlgorithm)
    }

    static func isIntact(_ bytes: [UInt8]) -> Bool {
        guard let signedData = try? SignedData(bytes), let signer = signedData.signers.first,
            let certificate = signedData.certificate(of: signer), let algorithm = signer.digestAlgorithm
        else { return false }
        return signer.check(signer: certificate, contentDigest: Digest(algorithm, of: content)).isIntact
            && signer.namesSigningCertificate(certificate) == true
    }
}

extension SignatureCheck {
    /// A check without anything to remark.
    init(intact: Bool, valid: Bool) { self.init(digestMatches: intact, signatureValid: valid, notes: []) }
}
