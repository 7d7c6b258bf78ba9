import Foundation
import PDFSyntax
import TestSupport
import Testing

@testable import PDFEncryption

/// Files that qpdf encrypted, read with a password and compared with what they were made from.
@Suite("Password encryption", .enabled(if: Command.has("qpdf"), "needs qpdf"))
struct PasswordTests {
    struct Kind: Sendable, CustomTestStringConvertible {
        let name: String
        let options: [String]
        var testDescription: String { name }
    }

    static let kinds = [
        Kind(name: "R2, RC4 40", options: ["40"]),
        Kind(name: "R3, RC4 128", options: ["128", "--use-aes=n"]),
        Kind(name: "R4, RC4 crypt filter", options: ["128", "--force-V4"]),
        Kind(name: "R4, AES-128", options: ["128", "--use-aes=y"]),
        Kind(name: "R4, AES-128, clear metadata", options: ["128", "--use-aes=y", "--cleartext-metadata"]),
        Kind(name: "R5, AES-256", options: ["256", "--force-R5"]),
        Kind(name: "R6, AES-256", options: ["256"]),
        Kind(name: "R6, AES-256, clear metadata", options: ["256", "--cleartext-metadata"]),
    ]

    @Test("The user's and the owner's password give back every string and stream", arguments: kinds, [false, true])
    func roundTrip(_ kind: Kind, _ objectStreams: Bool) throws {
        let plain = try plainFile()
        let wanted = contents(try PDFDocument(bytes: ByteView(plain)))
        #expect(wanted.contains([0x28] + PDFTextString.encode("Giấy khai sinh")))
        let bytes = ByteView(try encrypted(plain, ["dân", "chủ"] + kind.options, objectStreams: objectStreams))
        #expect(try PDFDocument(bytes: bytes).isCipherText)
        for password in ["dân", "chủ"] {
            let document = try StandardSecurity.open(bytes, password: Array(password.utf8))
            #expect(document.isDecrypted && document.isEncrypted && !document.isCipherText)
            #expect(contents(document) == wanted)
        }
        #expect(throws: PDFEncryptionError.passwordNeeded) { _ = try StandardSecurity.open(bytes) }
        #expect(throws: PDFEncryptionError.wrongPassword) {
            _ = try StandardSecurity.open(bytes, password: Array("nhân".utf8))
        }
    }

    @Test("A file that is only locked against changes opens without a password", arguments: kinds)
    func ownerOnly(_ kind: Kind) throws {
        let plain = try plainFile()
        let bytes = ByteView(try encrypted(plain, ["", "chủ"] + kind.options))
        let wanted = contents(try PDFDocument(bytes: ByteView(plain)))
        #expect(contents(try StandardSecurity.open(bytes)) == wanted)
        // A password that is not asked for does no harm.
        #expect(contents(try StandardSecurity.open(bytes, password: Array("không".utf8))) == wanted)
    }

    @Test("The right object streams are found when the cross-reference of an encrypted file is gone")
    func rebuilt() throws {
        let plain = try plainFile()
        var bytes = try encrypted(plain, ["dân", "chủ", "256"], objectStreams: true)
        let text = Array("startxref".utf8)
        let at = try #require((0..<bytes.count - text.count).last { Array(bytes[$0..<$0 + text.count]) == text })
        bytes.replaceSubrange(at..<at + text.count, with: Array("startxxxx".utf8))
        let document = try StandardSecurity.open(ByteView(bytes), password: Array("dân".utf8))
        #expect(document.recovered)
        #expect(contents(document) == contents(try PDFDocument(bytes: ByteView(plain))))
    }

    @Test("A file without encryption comes back as it is")
    func notEncrypted() throws {
        let bytes = ByteView(try plainFile())
        let document = try StandardSecurity.open(bytes, password: Array("x".utf8))
        #expect(!document.isEncrypted && !document.isDecrypted)
        do {
            _ = try StandardSecurity.open(ByteView([1, 2, 3]))
            Issue.record("three bytes are no PDF")
        } catch {
            #expect(error.code == .unreadable)
        }
    }
}
