import Diagnostics
import Glibc

/// What can go wrong with files.
public enum DurableIOErrorCode: String, Sendable {
    case notFound = "file-not-found"
    case alreadyExists = "file-already-exists"
    case permissionDenied = "file-permission-denied"
    case noSpace = "disk-full"
    case readOnly = "file-system-read-only"
    case tooLarge = "file-too-large"
    case inUse = "in-use-by-another-process"
    /// The disk reported an error, or anything else the kernel refused.
    case failed = "file-operation-failed"
}

/// An error of the file system; its text names the operation and the path.
public typealias DurableIOError = Fault<DurableIOErrorCode>

extension Fault where Code == DurableIOErrorCode {
    /// The fault for `errno` after `operation` on `path`. Call it before anything else can change `errno`.
    static func system(_ number: Int32, _ operation: String, _ path: String) -> DurableIOError {
        let reason = String(cString: strerror(number))
        return DurableIOError(
            code(for: number), .storage,
            vi: "Không thực hiện được \(operation) với \(path): \(reason).",
            en: "\(operation) failed on \(path): \(reason).",
            remedy: remedy(for: number))
    }

    /// A file larger than the caller accepts.
    static func tooLarge(_ path: String, limit: Int) -> DurableIOError {
        DurableIOError(
            .tooLarge, .storage,
            vi: "Tệp \(path) lớn hơn mức cho phép \(limit) byte.",
            en: "The file \(path) is larger than the accepted \(limit) bytes.")
    }

    private static func code(for number: Int32) -> DurableIOErrorCode {
        switch number {
        case ENOENT: .notFound
        case EEXIST, ENOTEMPTY: .alreadyExists
        case EACCES, EPERM: .permissionDenied
        case ENOSPC, EDQUOT: .noSpace
        case EROFS: .readOnly
        default: .failed
        }
    }

    private static func remedy(for number: Int32) -> Bilingual? {
        switch number {
        case EACCES, EPERM:
            Bilingual(
                vi: "Kiểm tra quyền của tài khoản đang chạy đối với thư mục.",
                en: "Check the permissions that the running account has on the folder.")
        case ENOSPC, EDQUOT:
            Bilingual(vi: "Giải phóng dung lượng đĩa rồi chạy lại.", en: "Free disk space, then run again.")
        case EIO:
            Bilingual(
                vi: "Đĩa báo lỗi: dừng ghi, kiểm tra đĩa trước khi chạy lại.",
                en: "The disk reported an error: stop writing and check it before running again.")
        default: nil
        }
    }
}
