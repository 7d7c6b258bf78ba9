import Foundation
import TestSupport

/// The PDFs of the corpus beside the checkout; tests that need them skip where it is absent.
enum CorpusFiles {
    static let all: [String] = ["signatures", "vietnam"].flatMap { folder -> [String] in
        guard let root = Checkout.corpus?.appendingPathComponent(folder) else { return [] }
        return FileTree(root).paths.filter { $0.hasSuffix(".pdf") || $0.hasSuffix(".bin") }
            .map { root.appendingPathComponent($0).path }
    }

    static func bytes(_ path: String) -> [UInt8] {
        FileManager.default.contents(atPath: path).map { [UInt8]($0) } ?? []
    }
}

/// What `qpdf --check` says about `bytes`.
func qpdfCheck(_ bytes: [UInt8]) throws -> CommandResult {
    try Command.tool("qpdf", ["--check", try Scratch.file("checked.pdf", bytes).path])
}
