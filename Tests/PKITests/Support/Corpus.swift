import Foundation

/// Real files beside the package; tests that need them are skipped where they are absent.
enum Corpus {
    static let root: String = {
        if let path = ProcessInfo.processInfo.environment["SOHOA_CORPUS"] { return path }
        // Tests/PKITests/Support/Corpus.swift → the package root → its sibling
        var url = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()
        for _ in 0..<4 { url.deleteLastPathComponent() }
        return url.deletingLastPathComponent().appendingPathComponent("shared/corpus").path
    }()

    static func files(_ folder: String, suffix: String) -> [String] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: root + "/" + folder)) ?? []
        return names.filter { $0.hasSuffix(suffix) }.sorted().map { root + "/" + folder + "/" + $0 }
    }

    static func exists(_ folder: String) -> Bool { FileManager.default.fileExists(atPath: root + "/" + folder) }

    static func bytes(_ path: String) throws -> [UInt8] { try [UInt8](Data(contentsOf: URL(fileURLWithPath: path))) }
}
