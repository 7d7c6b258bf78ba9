import Foundation

/// The real command, as built beside the tests.
public enum SohoaBinary {
    /// Its path; `SOHOA_TEST_BINARY` names another build to be tested, such as the released one.
    public static let path: String = {
        if let named = ProcessInfo.processInfo.environment["SOHOA_TEST_BINARY"], !named.isEmpty { return named }
        let here = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
        return URL(fileURLWithPath: here).deletingLastPathComponent().appendingPathComponent("sohoa").path
    }()

    /// Runs `sohoa ARGUMENTS`.
    public static func run(_ arguments: [String], in folder: String? = nil) throws -> CommandResult {
        try Command.run(path, arguments, in: folder)
    }

    /// Starts `sohoa ARGUMENTS` and does not wait for it.
    public static func start(_ arguments: [String]) throws -> RunningCommand { try Command.start(path, arguments) }
}
