import Foundation
import PAdES
import PDFSyntax
import TestSupport
import Testing

@testable import PDFEncryption

/// Signatures in encrypted files, made by pyHanko, and what was done to the files afterwards.
@Suite("Signatures in encrypted files", .enabled(if: Oracle.has("pyhanko", "pikepdf"), "needs pyHanko and pikepdf"))
struct EncryptedSignatureTests {
    private struct Expected: Decodable {
        let password: String
        let intact: Bool
        let valid: Bool
        let changes: String
    }

    @Test("A signature is judged as in a plain file, and so are later changes")
    func oracle() throws {
        let folder = try Scratch.folder("encrypted")
        let ran = try Oracle.run("encrypted_signed.py", [folder.path])
        #expect(ran.status == 0, "\(ran.stderr)")
        let list = try Data(contentsOf: folder.appendingPathComponent("expected.json"))
        let expected = try JSONDecoder().decode([String: Expected].self, from: list)
        #expect(expected.count > 50)
        for (name, wanted) in expected.sorted(by: { $0.key < $1.key }) {
            let file = folder.appendingPathComponent("\(name).pdf").path
            let document = try StandardSecurity.open(
                try ByteView(mappingFileAt: file), password: Array(wanted.password.utf8))
            let found = try #require(SignatureInspector.inspect(document).first { $0.field == "Một" }, "\(name)")
            #expect(
                found.intact == wanted.intact && found.signatureValid == wanted.valid
                    && found.changesAfter.rawValue == wanted.changes,
                "\(name): \(found.changesAfter) \(found.changes.map(\.change.kind))")
            #expect(found.dictionary.reason == "Lý do ký", "\(name)")
            #expect(!found.reasons.contains { $0.code == .encrypted })
        }
    }

    @Test("pyHanko's own encrypted files", .enabled(if: Checkout.corpus != nil, "needs the corpus"))
    func corpus() throws {
        let root = try #require(Checkout.corpus).appendingPathComponent("signatures")
        let text = try String(contentsOf: root.appendingPathComponent("captured.csv"), encoding: .utf8)
        var seen = 0
        for line in text.split(whereSeparator: \.isNewline)
        where line.contains("test_sign_crypt_") || line.contains("test_pdf_mac_") {
            let file = root.appendingPathComponent(String(line.prefix { $0 != "," })).path
            guard file.hasSuffix(".pdf"), let bytes = try? ByteView(mappingFileAt: file) else { continue }
            if line.contains("pubkey") {
                do {
                    _ = try StandardSecurity.open(bytes)
                    Issue.record("\(file) needs a key")
                } catch { #expect(error.code == .unsupportedHandler) }
                // The mathematics are checked all the same.
                #expect(SignatureInspector.inspect(try PDFDocument(bytes: bytes)).allSatisfy(\.isSound))
                continue
            }
            let passwords = ["ownersecret", "usersecret", "secret", ""]
            let document = try #require(
                passwords.lazy.compactMap { try? StandardSecurity.open(bytes, password: Array($0.utf8)) }.first,
                "\(file)")
            let findings = SignatureInspector.inspect(document)
            #expect(
                !findings.isEmpty && findings.allSatisfy { $0.isSound && $0.changesAfter != .suspicious }, "\(file)")
            seen += 1
        }
        #expect(seen >= 10)
    }
}
