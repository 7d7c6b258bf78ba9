import DurableIO
import Foundation

/// A fresh directory below the system's temporary one, removed with everything in it when the value goes away.
final class TemporaryDirectory: Sendable {
    let path: String

    init() throws {
        path = FileManager.default.temporaryDirectory.appendingPathComponent("sohoa-durable-\(UUID().uuidString)").path
        try LinuxFileSystem().makeDirectories(path)
    }

    deinit { try? LinuxFileSystem().removeTree(path) }
}
