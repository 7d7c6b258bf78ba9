/// What a directory entry is. Anything that is neither file nor directory (a link, a socket…) is `other`: a vault holds
/// none, so links are never followed.
public enum FileKind: String, Sendable, Hashable {
    case file
    case directory
    case other
}

/// One name in a directory.
public struct DirectoryEntry: Sendable, Hashable {
    /// The last path component.
    public let name: String
    /// What it is, without following a link.
    public let kind: FileKind

    /// An entry called `name`.
    public init(name: String, kind: FileKind) {
        self.name = name
        self.kind = kind
    }
}

/// Who may read a new file.
public enum FileMode: UInt32, Sendable {
    /// `rw-r--r--` before the umask.
    case normal = 0o644
    /// `rw-------`: secrets.
    case ownerOnly = 0o600
}

/// Every operation on files that the vault performs, and no other: whoever conforms decides what the disk is. Durable
/// code is tested by conformers that fail at the nth operation or forget what was not synced.
///
/// Paths are absolute or relative to the working directory. Reading and writing a file never follow a link.
public protocol FileSystem: Sendable {
    /// What stands at `path`; nil when nothing does.
    func kind(of path: String) throws(DurableIOError) -> FileKind?

    /// The number of bytes of a file.
    func size(of path: String) throws(DurableIOError) -> Int

    /// The entries of a directory in the byte order of their names, without `.` and `..`.
    func entries(of directory: String) throws(DurableIOError) -> [DirectoryEntry]

    /// Hands the file's bytes to `body` in pieces, in order. Stops early when `body` returns false.
    func readPieces(of path: String, _ body: (UnsafeRawBufferPointer) -> Bool) throws(DurableIOError)

    /// Creates one directory; fails when the name is taken or the parent is absent.
    func makeDirectory(_ path: String) throws(DurableIOError)

    /// Creates a file that must not exist yet and writes all of `bytes`. Not durable until synced.
    func writeNewFile(_ path: String, _ bytes: [UInt8], mode: FileMode) throws(DurableIOError)

    /// Makes one file's bytes, or one directory's names, durable (`fsync`).
    func sync(_ path: String) throws(DurableIOError)

    /// Makes everything written to the file system that holds `path` durable (`syncfs`). An error means that bytes may
    /// be lost for good: never retry, never acknowledge.
    func syncFileSystem(containing path: String) throws(DurableIOError)

    /// Renames within one file system; fails with `alreadyExists` when `destination` exists.
    func move(_ source: String, to destination: String) throws(DurableIOError)

    /// Renames within one file system; a file at `destination` is replaced in the same instant.
    func replace(_ destination: String, with source: String) throws(DurableIOError)

    /// Removes one file, link or other entry that is not a directory.
    func removeFile(_ path: String) throws(DurableIOError)

    /// Removes one empty directory; fails with `alreadyExists` when it holds something.
    func removeDirectory(_ path: String) throws(DurableIOError)
}

extension FileSystem {
    /// The whole file; `tooLarge` beyond `limit` bytes.
    public func read(_ path: String, limit: Int = 1 << 30) throws(DurableIOError) -> [UInt8] {
        var bytes: [UInt8] = []
        var fits = true
        try readPieces(of: path) { piece in
            fits = piece.count <= limit - bytes.count
            if fits { bytes.append(contentsOf: piece) }
            return fits
        }
        guard fits else { throw .tooLarge(path, limit: limit) }
        return bytes
    }

    /// Creates `path` and every missing directory above it.
    public func makeDirectories(_ path: String) throws(DurableIOError) {
        if try kind(of: path) == .directory { return }
        let above = parent(of: path)
        if above != path { try makeDirectories(above) }
        do {
            try makeDirectory(path)
        } catch  where error.code == .alreadyExists {
            // Somebody else made it meanwhile; anything but a directory shows at the next step.
        }
    }

    /// Writes a small file so that it is there whole or not at all, and durable: temporary neighbour, fsync, rename,
    /// fsync of the directory. Replaces an older file of the name.
    public func writeDurably(
        _ path: String, _ bytes: [UInt8], mode: FileMode = .normal
    ) throws(DurableIOError) {
        let temporary = path + ".new"
        if try kind(of: temporary) != nil { try removeFile(temporary) }
        try writeNewFile(temporary, bytes, mode: mode)
        try sync(temporary)
        try replace(path, with: temporary)
        try sync(parent(of: path))
    }

    /// Removes what stands at `path`, with everything below it; nothing there is no error.
    public func removeTree(_ path: String) throws(DurableIOError) {
        guard let kind = try kind(of: path) else { return }
        guard kind == .directory else { return try removeFile(path) }
        for entry in try entries(of: path) {
            let child = "\(path)/\(entry.name)"
            if entry.kind == .directory {
                try removeTree(child)
            } else {
                try removeFile(child)
            }
        }
        try removeDirectory(path)
    }
}

/// The directory part of a path: `a/b` → `a`, `/a` → `/`, `a` → `.`.
public func parent(of path: String) -> String {
    let trimmed = path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path
    guard let slash = trimmed.lastIndex(of: "/") else { return "." }
    return slash == trimmed.startIndex ? "/" : String(trimmed[..<slash])
}
