import Foundation

/// What a finished command left.
public struct CommandResult: Sendable {
    /// Exit status; 128 + signal when a signal ended it.
    public let status: Int32
    /// Standard output.
    public let stdout: [UInt8]
    /// Standard error.
    public let stderr: String

    /// Standard output as text.
    public var text: String { String(decoding: stdout, as: UTF8.self) }

    /// The lines of standard output that are not empty.
    public var lines: [String] { text.split(separator: "\n").map(String.init) }

    /// Standard output as JSON values, one a line; lines that are none are left out.
    public var json: [[String: Any]] {
        lines.compactMap { (try? JSONSerialization.jsonObject(with: Data($0.utf8))) as? [String: Any] }
    }

    /// Standard output as values of a type, one a line.
    /// - Throws: `DecodingError` for the first line that is none.
    public func decoded<T: Decodable>(as type: T.Type) throws -> [T] {
        try lines.map { try JSONDecoder().decode(type, from: Data($0.utf8)) }
    }
}

/// Runs programs as their users would.
public enum Command {
    /// Runs `executable` to its end, or for ten minutes at most.
    /// - Parameter input: what it reads on standard input; nothing when nil.
    /// - Throws: what `Process` throws when it cannot be started.
    public static func run(
        _ executable: String, _ arguments: [String], environment: [String: String] = [:], in folder: String? = nil,
        input: String? = nil
    ) throws -> CommandResult {
        try start(executable, arguments, environment: environment, in: folder, input: input).wait()
    }

    /// Starts `executable`; its output is collected while it runs.
    public static func start(
        _ executable: String, _ arguments: [String], environment: [String: String] = [:], in folder: String? = nil,
        input: String? = nil
    ) throws -> RunningCommand {
        try RunningCommand(executable, arguments, environment, folder, input)
    }

    /// The path of a tool on PATH; nil when the machine lacks it.
    public static func find(_ name: String) -> String? {
        let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/local/bin:/usr/bin:/bin"
        return path.split(separator: ":").map { $0 + "/" + name }
            .first { FileManager.default.isExecutableFile(atPath: $0) }
    }

    /// Whether the machine has every one of these tools; a test that needs them skips and says so.
    public static func has(_ names: String...) -> Bool { names.allSatisfy { find($0) != nil } }

    /// Runs a tool found on PATH; status 127, as a shell answers, when the machine lacks it.
    public static func tool(_ name: String, _ arguments: [String], input: String? = nil) throws -> CommandResult {
        guard let path = find(name) else { return CommandResult(status: 127, stdout: [], stderr: "no \(name)") }
        return try run(path, arguments, input: input)
    }
}

/// A command on its way. Its streams are files, so that a full pipe can never block it.
public final class RunningCommand: @unchecked Sendable {
    // Only the test that started it uses it; Process has no Sendable conformance on Linux.
    private let process = Process()
    private let folder: URL

    /// The process id.
    public var id: Int32 { process.processIdentifier }
    /// Whether it has not ended yet.
    public var isRunning: Bool { process.isRunning }

    init(
        _ executable: String, _ arguments: [String], _ environment: [String: String], _ directory: String?,
        _ input: String?
    ) throws {
        folder = try Scratch.folder("command")
        for name in ["out", "err"] {
            try Data().write(to: folder.appendingPathComponent(name))
        }
        process.executableURL = URL(fileURLWithPath: executable)
        process.arguments = arguments
        process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
        if let directory { process.currentDirectoryURL = URL(fileURLWithPath: directory) }
        if let input {
            let file = folder.appendingPathComponent("in")
            try Data(input.utf8).write(to: file)
            process.standardInput = try FileHandle(forReadingFrom: file)
        } else {
            process.standardInput = FileHandle.nullDevice
        }
        process.standardOutput = try FileHandle(forWritingTo: folder.appendingPathComponent("out"))
        process.standardError = try FileHandle(forWritingTo: folder.appendingPathComponent("err"))
        // Threads of Swift's pool block signals, and a child would inherit that and never hear a Ctrl-C.
        var none = sigset_t()
        var blocked = sigset_t()
        sigemptyset(&none)
        pthread_sigmask(SIG_SETMASK, &none, &blocked)
        defer { pthread_sigmask(SIG_SETMASK, &blocked, nil) }
        try process.run()
    }

    /// Sends a signal.
    public func send(_ signal: Int32) { kill(process.processIdentifier, signal) }

    /// Waits until the command ends or `seconds` have passed.
    /// - Returns: whether it has ended.
    @discardableResult
    public func ends(within seconds: Double) -> Bool {
        let deadline = Date().addingTimeInterval(seconds)
        while process.isRunning, Date() < deadline { usleep(1000) }
        return !process.isRunning
    }

    /// Waits for the end; a command that hangs is killed after `seconds`, so that the tests never hang with it.
    public func wait(atMost seconds: Double = 600) -> CommandResult {
        if !ends(within: seconds) { send(SIGKILL) }
        process.waitUntilExit()
        defer { try? FileManager.default.removeItem(at: folder) }
        let signalled = process.terminationReason == .uncaughtSignal
        func read(_ name: String) -> Data {
            (try? Data(contentsOf: folder.appendingPathComponent(name))) ?? Data()
        }
        return CommandResult(
            status: signalled ? 128 + process.terminationStatus : process.terminationStatus,
            stdout: [UInt8](read("out")), stderr: String(decoding: read("err"), as: UTF8.self))
    }
}
