import Foundation
import Testing

@testable import PKI

/// Signatures that other tools make in ways ours does not.
@Suite(.enabled(if: Tool.openssl.isAvailable, "needs the openssl command")) struct ForeignSignatureTests {
    private static let content = Array("abc".utf8)

    private func signedByOpenSSL(_ options: [String]) throws -> SignedData {
        let folder = try TemporaryFolder()
        let seal = try Fixtures.seal()
        try folder.write(seal.key.pem(passphrase: nil), "key.pem")
        try folder.write(Array(seal.certificate.pem.utf8), "cert.pem")
        try folder.write(Self.content, "content")
        let command = "cms -sign -binary -in content -signer cert.pem -inkey key.pem -outform DER -out sig.der"
        let output = try Tool.openssl.run(command.split(separator: " ").map(String.init) + options, in: folder.path)
        try #require(output.status == 0, "\(output.text)")
        return try SignedData(folder.read("sig.der"))
    }

    private func check(_ signedData: SignedData, _ content: [UInt8] = content) throws -> SignatureCheck {
        let signer = try #require(signedData.signers.first)
        let certificate = try #require(signedData.certificate(of: signer))
        let algorithm = try #require(signer.digestAlgorithm)
        return signer.check(signer: certificate, contentDigest: Digest(algorithm, of: content))
    }

    @Test func withSigningTime() throws {
        let signedData = try signedByOpenSSL([])
        #expect(try check(signedData) == SignatureCheck(intact: true, valid: true))
        let signer = try #require(signedData.signers.first)
        #expect(abs(try #require(signer.signingTime).timeIntervalSinceNow) < 600)
        #expect(signer.namesSigningCertificate(try Fixtures.seal().certificate) == nil)
    }

    @Test func contentInsideAndKeyIdentifierAndStreaming() throws {
        let signedData = try signedByOpenSSL(["-nodetach", "-keyid", "-stream"])
        #expect(signedData.content == Self.content)
        #expect(try check(signedData) == SignatureCheck(intact: true, valid: true))
    }

    /// Without signed attributes the signature is over the content: RSA still tells digest and key apart.
    @Test func withoutSignedAttributes() throws {
        let signedData = try signedByOpenSSL(["-noattr"])
        let good = try check(signedData)
        #expect(good.digestMatches == true && good.signatureValid && good.notes == [.noSignedAttributes])
        let wrong = try check(signedData, [])
        #expect(wrong.digestMatches == false && wrong.signatureValid)
        let signer = try #require(signedData.signers.first)
        let block = PKCS1SignatureBlock(signature: signer.signature, key: try Fixtures.seal().certificate.publicKey)
        #expect(block?.digest == Digest(.sha256, of: Self.content))
    }

    @Test func pssWithoutSignedAttributesCannotTellApart() throws {
        let signedData = try signedByOpenSSL(["-noattr", "-keyopt", "rsa_padding_mode:pss"])
        #expect(try check(signedData).digestMatches == nil)
        #expect(try check(signedData).signatureValid)
        #expect(try check(signedData, []).isIntact == false)
    }

    /// A block whose DigestInfo leaves out NULL, as SIM signatures of officials do; and blocks with room for a forger's
    /// bytes, behind the digest or in the parameters.
    @Test(arguments: [
        ("", "", true), ("", "00", false), ("0500", "", true), ("0402aabb", "", false), ("05020000", "", false),
    ])
    func digestInfoWithoutNull(parameters: String, tail: String, isValid: Bool) throws {
        let folder = try TemporaryFolder()
        let seal = try Fixtures.seal()
        let builder = try CAdESBuilder(identity: seal.identity(), contentDigest: Digest(.sha256, of: Self.content))
        let algorithm = DER.algorithm(DigestAlgorithm.sha256.objectIdentifier, Hexadecimal.decode(parameters))
        let digestInfo = DER.sequence(algorithm, DER.octetString(SHA256.hash(builder.signedAttributes)))
        try folder.write(digestInfo + (Hexadecimal.decode(tail) ?? []), "block")
        try folder.write(seal.key.pem(passphrase: nil), "key.pem")
        let command = ["pkeyutl", "-sign", "-inkey", "key.pem", "-in", "block", "-out", "raw"]
        #expect(try Tool.openssl.run(command, in: folder.path).status == 0)
        let result = try check(SignedData(builder.assemble(signature: folder.read("raw"))))
        #expect(result.digestMatches == true && result.signatureValid == isValid)
        #expect(result.notes == (isValid && parameters.isEmpty ? [.legacyDigestInfo] : []))
    }

    /// Attributes signed in the order they were written, as node-forge does: noted, and invalid where DER is required.
    @Test func attributesOutOfOrder() throws {
        let seal = try Fixtures.seal()
        let identity = try seal.identity()
        let builder = try CAdESBuilder(identity: identity, contentDigest: Digest(.sha256, of: Self.content))
        let set = try BERElement(builder.signedAttributes)
        let reversed = DER.element(DER.Tag.set, try set.children().reversed().map { Array($0.encoding) })
        var bytes = builder.assemble(signature: try identity.sign(reversed))
        let place = try #require(bytes.firstRange(of: builder.signedAttributes.dropFirst()))
        bytes.replaceSubrange(place, with: reversed.dropFirst())
        let signer = try #require(SignedData(bytes).signers.first)
        let digest = Digest(.sha256, of: Self.content)
        let lax = signer.check(signer: seal.certificate, contentDigest: digest)
        #expect(lax.isIntact && lax.notes == [.signedAttributesNotDER])
        let strict = signer.check(signer: seal.certificate, contentDigest: digest, requiresDER: true)
        #expect(strict.digestMatches == true && !strict.signatureValid && strict.notes == [.signedAttributesNotDER])
        // Written out of order but signed in order is what RFC 5652 asks the verifier to put right.
        bytes = builder.assemble(signature: try identity.sign(builder.signedAttributes))
        bytes.replaceSubrange(place, with: reversed.dropFirst())
        let sorted = try #require(SignedData(bytes).signers.first)
        #expect(
            sorted.check(signer: seal.certificate, contentDigest: digest, requiresDER: true)
                == SignatureCheck(intact: true, valid: true))
    }

    /// Time stamps by OpenSSL's authority with the demonstration's key.
    @Test func timeStampTokens() throws {
        let folder = try TemporaryFolder()
        let demo = try Fixtures.demo()
        let tsa = demo.timeStamping
        try folder.write(tsa.key.pem(passphrase: nil), "tsa.key")
        try folder.write(Array(tsa.certificate.pem.utf8), "tsa.pem")
        try folder.write(Array(demo.issuing.certificate.pem.utf8), "chain.pem")
        try folder.write(Self.content, "content")
        try folder.write(Array("01".utf8), "serial")
        let configuration = """
            [tsa]
            serial = \(folder.path)/serial
            signer_digest = sha256
            default_policy = 1.2.3.4
            digests = sha256
            ess_cert_id_alg = sha256
            """
        try folder.write(Array(configuration.utf8), "tsa.cnf")
        let commands = [
            ["ts", "-query", "-data", "content", "-sha256", "-cert", "-out", "query"],
            [
                "ts", "-reply", "-config", "tsa.cnf", "-section", "tsa", "-queryfile", "query", "-inkey", "tsa.key",
                "-signer", "tsa.pem", "-chain", "chain.pem", "-token_out", "-out", "token",
            ],
        ]
        for command in commands {
            let output = try Tool.openssl.run(command, in: folder.path)
            try #require(output.status == 0, "\(output.text)")
        }
        let bytes = try folder.read("token")
        let token = try TimeStampToken(bytes + [0, 0])
        #expect(token.covers(Self.content) && !token.covers([]))
        #expect(token.policy == "1.2.3.4" && abs(token.time.timeIntervalSinceNow) < 600)
        let outcome = token.validate(trust: demo.trust, at: Fixtures.now, revocation: .required)
        #expect(outcome.isTrusted, "\(outcome)")
        #expect(!token.validate(trust: TrustStore(), at: Fixtures.now, revocation: .ignored).isTrusted)
        var damaged = bytes
        let imprint = try #require(bytes.firstRange(of: SHA256.hash(Self.content)))
        damaged[imprint.lowerBound] ^= 1
        #expect(try !TimeStampToken(damaged).check(signer: tsa.certificate).isIntact)
        #expect(throws: PKIError.self) { try TimeStampToken(Array(bytes.dropLast(9))) }

        // The token inside a signature comes out as it went in.
        let builder = try CAdESBuilder(
            identity: Fixtures.seal().identity(), contentDigest: Digest(.sha256, of: Self.content))
        let withToken = builder.assemble(signature: [1], timeStampToken: bytes)
        #expect(try SignedData(withToken).signers.first?.timeStampTokens == [bytes])
        // A signer whose certificate is not for time stamping alone does not pass as an authority.
        let path = PathValidator.validate(
            try Fixtures.seal().certificate, trust: demo.trust, at: Fixtures.now, revocation: .required,
            purpose: .timeStamping)
        #expect(path.status == .constraintFailure(try Fixtures.seal().certificate, .timeStampingUsage))
    }
}
