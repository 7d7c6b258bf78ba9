import Diagnostics
import Foundation
import Glibc

/// Writes files that a user names: they appear complete or not at all.
enum OutputFile {
    /// Writes `bytes` under `path`, in the place of what was there. A pipe or descriptor is written to as it is.
    /// - Throws: `file-not-written`.
    static func replace(_ path: String, _ bytes: [UInt8]) throws {
        if let kind = kind(path), kind != .typeRegular {
            guard kind != .typeDirectory, let handle = FileHandle(forWritingAtPath: path),
                (try? handle.write(contentsOf: Data(bytes))) != nil
            else { throw CommandError.notWritten(path) }
            return
        }
        let staged = try stage(bytes, beside: path)
        guard rename(staged, path) == 0 else {
            unlink(staged)
            throw CommandError.notWritten(path)
        }
    }

    /// Writes `bytes` to a new file; nothing that exists is touched.
    /// - Throws: `file-exists`, `file-not-written`.
    static func create(_ path: String, _ bytes: [UInt8]) throws {
        let staged = try stage(bytes, beside: path)
        defer { unlink(staged) }
        // Unlike rename, link never replaces anything.
        guard link(staged, path) == 0 else {
            throw errno == EEXIST ? CommandError.exists(path) : CommandError.notWritten(path)
        }
    }

    /// What stands under `path`, links followed; nil for nothing.
    static func kind(_ path: String) -> FileAttributeType? {
        let resolved = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
        return (try? FileManager.default.attributesOfItem(atPath: resolved))?[.type] as? FileAttributeType
    }

    private static func stage(_ bytes: [UInt8], beside path: String) throws -> String {
        let staged = "\(path).\(UUID().uuidString.prefix(8)).tmp"
        let descriptor = open(staged, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw CommandError.notWritten(path) }
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            if count <= 0 { break }
            rest = rest.dropFirst(count)
        }
        let isSynced = fsync(descriptor) == 0
        guard Glibc.close(descriptor) == 0, isSynced, rest.isEmpty else {
            unlink(staged)
            throw CommandError.notWritten(path)
        }
        return staged
    }
}
