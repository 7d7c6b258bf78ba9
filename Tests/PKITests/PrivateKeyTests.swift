import PKI
import Testing

@Suite struct PrivateKeyTests {
    private static let message = Array("Quyết định số 12/QĐ-UBND".utf8)

    @Test(arguments: [
        (PrivateKey.GeneratedType.rsa(bits: 2048), SignatureAlgorithm.rsaPKCS1(.sha256), "rsa2048"),
        (.rsa(bits: 2048), .rsaPSS(.sha256), "rsa2048"),
        (.p256, .ecdsa(.sha256), "ec-p256"),
        (.p384, .ecdsa(.sha384), "ec-p384"),
        (.ed25519, .ed25519, "ed25519"),
    ])
    func signsAndVerifies(type: PrivateKey.GeneratedType, algorithm: SignatureAlgorithm, name: String) throws {
        let key = try PrivateKey.generate(type)
        #expect(key.type.description == name && !key.type.isWeak)
        let signature = try key.sign(Self.message, algorithm: algorithm)
        #expect(key.publicKey.verifies(signature, over: Self.message, algorithm: algorithm))
        #expect(!key.publicKey.verifies(signature, over: Self.message + [0], algorithm: algorithm))
        #expect(!key.publicKey.verifies(Array(signature.dropLast()), over: Self.message, algorithm: algorithm))
        #expect(!key.publicKey.verifies([], over: Self.message, algorithm: algorithm))
        let read = try PublicKey(der: key.publicKey.der)
        #expect(read == key.publicKey && read.verifies(signature, over: Self.message, algorithm: algorithm))
    }

    @Test func aKeySignsOnlyItsOwnWay() throws {
        let key = try PrivateKey.generate(.p256)
        let error = #expect(throws: PKIError.self) { try key.sign([], algorithm: .rsaPKCS1(.sha256)) }
        #expect(error?.code == .unsupportedAlgorithm)
    }

    @Test func plainECDSAIsSixtyFourBytes() throws {
        let key = try PrivateKey.generate(.p256)
        // r or s is shorter than 32 bytes once in 128 times: padding is part of what is tested.
        for _ in 0..<300 {
            let signature = try ES256.sign(Self.message, with: key)
            #expect(signature.count == ES256.signatureByteCount)
            #expect(ES256.verifies(signature, over: Self.message, key: key.publicKey))
        }
        let signature = try ES256.sign(Self.message, with: key)
        #expect(!ES256.verifies(signature, over: [], key: key.publicKey))
        #expect(!ES256.verifies(signature + [0], over: Self.message, key: key.publicKey))
        #expect(!ES256.verifies([UInt8](repeating: 0, count: 64), over: Self.message, key: key.publicKey))
        #expect(ES256.keyIdentifier(of: key.publicKey).count == 4)
        let other = try PrivateKey.generate(.p384)
        #expect(throws: PKIError.self) { try ES256.sign([], with: other) }
    }

    @Test(.enabled(if: Tool.openssl.isAvailable, "needs the openssl command"))
    func readsWhatOpensslWrites() throws {
        let folder = try TemporaryFolder()
        let commands = [
            ["genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256", "-out", "plain.pem"],
            ["pkcs8", "-topk8", "-in", "plain.pem", "-out", "locked.pem", "-passout", "pass:bí mật"],
            ["ec", "-in", "plain.pem", "-out", "old.pem", "-aes128", "-passout", "pass:bí mật"],
        ]
        for command in commands { #expect(try Tool.openssl.run(command, in: folder.path).status == 0) }
        let plain = try PrivateKey(pem: folder.read("plain.pem"))
        let passphrase = Array("bí mật".utf8)
        for name in ["locked.pem", "old.pem"] {
            let bytes = try folder.read(name)
            #expect(try PrivateKey(pem: bytes, passphrase: passphrase).publicKey == plain.publicKey)
            let wrong = #expect(throws: PKIError.self) { try PrivateKey(pem: bytes, passphrase: [1]) }
            #expect(wrong?.code == .wrongPassphrase)
            let absent = #expect(throws: PKIError.self) { try PrivateKey(pem: bytes) }
            #expect(absent?.code == .passphraseRequired)
        }
        let garbage = #expect(throws: PKIError.self) { try PrivateKey(pem: Array("x".utf8)) }
        #expect(garbage?.code == .malformedKey)
    }

    @Test func writtenKeysAreRead() throws {
        let key = try PrivateKey.generate(.p256)
        #expect(try PrivateKey(pem: key.pem(passphrase: nil)).publicKey == key.publicKey)
        let locked = try key.pem(passphrase: [0x61, 0x62])
        #expect(try PrivateKey(pem: locked, passphrase: [0x61, 0x62]).publicKey == key.publicKey)
        #expect(throws: PKIError.self) { try PrivateKey(pem: locked) }
    }
}
