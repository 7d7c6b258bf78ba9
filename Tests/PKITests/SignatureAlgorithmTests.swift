import Diagnostics
import PKI
import Testing

@Suite struct SignatureAlgorithmTests {
    @Test func namesGoBothWays() throws {
        #expect(
            Set(SignatureAlgorithm.all.map(\.name)) == [
                "rsa-sha256", "rsa-sha384", "rsa-sha512", "rsa-pss-sha256", "rsa-pss-sha384", "rsa-pss-sha512",
                "ecdsa-sha256", "ecdsa-sha384", "ecdsa-sha512", "ed25519",
            ])
        for algorithm in SignatureAlgorithm.all {
            #expect(SignatureAlgorithm(name: algorithm.name) == algorithm)
            #expect(try SignatureAlgorithm.named(algorithm.name.uppercased()) == algorithm)
            #expect("\(algorithm)" == algorithm.name)
        }
        #expect(SignatureAlgorithm.rsaPSS(.sha384).name == "rsa-pss-sha384")
    }

    @Test(arguments: ["rsa-sha1", "RSA-SHA-1", "ecdsa-sha1", "rsa-md5", "rsa-pss-sha224", "sha1WithRSAEncryption"])
    func weakOnesAreNamedAsSuch(name: String) {
        let error = #expect(throws: PKIError.self) { try SignatureAlgorithm.named(name) }
        #expect(error?.code == .weakDigest && error?.kind == .configuration)
    }

    @Test(arguments: ["", "rsa", "rsa-sha256 ", "ecdsa-sha3-256", "ed448", "dsa-sha256"])
    func othersAreUnknownAndTheKnownOnesListed(name: String) {
        let error = #expect(throws: PKIError.self) { try SignatureAlgorithm.named(name) }
        #expect(error?.code == .unsupportedAlgorithm && error?.remedy?.en.contains("rsa-pss-sha384") == true)
    }

    @Test func keysMustFit() throws {
        try SignatureAlgorithm.rsaPSS(.sha512).requireFit(.rsa(bits: 2048))
        try SignatureAlgorithm.rsaPSS(.sha256).requireFit(.rsaPSS(bits: 4096))
        try SignatureAlgorithm.ecdsa(.sha256).requireFit(.ec(group: "secp521r1"))
        let cases: [(SignatureAlgorithm, KeyType, PKIErrorCode)] = [
            (.rsaPKCS1(.sha256), .rsaPSS(bits: 2048), .unsupportedAlgorithm),
            (.ecdsa(.sha256), .rsa(bits: 2048), .unsupportedAlgorithm),
            (.ed25519, .ed448, .unsupportedAlgorithm), (.rsaPKCS1(.sha256), .rsa(bits: 2047), .weakKey),
            (.ecdsa(.sha256), .ec(group: "prime192v1"), .weakKey), (.rsaPKCS1(.sha1), .rsa(bits: 2048), .weakDigest),
            (.rsaPKCS1(.md5), .rsa(bits: 4096), .weakDigest),
        ]
        for (algorithm, key, code) in cases {
            let error = #expect(throws: PKIError.self) { try algorithm.requireFit(key) }
            #expect(error?.code == code, "\(algorithm) \(key)")
        }
    }

    /// Not even by a closure of one's own.
    @Test func nothingWeakBecomesASignature() throws {
        let weak = try Fixtures.holder(PrivateKey.generate(.rsa(bits: 1024)))
        let seal = try Fixtures.seal()
        let digest = Digest(.sha1, of: [])
        let cases: [(SigningIdentity, Digest, PKIErrorCode)] = [
            (
                SigningIdentity(
                    certificate: weak.certificate, chain: [], signatureAlgorithm: .rsaPKCS1(.sha256), signer: { $0 }),
                Digest(.sha256, of: []), .weakKey
            ),
            (
                SigningIdentity(
                    certificate: seal.certificate, chain: [], signatureAlgorithm: .rsaPKCS1(.sha1), signer: { $0 }),
                digest, .weakDigest
            ),
            (
                SigningIdentity(
                    certificate: seal.certificate, chain: [], signatureAlgorithm: .ecdsa(.sha256), signer: { $0 }),
                Digest(.sha256, of: []), .unsupportedAlgorithm
            ),
        ]
        for (identity, digest, code) in cases {
            let error = #expect(throws: PKIError.self) {
                try CAdESBuilder(identity: identity, contentDigest: digest)
            }
            #expect(error?.code == code)
        }
    }
}
