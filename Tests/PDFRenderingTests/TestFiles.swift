import Foundation

/// Files of the shared corpus, found through SOHOA_CORPUS or beside the package.
enum Corpus {
    static let folder: URL = {
        if let folder = ProcessInfo.processInfo.environment["SOHOA_CORPUS"] { return URL(fileURLWithPath: folder) }
        return URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent("../../../shared/corpus").standardized
    }()

    static var isPresent: Bool { FileManager.default.fileExists(atPath: folder.path) }

    static func file(_ path: String) throws -> [UInt8] {
        try [UInt8](Data(contentsOf: folder.appendingPathComponent(path)))
    }
}

/// qpdf, which makes the variants of a PDF that some tests need.
enum QPDF {
    static let isPresent = (try? run("--version")) != nil

    struct Failed: Error {}

    static func run(_ arguments: String...) throws {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["qpdf"] + arguments
        process.standardOutput = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw Failed() }
    }

    /// The PDF at `path` of the corpus after qpdf with `options`.
    static func changed(_ path: String, _ options: String...) throws -> [UInt8] {
        let target = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID().uuidString).pdf")
        defer { try? FileManager.default.removeItem(at: target) }
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["qpdf"] + options + [Corpus.folder.appendingPathComponent(path).path, target.path]
        try process.run()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw Failed() }
        return try [UInt8](Data(contentsOf: target))
    }
}
