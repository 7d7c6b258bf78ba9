import CLinuxFile
import DurableIO
import FoundationEssentials
import Glibc
import PDFSyntax

/// A signed file that is written but has no name yet (`O_TMPFILE`), so that a kill leaves nothing behind and two runs
/// over one folder cannot write into each other's files. Bytes pass through in pieces: a 1 GB file takes no memory.
final class StagedOutput: Sendable {
    /// The name it is to get.
    let path: String
    private let replaces: Bool
    private let descriptor: Int32
    /// A name beside `path`, on file systems that have no unnamed files.
    private let temporary: String?

    /// - Parameter mode: of the file that is copied; the copy is not readable to more people.
    init(_ item: SigningItem, _ file: ByteView, followedBy appended: [UInt8], mode: mode_t? = nil) throws {
        (path, replaces) = (item.output, item.replaces)
        // A device or a pipe would be replaced as well; nobody means that.
        var status = stat()
        guard stat(path, &status) != 0 || status.st_mode & S_IFMT == S_IFREG else {
            throw BatchError.outputIsNoFile(path)
        }
        let folder = parent(of: path)
        let unnamed = clinux_open_unnamed(folder)
        if unnamed >= 0 {
            (descriptor, temporary) = (unnamed, nil)
        } else {
            let name = "\(path).\(UInt64.random(in: 0...UInt64.max)).signing"
            let named = open(name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
            guard named >= 0 else { throw BatchError.outputUnwritable(path, errno) }
            (descriptor, temporary) = (named, name)
        }
        if let mode, fstat(descriptor, &status) == 0 {
            fchmod(descriptor, status.st_mode & (mode | 0o200) & 0o777)
        }
        try file.forEachChunk(in: 0..<file.count) { try write($0) }
        try appended.withUnsafeBytes { try write($0) }
    }

    deinit {
        close(descriptor)
        if let temporary { unlink(temporary) }
    }

    private func write(_ bytes: UnsafeRawBufferPointer) throws {
        var rest = bytes[...]
        while !rest.isEmpty {
            let written = Glibc.write(descriptor, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
            if written < 0, errno == EINTR { continue }
            guard written > 0 else { throw BatchError.outputUnwritable(path, errno) }
            rest = rest.dropFirst(written)
        }
    }

    /// - Returns: whether the name was free.
    private func appear() throws -> Bool {
        let source = temporary ?? "/proc/self/fd/\(descriptor)"
        let name = replaces ? "\(path).\(UInt64.random(in: 0...UInt64.max)).signing" : path
        guard linkat(AT_FDCWD, source, AT_FDCWD, name, AT_SYMLINK_FOLLOW) == 0 else {
            if errno == EEXIST { return false }
            throw BatchError.outputUnwritable(path, errno)
        }
        guard replaces, rename(name, path) != 0 else { return true }
        let code = errno
        unlink(name)
        throw BatchError.outputUnwritable(path, code)
    }

    /// Gives the files their names: bytes are durable before names are, and no name ever shows half a file.
    /// - Returns: the names that were taken meanwhile; those files are not there.
    /// - Throws: what the disk says.
    static func publish(_ outputs: [StagedOutput]) throws -> Set<String> {
        let files = LinuxFileSystem()
        let folders = Set(outputs.map { parent(of: $0.path) }).sorted()
        for folder in folders { try files.syncFileSystem(containing: folder) }
        var taken = Set<String>()
        for output in outputs where try !output.appear() { taken.insert(output.path) }
        for folder in folders { try files.syncFileSystem(containing: folder) }
        return taken
    }
}

/// The signed copy of one file.
public enum SignedCopy {
    /// Writes `file` and what was appended to it under the item's name, whole or not at all, durably.
    /// - Throws: `sign-output-exists`, `sign-output-unwritable`.
    public static func write(_ item: SigningItem, _ file: ByteView, followedBy appended: [UInt8]) throws {
        let taken = try StagedOutput.publish([StagedOutput(item, file, followedBy: appended)])
        if let path = taken.first { throw BatchError.outputExists(path) }
    }
}
