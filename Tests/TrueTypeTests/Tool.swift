import Foundation

/// Programs that know nothing of sohoa, asked about a PDF.
enum Tool {
    static var python: String { ProcessInfo.processInfo.environment["SOHOA_TEST_PYTHON"] ?? "python3" }

    static func has(_ name: String) -> Bool {
        let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin").split(separator: ":")
        return folders.contains { FileManager.default.isExecutableFile(atPath: "\($0)/\(name)") }
    }

    static func hasPythonModule(_ name: String) -> Bool {
        (try? run([python, "-c", "import \(name)"], on: [])) != nil
    }

    struct Failed: Error {
        let status: Int32
        let output: String
    }

    /// Standard output and error of `command`, the path of a file with `pdf`, then `arguments`.
    static func run(_ command: [String], on pdf: [UInt8], then arguments: [String] = []) throws -> String {
        let folder = FileManager.default.temporaryDirectory.appending(path: "sohoa-font-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let (input, output) = (folder.appending(path: "page.pdf"), folder.appending(path: "output"))
        try Data(pdf).write(to: input)
        try Data().write(to: output)
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = command + [input.path] + arguments
        let handle = try FileHandle(forWritingTo: output)
        process.standardOutput = handle
        process.standardError = handle
        try process.run()
        process.waitUntilExit()
        let text = String(decoding: try Data(contentsOf: output), as: UTF8.self)
        guard process.terminationStatus == 0 else { throw Failed(status: process.terminationStatus, output: text) }
        return text
    }
}
