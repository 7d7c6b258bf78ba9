import Foundation
import PDFSyntax
import TestSupport
import Testing

@testable import PAdES

/// Real Vietnamese files: all that are intact pass, and those that were rewritten are called so.
@Suite(.enabled(if: Checkout.corpus != nil, "no corpus beside the checkout; set SOHOA_CORPUS"))
struct CorpusTests {
    @Test func vietnameseDocuments() throws {
        let root = try #require(Checkout.corpus).appendingPathComponent("vietnam/signed")
        var wrong: [String] = []
        for name in FileTree(root).paths where name.hasSuffix(".pdf") {
            let bytes = try ByteView(mappingFileAt: root.appendingPathComponent(name).path)
            let findings = SignatureInspector.inspect(try PDFDocument(bytes: bytes))
            let isRight =
                name.hasPrefix("broken__")
                ? !findings.isEmpty && findings.allSatisfy(CorpusTests.isOrphan)
                : !findings.isEmpty && !findings.areRefused && findings.allSatisfy { $0.intact == true }
            if !isRight { wrong.append("\(name): \(findings.map(GeneratedFiles.text))") }
        }
        #expect(wrong.isEmpty, "\(wrong.count) files:\n\(wrong.joined(separator: "\n"))")
    }

    private static func isOrphan(_ one: SignatureFindings) -> Bool {
        one.field == nil && one.intact == false && one.reasons.contains { $0.code == .orphanSignature }
    }
}

/// One row of a CSV file whose quoted fields hold no line ends.
enum CSVRow {
    static func fields(_ row: Substring) -> [String] {
        var fields = [""]
        var isQuoted = false
        for character in row {
            switch character {
            case "\"": isQuoted.toggle()
            case "," where !isQuoted: fields.append("")
            default: fields[fields.count - 1].append(character)
            }
        }
        return fields
    }
}
