import Foundation
import PDFSyntax
import TestSupport

@testable import PAdES

/// Files that the generators in Tests/Oracles made, with what is expected of each.
struct GeneratedFiles {
    struct Row {
        let file: String
        let kind: String
        let expected: String
    }

    let folder: URL
    let rows: [Row]

    struct Failure: Error, CustomStringConvertible { let description: String }

    /// Runs a generator over `inputs`.
    init(_ generator: String, _ inputs: [URL] = []) throws {
        folder = try Scratch.folder(generator)
        let result = try Oracle.run("\(generator).py", [folder.path] + inputs.map(\.path))
        guard result.status == 0 else { throw Failure(description: result.stderr) }
        let lines = try String(contentsOf: folder.appendingPathComponent("manifest.csv"), encoding: .utf8)
            .split(whereSeparator: \.isNewline)
        rows = lines.dropFirst().map { line in
            let fields = CSVRow.fields(line)
            return Row(file: fields[0], kind: fields[1], expected: fields[fields.count - 1])
        }
    }

    func delete() { try? FileManager.default.removeItem(at: folder) }

    /// The signatures of one file; empty when it cannot be read.
    func findings(_ row: Row) -> [SignatureFindings] {
        document(row).map { SignatureInspector.inspect($0) } ?? []
    }

    func isReadable(_ row: Row) -> Bool { document(row) != nil }

    private func document(_ row: Row) -> PDFDocument? {
        try? PDFDocument(bytes: try ByteView(mappingFileAt: folder.appendingPathComponent(row.file).path))
    }

    /// The rows on which `isWrong` says true, one line each.
    func wrong(_ isWrong: (Row, [SignatureFindings]) -> Bool) -> [String] {
        rows.compactMap { row in
            let findings = findings(row)
            return isWrong(row, findings) ? "\(row.expected): \(row.file) \(findings.map(GeneratedFiles.text))" : nil
        }
    }

    static func text(_ one: SignatureFindings) -> String {
        let changes = one.changes.map { "\($0.isPermitted ? "+" : "!")\($0.change.kind.rawValue)" }
        return "\(one.field ?? "-") \(one.intact.map(String.init) ?? "?")/\(one.signatureValid.map(String.init) ?? "?")"
            + "/\(one.changesAfter) \(one.reasons.map(\.code.rawValue)) \(changes)"
    }
}

extension [SignatureFindings] {
    /// Whether a reader hears that something is wrong: a signature does not hold, or a change is suspicious.
    var areRefused: Bool { contains { !$0.isSound || $0.changesAfter == .suspicious } }
}
