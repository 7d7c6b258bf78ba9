import CLinuxFile
import Glibc

/// The real file system, through the kernel's own calls. An interrupted call (`EINTR`) is repeated, except `close`,
/// which Linux has already done when it reports that.
public struct LinuxFileSystem: FileSystem {
    /// There is only one.
    public init() {}

    /// `lstat`.
    public func kind(of path: String) throws(DurableIOError) -> FileKind? {
        var information = stat()
        if lstat(path, &information) == 0 { return Self.kind(ofMode: information.st_mode) }
        let number = errno
        if number == ENOENT || number == ENOTDIR { return nil }
        throw .system(number, "stat", path)
    }

    /// `lstat`.
    public func size(of path: String) throws(DurableIOError) -> Int {
        var information = stat()
        try retrying("stat", path) { Int(lstat(path, &information)) }
        return Int(information.st_size)
    }

    /// `readdir`; a file system that does not tell kinds is asked for each inode.
    public func entries(of directory: String) throws(DurableIOError) -> [DirectoryEntry] {
        guard let stream = opendir(directory) else { throw .system(errno, "opendir", directory) }
        defer { closedir(stream) }
        var found: [DirectoryEntry] = []
        while true {
            errno = 0
            guard let entry = readdir(stream) else { break }
            let name = withUnsafePointer(to: &entry.pointee.d_name) { tuple in
                tuple.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name == "." || name == ".." { continue }
            let kind: FileKind
            switch Int32(entry.pointee.d_type) {
            case 8: kind = .file  // DT_REG
            case 4: kind = .directory  // DT_DIR
            case 0: kind = try self.kind(of: "\(directory)/\(name)") ?? .other  // DT_UNKNOWN: ask the inode
            default: kind = .other
            }
            found.append(DirectoryEntry(name: name, kind: kind))
        }
        if errno != 0 { throw .system(errno, "readdir", directory) }
        return found.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
    }

    /// `read` in pieces of 256 KiB.
    public func readPieces(
        of path: String, _ body: (UnsafeRawBufferPointer) -> Bool
    ) throws(DurableIOError) {
        let descriptor = try open(path, O_RDONLY | O_NOFOLLOW)
        defer { close(descriptor) }
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 256 << 10, alignment: 16)
        defer { buffer.deallocate() }
        while true {
            let count = try retrying("read", path) { Glibc.read(descriptor, buffer.baseAddress, buffer.count) }
            if count == 0 || !body(UnsafeRawBufferPointer(rebasing: buffer[..<count])) { return }
        }
    }

    /// `mkdir`, mode 755 before the umask.
    public func makeDirectory(_ path: String) throws(DurableIOError) {
        try retrying("mkdir", path) { Int(mkdir(path, 0o755)) }
    }

    /// `open` with `O_EXCL`, `write` until everything is written, `close`.
    public func writeNewFile(_ path: String, _ bytes: [UInt8], mode: FileMode) throws(DurableIOError) {
        let descriptor = try open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, mode.rawValue)
        do {
            try write(bytes, to: descriptor, path)
        } catch {
            close(descriptor)
            throw error
        }
        // close can be the first to report that a network disk refused the bytes.
        if close(descriptor) != 0, errno != EINTR { throw .system(errno, "close", path) }
    }

    /// `fsync`.
    public func sync(_ path: String) throws(DurableIOError) {
        let descriptor = try open(path, O_RDONLY)
        defer { close(descriptor) }
        try retrying("fsync", path) { Int(fsync(descriptor)) }
    }

    /// `syncfs`.
    public func syncFileSystem(containing path: String) throws(DurableIOError) {
        let descriptor = try open(path, O_RDONLY)
        defer { close(descriptor) }
        try retrying("syncfs", path) { Int(clinux_syncfs(descriptor)) }
    }

    /// `renameat2` with `RENAME_NOREPLACE`.
    public func move(_ source: String, to destination: String) throws(DurableIOError) {
        try retrying("rename", "\(source) → \(destination)") { Int(clinux_rename_noreplace(source, destination)) }
    }

    /// `rename`.
    public func replace(_ destination: String, with source: String) throws(DurableIOError) {
        try retrying("rename", "\(source) → \(destination)") { Int(rename(source, destination)) }
    }

    /// `unlink`.
    public func removeFile(_ path: String) throws(DurableIOError) {
        try retrying("unlink", path) { Int(unlink(path)) }
    }

    /// `rmdir`.
    public func removeDirectory(_ path: String) throws(DurableIOError) {
        try retrying("rmdir", path) { Int(rmdir(path)) }
    }

    private func open(_ path: String, _ flags: Int32, _ mode: UInt32 = 0) throws(DurableIOError) -> Int32 {
        Int32(
            try retrying("open", path) {
                Int(Glibc.open(path, flags | O_CLOEXEC, mode_t(mode)))
            })
    }

    private func write(_ bytes: [UInt8], to descriptor: Int32, _ path: String) throws(DurableIOError) {
        var written = 0
        while written < bytes.count {
            written += try retrying("write", path) {
                bytes.withUnsafeBytes { all in
                    let rest = UnsafeRawBufferPointer(rebasing: all[written...])
                    return Glibc.write(descriptor, rest.baseAddress, rest.count)
                }
            }
        }
    }

    /// Runs `call` until it is not interrupted; -1 becomes the error of `errno`.
    @discardableResult
    private func retrying(
        _ operation: String, _ path: String, _ call: () -> Int
    ) throws(DurableIOError) -> Int {
        while true {
            let result = call()
            if result >= 0 { return result }
            let number = errno
            if number != EINTR { throw .system(number, operation, path) }
        }
    }

    private static func kind(ofMode mode: mode_t) -> FileKind {
        switch mode & S_IFMT {
        case S_IFREG: .file
        case S_IFDIR: .directory
        default: .other
        }
    }
}
