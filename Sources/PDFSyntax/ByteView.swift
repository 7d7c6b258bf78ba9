import Diagnostics
import Glibc

/// Read-only random access to bytes in memory or in a mapped file. A view is a window: cutting a smaller one copies
/// nothing, so a reader can hand out the data of a stream of a 1 GB file without loading the file.
public struct ByteView: Sendable {
    private let owner: ByteOwner
    private let start: Int
    /// The number of bytes in this window.
    public let count: Int

    private init(owner: ByteOwner, start: Int, count: Int) {
        self.owner = owner
        self.start = start
        self.count = count
    }

    /// A view of a copy of `bytes`.
    public init(_ bytes: [UInt8]) {
        self.init(owner: ByteOwner(copying: bytes), start: 0, count: bytes.count)
    }

    /// A view of the file at `path`, mapped read-only. The file must not be truncated while the view lives: the kernel
    /// answers a read beyond the new end with SIGBUS, so map only files that others do not write (staged copies).
    ///
    /// - Throws: `pdf-unreadable-file`.
    public init(mappingFileAt path: String) throws {
        let owner = try ByteOwner(mapping: path)
        self.init(owner: owner, start: 0, count: owner.count)
    }

    /// True when there are no bytes.
    public var isEmpty: Bool { count == 0 }

    /// The byte at `index`, or nil outside the view.
    public subscript(index: Int) -> UInt8? {
        guard index >= 0, index < count else { return nil }
        return owner.base.load(fromByteOffset: start &+ index, as: UInt8.self)
    }

    /// A view of this view's bytes followed by `more`. A mapped file is mapped once more and not read, so that a 1 GB file
    /// with a new revision behind it still takes no memory.
    ///
    /// - Throws: `pdf-unreadable-file` when the kernel has no room for the mapping.
    public func appending(_ more: [UInt8]) throws -> ByteView {
        let owner = try ByteOwner(owner, start..<(start + count), followedBy: more)
        return ByteView(owner: owner, start: owner.count - count - more.count, count: count + more.count)
    }

    /// A copy of the bytes in `range`, or nil when it is not wholly inside the view.
    public func slice(_ range: Range<Int>) -> [UInt8]? {
        guard range.lowerBound >= 0, range.upperBound <= count else { return nil }
        return [UInt8](UnsafeRawBufferPointer(start: owner.base + start + range.lowerBound, count: range.count))
    }

    /// A window on `range` of this view, or nil when it is not wholly inside.
    public func view(_ range: Range<Int>) -> ByteView? {
        guard range.lowerBound >= 0, range.upperBound <= count else { return nil }
        return ByteView(owner: owner, start: start + range.lowerBound, count: range.count)
    }

    /// The view without its first `length` bytes (clamped to what is there).
    public func dropFirst(_ length: Int) -> ByteView {
        let cut = Swift.min(Swift.max(length, 0), count)
        return ByteView(owner: owner, start: start + cut, count: count - cut)
    }

    /// All bytes, copied.
    public var bytes: [UInt8] {
        [UInt8](UnsafeRawBufferPointer(start: owner.base + start, count: count))
    }

    /// Calls `body` with the bytes of `range`, not copied; nil when the range is not wholly inside the view.
    public func withUnsafeBytes<R>(
        in range: Range<Int>, _ body: (UnsafeRawBufferPointer) throws -> R
    ) rethrows -> R? {
        guard range.lowerBound >= 0, range.upperBound <= count else { return nil }
        return try body(UnsafeRawBufferPointer(start: owner.base + start + range.lowerBound, count: range.count))
    }

    /// Walks `range` (cut to the view) in order, in chunks of at most 1 MiB. Pages of a mapped file are given back to
    /// the kernel as the walk goes, so that hashing a large file keeps the memory of the process flat.
    public func forEachChunk(in range: Range<Int>, _ body: (UnsafeRawBufferPointer) throws -> Void) rethrows {
        var low = Swift.min(Swift.max(range.lowerBound, 0), count)
        let high = Swift.min(range.upperBound, count)
        while low < high {
            let next = Swift.min(low + ByteView.chunkSize, high)
            try body(UnsafeRawBufferPointer(start: owner.base + start + low, count: next - low))
            owner.releasePages((start + low)..<(start + next))
            low = next
        }
    }

    private static let chunkSize = 1 << 20
}

extension ByteView: Hashable {
    /// Equal when the bytes are.
    public static func == (a: ByteView, b: ByteView) -> Bool {
        guard a.count == b.count else { return false }
        if a.owner === b.owner, a.start == b.start { return true }
        return memcmp(a.owner.base + a.start, b.owner.base + b.start, a.count) == 0
    }

    /// Hashes the length and the first bytes only: enough to tell most streams apart without reading them.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(count)
        hasher.combine(bytes: UnsafeRawBufferPointer(start: owner.base + start, count: Swift.min(count, 64)))
    }
}

/// A file that stays open as long as something is mapped from it.
private final class MappedFile: Sendable {
    let descriptor: Int32

    init(_ descriptor: Int32) { self.descriptor = descriptor }

    deinit { close(descriptor) }
}

/// The one owner of the memory behind views. `@unchecked Sendable` because the memory is written before the object is
/// shared, never after, and lives until the last view is gone.
private final class ByteOwner: @unchecked Sendable {
    let base: UnsafeRawPointer
    let count: Int
    /// Where the first `fileBytes` bytes are mapped from; nil for memory of our own.
    private let file: MappedFile?
    private let fileBytes: Int

    private static let page = 4096

    init(copying bytes: [UInt8]) {
        let memory = UnsafeMutableRawPointer.allocate(byteCount: max(bytes.count, 1), alignment: 16)
        bytes.withUnsafeBytes {
            memory.copyMemory(from: $0.baseAddress ?? UnsafeRawPointer(memory), byteCount: $0.count)
        }
        base = UnsafeRawPointer(memory)
        count = bytes.count
        (file, fileBytes) = (nil, 0)
    }

    /// The bytes of `other` up to the end of `range`, then `more`. Of a mapped file also what stands before `range` is
    /// there, because a mapping begins on a page.
    init(_ other: ByteOwner, _ range: Range<Int>, followedBy more: [UInt8]) throws {
        let shared = min(range.upperBound, other.fileBytes) / ByteOwner.page * ByteOwner.page
        let tail = (shared > 0 ? shared : range.lowerBound)..<range.upperBound
        count = shared + tail.count + more.count
        let memory: UnsafeMutableRawPointer
        if shared > 0, let file = other.file {
            memory = try ByteOwner.map(file, shared, roomFor: count)
            (self.file, fileBytes) = (file, shared)
        } else {
            memory = UnsafeMutableRawPointer.allocate(byteCount: max(count, 1), alignment: 16)
            (file, fileBytes) = (nil, 0)
        }
        if !tail.isEmpty { (memory + shared).copyMemory(from: other.base + tail.lowerBound, byteCount: tail.count) }
        more.withUnsafeBytes { source in
            guard let start = source.baseAddress else { return }
            (memory + shared + tail.count).copyMemory(from: start, byteCount: source.count)
        }
        base = UnsafeRawPointer(memory)
    }

    /// The first `length` bytes of a file (whole pages), with memory of our own behind them.
    private static func map(_ file: MappedFile, _ length: Int, roomFor count: Int) throws -> UnsafeMutableRawPointer {
        guard let memory = mmap(nil, count, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0),
            memory != MAP_FAILED
        else { throw unreadable("mmap") }
        guard mmap(memory, length, PROT_READ, MAP_PRIVATE | MAP_FIXED, file.descriptor, 0) != MAP_FAILED else {
            munmap(memory, count)
            throw unreadable("mmap")
        }
        return memory
    }

    init(mapping path: String) throws {
        // A pipe without a writer would keep `open` waiting for ever.
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { throw ByteOwner.unreadable(path) }
        let file = MappedFile(descriptor)
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw ByteOwner.unreadable(path) }
        guard status.st_mode & S_IFMT == S_IFREG else {
            errno = status.st_mode & S_IFMT == S_IFDIR ? EISDIR : EINVAL
            throw ByteOwner.unreadable(path)
        }
        let size = Int(status.st_size)
        guard size > 0 else {
            // mmap refuses a length of zero.
            base = UnsafeRawPointer(UnsafeMutableRawPointer.allocate(byteCount: 1, alignment: 1))
            count = 0
            (self.file, fileBytes) = (nil, 0)
            return
        }
        guard let memory = mmap(nil, size, PROT_READ, MAP_PRIVATE, descriptor, 0), memory != MAP_FAILED else {
            throw ByteOwner.unreadable(path)
        }
        base = UnsafeRawPointer(memory)
        count = size
        (self.file, fileBytes) = (file, size)
    }

    deinit {
        if file != nil {
            munmap(UnsafeMutableRawPointer(mutating: base), count)
        } else {
            base.deallocate()
        }
    }

    /// Tells the kernel that the whole pages inside `range` are not needed now; reading them again is only slower. Memory
    /// of our own would be lost that way and is left alone.
    func releasePages(_ range: Range<Int>) {
        let low = (range.lowerBound + ByteOwner.page - 1) / ByteOwner.page * ByteOwner.page
        let high = min(range.upperBound, fileBytes) / ByteOwner.page * ByteOwner.page
        guard low < high else { return }
        madvise(UnsafeMutableRawPointer(mutating: base + low), high - low, MADV_DONTNEED)
    }

    private static func unreadable(_ path: String) -> PDFSyntaxError {
        let reason = String(cString: strerror(errno))
        return PDFSyntaxError(
            .unreadableFile, .input,
            vi: "Không đọc được tệp \(path): \(reason).",
            en: "Cannot read the file \(path): \(reason).",
            remedy: Bilingual(
                vi: "Kiểm tra đường dẫn và quyền đọc tệp.", en: "Check the path and that the file may be read."))
    }
}
