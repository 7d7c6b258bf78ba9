import Diagnostics
import Foundation
import PKCS11
import PKI
import Synchronization
import TestSupport
import Testing

@Suite(.enabled(if: SoftHSM.isAvailable, "needs softhsm2 and opensc")) struct TokenTests {
    private let fixture: TokenFixture

    init() throws { fixture = try TokenFixture.shared.get() }

    @Test(arguments: [
        ("cán-bộ", ["rsa-sha256", "rsa-sha384", "rsa-sha512", "rsa-pss-sha256", "rsa-pss-sha384", "rsa-pss-sha512"]),
        ("con dấu", ["ecdsa-sha256"]), ("p384", ["ecdsa-sha384"]), ("p521", ["ecdsa-sha512"]),
        ("ed25519", ["ed25519"]), ("luôn-hỏi", ["rsa-sha256"]),
    ])
    func keysSignAndTheirCertificatesVerify(label: String, algorithms: [String]) throws {
        let key = try fixture.key(label)
        #expect(key.certificate == fixture.certificates[label] && key.label == label)
        for name in algorithms {
            let algorithm = try #require(SignatureAlgorithm(name: name))
            for message in [[], Array("Quyết định".utf8), [UInt8](repeating: 7, count: 100_000)] as [[UInt8]] {
                let signature = try key.sign(message, algorithm: algorithm)
                #expect(try key.certificate.publicKey.verifies(signature, over: message, algorithm: algorithm))
                #expect(try !key.certificate.publicKey.verifies(signature, over: message + [1], algorithm: algorithm))
            }
        }
    }

    @Test func theChainOnTheTokenIsFound() throws {
        let key = try fixture.key("cán-bộ")
        #expect(key.chain == [fixture.pki.issuing.certificate, fixture.pki.root.certificate])
        let identity = try key.identity()
        #expect(identity.chain == key.chain && identity.signatureAlgorithm == .rsaPKCS1(.sha256))
        #expect(try fixture.key("ed25519").identity().signatureAlgorithm == .ed25519)
    }

    @Test func anAlgorithmThatIsNoneForTheKeyIsRefusedAtOnce() throws {
        let key = try fixture.key("con dấu")
        let error = #expect(throws: PKIError.self) { try key.identity(algorithm: .rsaPSS(.sha256)) }
        #expect(error?.code == .unsupportedAlgorithm)
        let weak = #expect(throws: PKIError.self) { try key.identity(algorithm: .ecdsa(.sha1)) }
        #expect(weak?.code == .weakDigest)
        #expect(throws: TokenError.self) { try key.sign([1], algorithm: .ed25519) }
    }

    @Test func openSSLAcceptsTheCMSOfATokenKey() throws {
        let content = Array("nội dung".utf8)
        let cms = try CAdESBuilder.sign(
            contentDigest: Digest(.sha256, of: content), identity: fixture.key("cán-bộ").identity())
        let folder = try Scratch.folder("cms")
        func file(_ name: String, _ bytes: [UInt8]) throws -> String {
            let url = folder.appendingPathComponent(name)
            try Data(bytes).write(to: url)
            return url.path
        }
        let result = try Command.tool(
            "openssl",
            [
                "cms", "-verify", "-cades", "-binary", "-inform", "DER", "-in", file("a.cms", cms), "-content",
                file("a.txt", content), "-CAfile", file("root.pem", Array(fixture.pki.root.certificate.pem.utf8)),
                "-purpose", "any", "-attime", "1795132800", "-out", "/dev/null",
            ])
        #expect(result.status == 0, "\(result.stderr)")
    }

    @Test func oddKeysAreToldApart() throws {
        // A key found by the name of its certificate.
        #expect(try fixture.key("Trần Thị Mẫu").label == "container-17")
        #expect(try fixture.key("Trần Thị Mẫu").certificate == fixture.certificates["Trần Thị Mẫu"])
        // The newer certificate of two.
        #expect(try fixture.key("gia-hạn").certificate == fixture.certificates["gia-hạn"])
        #expect(try fixture.key("gia-hạn").certificate != fixture.oldCertificate)
        for (label, code) in [
            ("không có", TokenErrorCode.keyNotFound), ("trơ", .certificateMissing), ("cũ", .certificateMissing),
            ("đôi", .keyAmbiguous),
        ] {
            let error = #expect(throws: TokenError.self) { try fixture.key(label) }
            #expect(error?.code == code && error?.remedy != nil, "\(label)")
        }
        let token = try fixture.token()
        #expect(try token.key(TokenURI("pkcs11:id=%0e")).id == [0x0e])
        #expect(try token.key(TokenURI("pkcs11:object=p384;id=%03;type=cert")).label == "p384")
    }

    @Test func aCertificateMayBeKeptElsewhere() throws {
        var access = fixture.access
        let address = "pkcs11:token=kho;object=tr%C6%A1"
        let strangers = [fixture.pki.root.certificate, try fixture.key("p384").certificate]
        access.certificates = strangers
        let error = #expect(throws: TokenError.self) { try fixture.token(address, access: access).key() }
        #expect(error?.code == .certificateMissing)
        let certificate = try #require(fixture.certificateElsewhere)
        access.certificates = strangers + [certificate]
        let key = try fixture.token(address, access: access).key()
        #expect(key.certificate == certificate && key.chain.first == fixture.pki.issuing.certificate)
        let signature = try key.sign([1], algorithm: .ecdsa(.sha256))
        #expect(try certificate.publicKey.verifies(signature, over: [1], algorithm: .ecdsa(.sha256)))
    }

    @Test func tokensArePresentedAndChosen() throws {
        let present = try Token.present(access: fixture.access)
        #expect(Set(present.map(\.label)).isSuperset(of: ["kho", "phụ", "ma-pin"]))
        let stock = try #require(present.first { $0.label == "kho" })
        #expect(stock.requiresLogin && stock.isInitialized && stock.manufacturer == "SoftHSM project")
        #expect(try Token.present(stock.uri, access: fixture.access) == [stock])
        #expect(try fixture.token(stock.uri.description).description == stock)

        let none = #expect(throws: TokenError.self) { try fixture.token("pkcs11:token=xyz") }
        #expect(none?.code == .tokenNotFound && none?.kind == .dependency && none?.what.vi.contains("phụ") == true)
        let many = #expect(throws: TokenError.self) { try fixture.token("pkcs11:manufacturer=SoftHSM%20project") }
        #expect(many?.code == .tokenAmbiguous && many?.what.en.contains("serial") == true)
    }

    @Test func librariesThatCannotBeLoadedAreNamed() throws {
        for path in ["/nowhere/lib.so", "/usr/lib/x86_64-linux-gnu/libz.so.1"] {
            let error = #expect(throws: TokenError.self) { try fixture.token("pkcs11:token=kho?module-path=" + path) }
            #expect(error?.code == .moduleUnloadable && error?.what.vi.contains(path) == true)
        }
        let error = #expect(throws: TokenError.self) { try fixture.token("pkcs11:token=kho?module-name=no-such") }
        #expect(error?.code == .moduleUnloadable)
    }

    @Test(.enabled(if: FileManager.default.fileExists(atPath: "/usr/share/p11-kit/modules/softhsm2.module")))
    func registeredLibrariesAreFoundByName() throws {
        // A token of its own: SoftHSM rewrites a token's file at every login, and two copies of the library in one process
        // do not hold each other's locks.
        let token = try Token(TokenURI("pkcs11:token=dang-ky?module-name=softhsm2"), pin: TokenFixture.pin)
        #expect(try token.key().label == "tên")
        #expect(throws: TokenError.self) {
            try Token(TokenURI("pkcs11:token=dang-ky?module-name=SoftHSM"), pin: TokenFixture.pin)
        }
    }

    /// More threads than sessions, and each signature right: sessions are never shared.
    @Test(arguments: [1, 3, 16]) func manyThreadsShareALogin(sessions: Int) throws {
        var access = fixture.access
        access.maximumSessions = sessions
        let key = try fixture.token("pkcs11:token=kho;object=con%20d%E1%BA%A5u", access: access).key()
        let publicKey = try key.certificate.publicKey
        let wrong = Mutex(0)
        DispatchQueue.concurrentPerform(iterations: 200) { index in
            let message = Array("\(index)".utf8)
            let signature = try? key.sign(message, algorithm: .ecdsa(.sha256))
            let isRight = signature.map { publicKey.verifies($0, over: message, algorithm: .ecdsa(.sha256)) } ?? false
            if !isRight { wrong.withLock { $0 += 1 } }
        }
        #expect(wrong.withLock { $0 } == 0)
    }

    @Test func aPINIsWipedFromTheCallersArray() {
        var bytes = Array("246813".utf8)
        let pin = TokenPIN(taking: &bytes)
        #expect(bytes.isEmpty)
        withExtendedLifetime(pin) {}
    }
}

/// A token of their own, one after the other: a login is the process's, and a second one is let in unseen.
@Suite(.serialized, .enabled(if: SoftHSM.isAvailable, "needs softhsm2 and opensc")) struct TokenPINTests {
    private static let address = "pkcs11:token=ma-pin;object=pin"

    private let fixture: TokenFixture

    init() throws { fixture = try TokenFixture.shared.get() }

    private func open(_ pin: String?, query: String = "") throws -> Token {
        try Token(
            TokenURI(Self.address + query), pin: pin.map { TokenPIN(Array($0.utf8)) }, access: fixture.access)
    }

    @Test(arguments: [("135792" as String?, TokenErrorCode.pinIncorrect), (nil, .pinRequired)])
    func wrongPINs(pin: String?, code: TokenErrorCode) throws {
        let error = #expect(throws: TokenError.self) { try open(pin) }
        #expect(error?.code == code && error?.kind == .configuration)
        if let pin {
            for text in [error?.what.vi, error?.what.en, error?.remedy?.vi, error?.remedy?.en] {
                #expect(text?.contains(pin) == false)
            }
        }
    }

    @Test func aPINThatNoTokenTakes() {
        let error = #expect(throws: TokenError.self) { try open("") }
        #expect(error.map { [.pinUnusable, .pinIncorrect].contains($0.code) } == true)
    }

    @Test func thePINMayStandInAFile() throws {
        for (text, isRight) in [
            (SoftHSM.pin + "\n", true), (SoftHSM.pin + "\r\nkhác", true), (" " + SoftHSM.pin, false),
        ] {
            let file = try Scratch.file("pin", Array(text.utf8))
            let token = try? open(nil, query: "?pin-source=file:" + file.path)
            #expect((token != nil) == isRight, "\(text)")
            if let token { #expect(try !token.key().sign([1], algorithm: .ecdsa(.sha256)).isEmpty) }
        }
        for (query, code) in [("?pin-source=file:/nowhere/pin", TokenErrorCode.pinFileUnreadable)] {
            let error = #expect(throws: TokenError.self) { try open(nil, query: query) }
            #expect(error?.code == code)
        }
    }

    @Test func afterAWrongPINTheRightOneIsLetIn() throws {
        #expect(throws: TokenError.self) { try open("000000") }
        #expect(try !open(SoftHSM.pin).key().sign([1], algorithm: .ecdsa(.sha256)).isEmpty)
        // The login ended with the last owner of the token.
        #expect(throws: TokenError.self) { try open("000000") }
    }
}
