import PKI
import Testing

@Suite struct PKCS12Tests {
    @Test func roundTrip() throws {
        let seal = try Fixtures.seal()
        let contents = PKCS12(key: seal.key, certificate: seal.certificate, chain: seal.chain.reversed())
        let bytes = try contents.encoded(passphrase: Array("mật khẩu".utf8), friendlyName: "con dấu")
        let read = try PKCS12.open(bytes, passphrase: Array("mật khẩu".utf8))
        #expect(read.certificate == seal.certificate)
        #expect(read.chain == seal.chain)
        #expect(read.key.matches(seal.certificate))
        #expect(try SigningIdentity(read).signatureAlgorithm == .rsaPKCS1(.sha256))
    }

    @Test func aWrongPassphraseHasItsOwnError() throws {
        let seal = try Fixtures.seal()
        let contents = PKCS12(key: seal.key, certificate: seal.certificate, chain: [])
        let bytes = try contents.encoded(passphrase: [0x31], friendlyName: "x")
        for passphrase in [[], [0x32]] as [[UInt8]] {
            let error = #expect(throws: PKIError.self) { try PKCS12.open(bytes, passphrase: passphrase) }
            #expect(error?.code == .wrongPKCS12Passphrase)
        }
        let empty = try contents.encoded(passphrase: [], friendlyName: "x")
        #expect(try PKCS12.open(empty, passphrase: []).certificate == seal.certificate)
    }

    @Test func damagedFilesAreErrors() throws {
        let seal = try Fixtures.seal()
        let contents = PKCS12(key: seal.key, certificate: seal.certificate, chain: [])
        let bytes = try contents.encoded(passphrase: [0x31], friendlyName: "x")
        let error = #expect(throws: PKIError.self) { try PKCS12.open(Array("no".utf8), passphrase: []) }
        #expect(error?.code == .malformedPKCS12)
        for index in stride(from: 0, to: bytes.count, by: 97) {
            var copy = bytes
            copy[index] ^= 0x55
            _ = try? PKCS12.open(copy, passphrase: [0x31])
        }
    }

    /// What old token software exports: RC2-40 and 3DES, which OpenSSL 3 reads only with its legacy provider.
    @Test(.enabled(if: Tool.openssl.isAvailable, "needs the openssl command"), arguments: [true, false])
    func filesOfOtherTools(isLegacy: Bool) throws {
        let folder = try TemporaryFolder()
        let seal = try Fixtures.seal()
        try folder.write(seal.key.pem(passphrase: nil), "key.pem")
        try folder.write(Array((seal.certificate.pem + seal.chain.map(\.pem).joined()).utf8), "all.pem")
        let command = "pkcs12 -export -inkey key.pem -in all.pem -out a.p12 -passout pass:1"
        let arguments = command.split(separator: " ").map(String.init) + (isLegacy ? ["-legacy"] : [])
        let output = try Tool.openssl.run(arguments, in: folder.path)
        try #require(output.status == 0, "\(output.text)")
        let bytes = try folder.read("a.p12")
        let read = try PKCS12.open(bytes, passphrase: [0x31])
        #expect(read.certificate == seal.certificate && read.chain == seal.chain)
        let signature = try read.key.sign([1], algorithm: .rsaPKCS1(.sha256))
        #expect(try seal.certificate.publicKey.verifies(signature, over: [1], algorithm: .rsaPKCS1(.sha256)))
        let error = #expect(throws: PKIError.self) { try PKCS12.open(bytes, passphrase: [0x32]) }
        #expect(error?.code == .wrongPKCS12Passphrase)
    }

    @Test(.enabled(if: Tool.openssl.isAvailable, "needs the openssl command"))
    func aFileWithoutKeyIsIncomplete() throws {
        let folder = try TemporaryFolder()
        try folder.write(Array(try Fixtures.seal().certificate.pem.utf8), "a.pem")
        let command = ["pkcs12", "-export", "-nokeys", "-in", "a.pem", "-out", "a.p12", "-passout", "pass:1"]
        #expect(try Tool.openssl.run(command, in: folder.path).status == 0)
        let bytes = try folder.read("a.p12")
        let error = #expect(throws: PKIError.self) { try PKCS12.open(bytes, passphrase: [0x31]) }
        #expect(error?.code == .incompletePKCS12)
    }
}
