import Foundation
import Testing

/// Programs that know nothing of sohoa, asked for a second opinion.
enum Oracle {
    static var python: String { ProcessInfo.processInfo.environment["SOHOA_TEST_PYTHON"] ?? "python3" }

    /// Whether `python` has what seal_decoder.py needs.
    static let hasSealDecoder = (try? run([python, "-c", "import cbor2, cryptography"])) != nil
    static let hasZBarImg = (try? run(["zbarimg", "--version"])) != nil

    static func sealDecoder(_ arguments: [String], input: String = "") throws -> [String] {
        let script = packageRoot.appending(path: "Tests/Oracles/seal_decoder.py").path
        let output = try run([python, script] + arguments, input: input)
        return String(decoding: output, as: UTF8.self).split(separator: "\n").map(String.init)
    }

    struct Failed: Error {
        let status: Int32
        let message: String
    }

    /// Standard output of a command that ends with status 0.
    static func run(_ command: [String], input: String = "") throws -> Data {
        let folder = FileManager.default.temporaryDirectory.appending(path: "sohoa-oracle-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        // Files instead of pipes: neither side can block on a full one.
        let (inFile, outFile, errFile) = (
            folder.appending(path: "in"), folder.appending(path: "out"), folder.appending(path: "err")
        )
        try Data(input.utf8).write(to: inFile)
        try Data().write(to: outFile)
        try Data().write(to: errFile)
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = command
        process.standardInput = try FileHandle(forReadingFrom: inFile)
        process.standardOutput = try FileHandle(forWritingTo: outFile)
        process.standardError = try FileHandle(forWritingTo: errFile)
        try process.run()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            throw Failed(
                status: process.terminationStatus,
                message: String(decoding: try Data(contentsOf: errFile), as: UTF8.self))
        }
        return try Data(contentsOf: outFile)
    }
}
