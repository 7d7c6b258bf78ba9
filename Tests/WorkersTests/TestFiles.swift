import Foundation
import Synchronization
import Workers

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

/// The product's own executable, which SwiftPM builds beside the test bundle.
enum WorkerExecutable {
    static let path = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
        .appendingPathComponent("sohoa").path

    static var isPresent: Bool { FileManager.default.isExecutableFile(atPath: path) }
}

/// A file that shell scripts append their process numbers to.
struct ProcessLog {
    let path = FileManager.default.temporaryDirectory.appendingPathComponent("workers-\(UUID().uuidString)").path

    /// A worker that notes its number before `script` runs.
    func launch(_ script: String) -> WorkerLaunch {
        WorkerLaunch(executable: "/bin/sh", arguments: ["-c", "echo $$ >> '\(path)'; \(script)"])
    }

    /// Notes its number and becomes the real worker.
    var realWorker: WorkerLaunch { launch("exec '\(WorkerExecutable.path)' worker") }

    var processes: [pid_t] {
        let text = (try? String(contentsOfFile: path, encoding: .utf8)) ?? ""
        return text.split(separator: "\n").compactMap { pid_t($0) }
    }

    /// Processes that still exist, zombies included.
    var survivors: [pid_t] { processes.filter { kill($0, 0) == 0 } }
}

/// Counts from several threads.
final class Counter: Sendable {
    private let count = Mutex(0)

    var value: Int { count.withLock { $0 } }

    func increment() { count.withLock { $0 += 1 } }
}
