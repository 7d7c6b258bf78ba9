import DurableIO
import Foundation
import OCFL

/// A storage root with a staging directory beside it, in a temporary place.
final class OCFLWorkshop: Sendable {
    let path: String
    let root: StorageRoot
    let disk = LinuxFileSystem()

    init() throws {
        path = FileManager.default.temporaryDirectory.appendingPathComponent("sohoa-ocfl-\(UUID().uuidString)").path
        try disk.makeDirectories("\(path)/staging")
        root = try StorageRoot.create(at: "\(path)/root", staging: "\(path)/staging/root", on: disk)
    }

    deinit { try? disk.removeTree(path) }

    func change(_ files: [String: String], removed: Set<String> = []) -> VersionChange {
        VersionChange(
            files: files.sorted { $0.key < $1.key }.map { .init(path: $0.key, bytes: Array($0.value.utf8)) },
            removed: removed, created: "2026-11-22T08:15:30+07:00", message: "Thử nghiệm",
            user: .init(name: "UBND xã Mỹ Hòa Hưng", address: "urn:sohoa:vault:test"))
    }

    @discardableResult
    func add(_ id: String, _ files: [String: String]) throws -> StagedVersion {
        let staged = try root.stage(newObject: id, change(files), in: "\(path)/staging/\(UUID().uuidString)")
        try root.publish([staged])
        return staged
    }

    func stageNext(_ id: String, _ files: [String: String], removed: Set<String> = []) throws -> StagedVersion {
        guard let object = try root.object(id) else { throw CocoaError(.fileNoSuchFile) }
        return try root.stage(
            nextVersionOf: object, change(files, removed: removed), in: "\(path)/staging/\(UUID().uuidString)")
    }

    /// Every file below the root, from the root.
    func files(_ relative: String = "") throws -> [String] {
        try disk.entries(of: relative.isEmpty ? root.path : "\(root.path)/\(relative)").flatMap { entry in
            let child = relative.isEmpty ? entry.name : "\(relative)/\(entry.name)"
            return entry.kind == .directory ? try files(child) : [child]
        }
    }

    /// Puts `bytes` into a file as an intruder would.
    func overwrite(_ relative: String, _ bytes: [UInt8]) throws {
        try disk.removeFile("\(root.path)/\(relative)")
        try disk.writeNewFile("\(root.path)/\(relative)", bytes, mode: .normal)
    }
}

/// The independent validator: Simeon Warner's ocfl-py.
enum OCFLPython {
    static let python = ProcessInfo.processInfo.environment["SOHOA_TEST_PYTHON"] ?? "python3"

    static let isAvailable = (try? run("import ocfl"))?.status == 0

    /// Validates a root with all objects and digests.
    static func validate(_ root: String) throws -> (status: Int32, output: String) {
        try run(
            """
            import sys
            from ocfl.storage_root import StorageRoot
            root = StorageRoot(root=sys.argv[1])
            ok = root.validate(validate_objects=True, check_digests=True, log_warnings=True)
            print(root.log, root.errors)
            sys.exit(0 if ok and root.num_objects == root.good_objects > 0 else 1)
            """, root)
    }

    private static func run(_ script: String, _ arguments: String...) throws -> (status: Int32, output: String) {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = [python, "-c", script] + arguments
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = pipe
        try process.run()
        let output = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return (process.terminationStatus, String(decoding: output, as: UTF8.self))
    }
}
