import Foundation
import SignedDocuments
import TestSupport
import Testing

/// Pictures with transparency, embedded fonts and colours of their own must not cost a document its PDF/A-2b.
@Suite(.enabled(if: Oracle.has("page", "pikepdf", "PIL"), "needs page-validation, pikepdf and Pillow"))
struct ArchivalAppearanceTests {
    /// The checker takes each signature of a prefix for the last one of its file; a signature under a later one covers
    /// its own revision alone, as ISO 32000-2, 12.8.1 has it.
    private static let falseAlarm = "PDFA2B-SIGNATURE-BYTERANGE-001"

    @Test func everyRevisionStaysPDFA() throws {
        let office = try Office.shared.get()
        let plain = try Scratch.file("plain.pdf", DecisionPage().pdf())
        let archival = plain.deletingLastPathComponent().appendingPathComponent("archival.pdf")
        let prepared = try Oracle.run("check_appearance.py", ["prepare", plain.path, archival.path])
        try #require(prepared.status == 0, "\(prepared.stderr)")
        var pdf = [UInt8](try Data(contentsOf: archival))
        var lengths = [pdf.count]
        for name in ["leader", "number", "date", "agencySeal", "copy"] {
            pdf = try office.sign(pdf, name)
            lengths.append(pdf.count)
        }
        let signed = try Scratch.file("signed.pdf", pdf)
        let judged = try Oracle.run("check_appearance.py", ["check", signed.path] + lengths.map(String.init))
        #expect(judged.status == 0, "\(judged.stderr)")
        let broken = try JSONDecoder().decode([[String]].self, from: Data(judged.text.utf8))
        #expect(broken.count == lengths.count)
        for (rules, length) in zip(broken, lengths) {
            #expect(rules.filter { !$0.hasPrefix(Self.falseAlarm) } == [], "the first \(length) bytes")
        }
        #expect(broken.prefix(2) == [[], []])
    }
}
