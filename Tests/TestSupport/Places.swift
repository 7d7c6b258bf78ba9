import Foundation

/// Temporary folders, gone with the machine's temporary directory.
public enum Scratch {
    /// A new empty folder.
    public static func folder(_ name: String) throws -> URL {
        let url = FileManager.default.temporaryDirectory
            .appendingPathComponent("sohoa-tests-\(ProcessInfo.processInfo.processIdentifier)")
            .appendingPathComponent("\(name)-\(UUID().uuidString.prefix(8))")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        return url
    }

    /// A copy of a file or folder that a test may change.
    public static func copy(_ source: URL, _ name: String) throws -> URL {
        let target = try folder(name).appendingPathComponent(source.lastPathComponent)
        try FileManager.default.copyItem(at: source, to: target)
        return target
    }

    /// A file with these bytes.
    public static func file(_ name: String, _ bytes: some Sequence<UInt8>) throws -> URL {
        let url = try folder("file").appendingPathComponent(name)
        try Data(bytes).write(to: url)
        return url
    }
}

/// Where things are in the checkout.
public enum Checkout {
    /// The package's root.
    public static let root = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// The batch folder of the test documents.
    public static let testDocuments = root.appendingPathComponent("TestDocuments/so-hoa-2026")

    /// The shared corpus beside the checkout; nil where it is absent.
    public static let corpus: URL? = {
        let environment = ProcessInfo.processInfo.environment["SOHOA_CORPUS"].map { URL(fileURLWithPath: $0) }
        let url = environment ?? root.deletingLastPathComponent().appendingPathComponent("shared/corpus")
        return FileManager.default.fileExists(atPath: url.path) ? url : nil
    }()

    /// The text of a file.
    public static func text(_ path: String) throws -> String {
        try String(contentsOf: root.appendingPathComponent(path), encoding: .utf8)
    }
}

/// Whether the long sweeps run too (`make test-long`).
public let runsLongTests = ProcessInfo.processInfo.environment["SOHOA_TEST_LONG"] == "1"

/// The independent checkers in Python (Tests/Oracles).
public enum Oracle {
    /// The python that has them.
    public static let python: String = {
        if let named = ProcessInfo.processInfo.environment["SOHOA_TEST_PYTHON"], !named.isEmpty { return named }
        return Command.find("python3") ?? "/usr/bin/python3"
    }()

    /// Whether modules can be imported; a test that needs them skips and says so.
    public static func has(_ modules: String...) -> Bool {
        (try? Command.run(python, ["-c", "import " + modules.joined(separator: ", ")]))?.status == 0
    }

    /// Runs Tests/Oracles/NAME.
    public static func run(_ name: String, _ arguments: [String], input: String? = nil) throws -> CommandResult {
        let script = Checkout.root.appendingPathComponent("Tests/Oracles/\(name)").path
        return try Command.run(python, [script] + arguments, input: input)
    }
}
