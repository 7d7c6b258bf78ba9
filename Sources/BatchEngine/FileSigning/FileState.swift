import Glibc

/// What tells that a file is the one it was a moment ago.
struct FileState: Equatable {
    /// Permission bits.
    let mode: mode_t
    private let device: dev_t
    private let inode: ino_t
    private let size: Int
    private let modified: [Int]

    /// Nil when there is no such file.
    init?(_ path: String) {
        var status = stat()
        guard stat(path, &status) == 0 else { return nil }
        (mode, device, inode, size) = (status.st_mode & 0o777, status.st_dev, status.st_ino, Int(status.st_size))
        modified = [
            status.st_mtim.tv_sec, status.st_mtim.tv_nsec, status.st_ctim.tv_sec, status.st_ctim.tv_nsec,
        ]
    }
}
