import Foundation
import TestSupport

/// A small batch folder made of some of the test documents, each with its row of the manifest.
struct SampleFolder: Sendable {
    /// The folder.
    let url: URL
    /// Its path.
    var path: String { url.path }

    /// Copies documents of TestDocuments/so-hoa-2026, by their paths there, and their manifest rows.
    init(_ documents: [String]) throws {
        url = try Scratch.folder("batch")
        for document in documents { try add(document) }
        let manifest = try Self.manifest()
        let rows = documents.compactMap { manifest.rows[$0] }
        if !rows.isEmpty { try write("manifest.csv", ([manifest.header] + rows).joined(separator: "\n") + "\n") }
    }

    /// Copies a test document, under another path if given one; no manifest row.
    func add(_ document: String, as path: String? = nil) throws {
        let target = url.appendingPathComponent(path ?? document)
        try FileManager.default.createDirectory(
            at: target.deletingLastPathComponent(), withIntermediateDirectories: true)
        try FileManager.default.copyItem(at: Checkout.testDocuments.appendingPathComponent(document), to: target)
    }

    /// Writes a file, replacing the one that is there.
    func write(_ path: String, _ text: String) throws {
        try Data(text.utf8).write(to: url.appendingPathComponent(path))
    }

    /// The header of the test documents' manifest and its rows by file.
    static func manifest() throws -> (header: String, rows: [String: String]) {
        let text = try String(
            contentsOf: Checkout.testDocuments.appendingPathComponent("manifest.csv"), encoding: .utf8)
        let lines = text.split(whereSeparator: \.isNewline).map(String.init)
        let rows = lines.dropFirst().map { ($0.split(separator: ",").first.map(String.init) ?? "", $0) }
        return (lines.first ?? "", Dictionary(rows, uniquingKeysWith: { first, _ in first }))
    }
}
