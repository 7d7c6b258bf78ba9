import DemoPKI
import FoundationEssentials
import PKI
import SignedDocuments
import Signing
import TestSupport
import Testing

@Suite struct SignerKeyTests {
    private let desk: SigningDesk

    init() throws { desk = try SigningDesk.shared.get() }

    @Test(arguments: [
        "", "p12", "p12:", "pem:", "pem:key.pem", "pem:key.pem,", "pem:,cert.pem", "/home/a.p12", "P12:a", "file:a",
        "pkcs12:a.p12",
    ])
    func whatIsNoSignerIsRefused(uri: String) {
        let error = #expect(throws: SigningError.self) { try SignerURI(uri) }
        #expect(error?.code == .signerURIMalformed && error?.kind == .configuration)
        #expect(error?.remedy?.vi.contains("p12:") == true)
    }

    @Test func signersAreRead() throws {
        #expect(try SignerURI("p12:keys/a.p12") == .pkcs12(path: "keys/a.p12"))
        // A colon in a path is part of it.
        #expect(try SignerURI("p12:C:/a.p12") == .pkcs12(path: "C:/a.p12"))
        #expect(try SignerURI("pem:k,c") == .pem(key: "k", certificates: ["c"]))
        #expect(try SignerURI("p12:a").asksForPIN && !SignerURI("pem:k,c").asksForPIN)
        #expect(try SignerURI("pkcs11:token=x").asksForPIN && !SignerURI("pkcs11:?pin-source=file:/a").asksForPIN)
        #expect(try SignerURI("pem:k,c,ca,root") == .pem(key: "k", certificates: ["c", "ca", "root"]))
    }

    @Test func aPKCS12FileOpensWithItsPIN() throws {
        let files = try desk.pki.write(to: Scratch.folder("signer").appendingPathComponent("pki").path)
        let officer = try #require(files.agencies.first).officer
        let pin = try Array(Data(contentsOf: URL(filePath: officer.pin)))
        let signer = try SignerKey.open("p12:" + officer.p12, pin: pin)
        #expect(signer.certificate == desk.agency.officer.certificate)
        #expect(signer.chain == desk.agency.officer.chain)
        #expect(try signer.identity().certificate == signer.certificate)

        for wrong in [nil, [], Array("000000".utf8), pin + [0x0A]] as [[UInt8]?] {
            let error = #expect(throws: PKIError.self) { try SignerKey.open("p12:" + officer.p12, pin: wrong) }
            #expect(error?.code == .wrongPKCS12Passphrase)
        }
        let missing = #expect(throws: SigningError.self) { try SignerKey.open("p12:/nowhere/a.p12", pin: pin) }
        #expect(missing?.code == .signerFileUnreadable && missing?.what.en.contains("/nowhere/a.p12") == true)
        let noKey = #expect(throws: PKIError.self) { try SignerKey.open("p12:" + officer.certificate, pin: pin) }
        #expect(noKey?.code == .malformedPKCS12)
    }

    @Test func pemFilesOpenWithTheCertificateOfTheKey() throws {
        let folder = try Scratch.folder("signer")
        func file(_ name: String, _ bytes: [UInt8]) throws -> String {
            let url = folder.appendingPathComponent(name)
            try Data(bytes).write(to: url)
            return url.path
        }
        let officer = desk.agency.officer
        let key = try file("key.pem", officer.key.pem(passphrase: nil))
        let locked = try file("locked.pem", officer.key.pem(passphrase: Array("bí mật".utf8)))
        let leaf = try file("leaf.pem", Array(officer.certificate.pem.utf8))
        let chain = try file("chain.pem", officer.chain.flatMap { Array($0.pem.utf8) })

        let plain = try SignerKey.open("pem:\(key),\(leaf),\(chain)", pin: nil)
        #expect(plain.certificate == officer.certificate && plain.chain == officer.chain)
        // The order of the certificates does not matter: the key knows its own.
        #expect(try SignerKey.open("pem:\(key),\(chain),\(leaf)", pin: nil).certificate == officer.certificate)
        #expect(
            try SignerKey.open("pem:\(locked),\(leaf)", pin: Array("bí mật".utf8)).certificate == officer.certificate)
        let wrong = #expect(throws: PKIError.self) { try SignerKey.open("pem:\(locked),\(leaf)", pin: [0x31]) }
        #expect(wrong?.code == .wrongPassphrase)
        let none = #expect(throws: PKIError.self) { try SignerKey.open("pem:\(locked),\(leaf)", pin: nil) }
        #expect(none?.code == .passphraseRequired)
        let swapped = #expect(throws: PKIError.self) { try SignerKey.open("pem:\(leaf),\(key)", pin: nil) }
        #expect(swapped?.code == .malformedKey)
        let other = #expect(throws: SigningError.self) { try SignerKey.open("pem:\(key),\(chain)", pin: nil) }
        #expect(other?.codeName == "signer-certificate-missing")
    }
}
