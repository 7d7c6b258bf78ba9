import DurableIO
import Foundation

/// Whether a folder's file system can do what a vault needs.
enum FileSystemProbe {
    /// Tries a rename that must not replace, on two small files that are removed again.
    static func supportsVault(_ folder: String) -> Bool {
        let disk = LinuxFileSystem()
        let first = "\(folder)/.sohoa-doctor-\(UUID().uuidString)"
        let second = first + ".2"
        defer {
            try? disk.removeFile(first)
            try? disk.removeFile(second)
        }
        do {
            try disk.writeNewFile(first, [1], mode: .ownerOnly)
            try disk.syncFileSystem(containing: folder)
            try disk.move(first, to: second)
            try disk.writeNewFile(first, [2], mode: .ownerOnly)
        } catch {
            return false
        }
        // The name is taken now: the rename must refuse.
        do {
            try disk.move(first, to: second)
            return false
        } catch {
            return error.code == .alreadyExists
        }
    }
}
