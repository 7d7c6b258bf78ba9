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

/// The Python that holds Pillow, our second opinion on pixels: SOHOA_TEST_PYTHON, else python3.
enum Python {
    static let command = ProcessInfo.processInfo.environment["SOHOA_TEST_PYTHON"] ?? "python3"

    static let hasPillow = (try? run("import PIL, numpy")) != nil

    struct Failed: Error {}

    @discardableResult
    static func run(_ script: String, _ arguments: String...) throws -> [UInt8] {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = [command, "-c", script] + arguments
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let bytes = [UInt8](output.fileHandleForReading.readDataToEndOfFile())
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw Failed() }
        return bytes
    }
}
