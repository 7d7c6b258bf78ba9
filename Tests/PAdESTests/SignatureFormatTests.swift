import Foundation
import PAdES
import PDFSyntax
import PKI
import TestSupport
import Testing

/// Every way a signature value may be written, made by an independent oracle that says what is true of it.
@Suite("Signature formats", .enabled(if: Oracle.has("cryptography"), "needs python with cryptography"))
struct SignatureFormatTests {
    private struct Expected: Decodable {
        let intact: Bool?
        let valid: Bool?
        let sound: Bool
    }

    private static func made() throws -> (folder: URL, expected: [String: Expected]) {
        let folder = try Scratch.folder("formats")
        let ran = try Oracle.run("signature_formats.py", [folder.path])
        #expect(ran.status == 0, "\(ran.stderr)")
        let list = try Data(contentsOf: folder.appendingPathComponent("expected.json"))
        return (folder, try JSONDecoder().decode([String: Expected].self, from: list))
    }

    private static func inspect(_ bytes: [UInt8]) throws -> SignatureFindings {
        let findings = SignatureInspector.inspect(try PDFDocument(bytes: ByteView(bytes)))
        #expect(findings.count == 1)
        return try #require(findings.first)
    }

    @Test("Each is judged by its own rule, and none holds for another content")
    func matrix() throws {
        let (folder, expected) = try Self.made()
        #expect(expected.count > 150)
        for (name, wanted) in expected.sorted(by: { $0.key < $1.key }) {
            var bytes = [UInt8](try Data(contentsOf: folder.appendingPathComponent("\(name).pdf")))
            let found = try Self.inspect(bytes)
            #expect(
                found.intact == wanted.intact && found.signatureValid == wanted.valid
                    && found.isWellFormed == wanted.sound,
                "\(name): \(found.reasons.map(\.code.rawValue)) \(found.value.check?.notes.map(\.rawValue) ?? [])")
            // Another square on the page.
            let content = Array("100 100 50 50 re".utf8)
            let starts = 0..<bytes.count - content.count
            let at = try #require(starts.first { bytes[$0..<$0 + content.count].elementsEqual(content) })
            bytes[at] = 0x32
            let changed = try Self.inspect(bytes)
            #expect(
                changed.intact == false || changed.signatureValid != true || !changed.isWellFormed,
                "\(name) holds for a changed page")
        }
    }

    @Test("What is odd is told")
    func notes() throws {
        let (folder, _) = try Self.made()
        func found(_ name: String) throws -> SignatureFindings {
            try Self.inspect([UInt8](try Data(contentsOf: folder.appendingPathComponent("\(name).pdf"))))
        }
        let notes: [String: SignatureNote] = [
            "legacy-digest-info": .legacyDigestInfo, "bare-legacy": .legacyDigestInfo,
            "rsa-with-stray-pss-parameters": .strayParameters, "cades-attributes-unsorted": .signedAttributesNotDER,
            "pkcs7-attributes-unsorted": .signedAttributesNotDER, "digests-differ": .digestAlgorithmsDiffer,
            "key-does-not-fit": .keyDoesNotFit, "signature-algorithm-unknown": .unsupportedAlgorithm,
            "no-attributes-rsa": .noSignedAttributes, "no-message-digest": .messageDigestMissing,
        ]
        for (name, note) in notes { #expect(try found(name).value.check?.notes.contains(note) == true, "\(name)") }
        let reasons: [String: SignatureReason.Code] = [
            "two-signers": .signerCount, "two-signers-pkcs7": .severalSigners, "junk-in-padding": .contentsPadding,
            "no-certificate": .signerCertificateMissing, "digest-unknown": .digestUnsupported,
            "sub-filter-unknown": .subFilterUnknown,
        ]
        for (name, code) in reasons { #expect(try found(name).reasons.map(\.code).contains(code), "\(name)") }
        #expect(try found("twin-certificate-first").value.certificate?.displayName == "Nguyễn Thử Nghiệm")
    }
}
