import Diagnostics
import Glibc

/// An exclusive advisory lock on a directory (`flock`), held until the object goes away or the process ends, however it
/// ends: a killed process leaves no stale lock behind.
public final class DirectoryLock: Sendable {
    private let descriptor: Int32

    /// Takes the lock at once or throws `inUse`. Two locks exclude each other within one process too.
    public init(_ path: String) throws(DurableIOError) {
        let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .system(errno, "open", path) }
        while flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
            let number = errno
            if number == EINTR { continue }
            close(descriptor)
            guard number == EWOULDBLOCK else { throw .system(number, "flock", path) }
            throw DurableIOError(
                .inUse, .storage,
                vi: "\(path) đang được một tiến trình khác sử dụng.",
                en: "\(path) is in use by another process.",
                remedy: Bilingual(
                    vi: "Chờ tiến trình kia kết thúc rồi chạy lại.",
                    en: "Wait until the other process ends, then run again."))
        }
        self.descriptor = descriptor
    }

    deinit {
        // Closing alone would not do while a child that another thread is starting still holds a copy of the descriptor,
        // between its fork and its exec.
        flock(descriptor, LOCK_UN)
        close(descriptor)
    }
}
