import DurableIO
import Synchronization

/// The real file system without its syncs, which dies at a chosen changing operation: from then on it changes nothing
/// more, as if the process had been killed.
final class FaultingDisk: FileSystem {
    enum Death: CaseIterable, Sendable {
        /// The operation does not happen.
        case before
        /// The operation happens and its caller never hears of it.
        case after
        /// A file is written by half.
        case torn
    }

    private let disk = LinuxFileSystem()
    private let fatal: Int
    private let death: Death
    private let count = Mutex(0)

    /// Dies at the operation `fatal`, counted from 0; never when nil.
    init(dyingAt fatal: Int? = nil, _ death: Death = .before) {
        self.fatal = fatal ?? .max
        self.death = death
    }

    /// Changing operations so far.
    var operations: Int { count.withLock { $0 } }

    static let killed = DurableIOError(.failed, .storage, vi: "đã chết", en: "killed by the test")

    private func change(
        torn: () throws(DurableIOError) -> Void = {}, _ body: () throws(DurableIOError) -> Void
    ) throws(DurableIOError) {
        let number = count.withLock { count in
            defer { count += 1 }
            return count
        }
        if number < fatal { return try body() }
        if number == fatal {
            if death == .after { try body() }
            if death == .torn { try torn() }
        }
        throw Self.killed
    }

    func kind(of path: String) throws(DurableIOError) -> FileKind? { try disk.kind(of: path) }
    func size(of path: String) throws(DurableIOError) -> Int { try disk.size(of: path) }
    func entries(of directory: String) throws(DurableIOError) -> [DirectoryEntry] { try disk.entries(of: directory) }
    func readPieces(of path: String, _ body: (UnsafeRawBufferPointer) -> Bool) throws(DurableIOError) {
        try disk.readPieces(of: path, body)
    }

    func makeDirectory(_ path: String) throws(DurableIOError) {
        try change { () throws(DurableIOError) in try disk.makeDirectory(path) }
    }

    func writeNewFile(_ path: String, _ bytes: [UInt8], mode: FileMode) throws(DurableIOError) {
        try change(
            torn: { () throws(DurableIOError) in
                try disk.writeNewFile(path, Array(bytes.prefix(bytes.count / 2)), mode: mode)
            },
            { () throws(DurableIOError) in try disk.writeNewFile(path, bytes, mode: mode) })
    }

    func sync(_ path: String) throws(DurableIOError) { try change { () throws(DurableIOError) in } }
    func syncFileSystem(containing path: String) throws(DurableIOError) { try change { () throws(DurableIOError) in } }

    func move(_ source: String, to destination: String) throws(DurableIOError) {
        try change { () throws(DurableIOError) in try disk.move(source, to: destination) }
    }

    func replace(_ destination: String, with source: String) throws(DurableIOError) {
        try change { () throws(DurableIOError) in try disk.replace(destination, with: source) }
    }

    func removeFile(_ path: String) throws(DurableIOError) {
        try change { () throws(DurableIOError) in try disk.removeFile(path) }
    }

    func removeDirectory(_ path: String) throws(DurableIOError) {
        try change { () throws(DurableIOError) in try disk.removeDirectory(path) }
    }
}
