import Diagnostics
import Glibc

/// What can stop a whole batch; what concerns one document is a finding, never an error.
public enum BatchErrorCode: String, Sendable {
    case folderMissing = "batch-folder-missing"
    case journalUnusable = "batch-journal-unusable"
    case nothingToResume = "batch-nothing-to-resume"
    case sealKeyUnsuitable = "batch-seal-key-unsuitable"
    case reviewItemUnknown = "batch-review-item-unknown"
    case outputExists = "sign-output-exists"
    case outputUnwritable = "sign-output-unwritable"
}

/// The batch engine's error.
public typealias BatchError = Fault<BatchErrorCode>

extension Fault where Code == BatchErrorCode {
    /// A batch folder that is not there or cannot be read.
    public static func folder(_ path: String) -> BatchError {
        BatchError(
            .folderMissing, .input, vi: "Không đọc được thư mục “\(path)”.", en: "The folder “\(path)” cannot be read.",
            remedy: Bilingual(
                vi: "Kiểm tra đường dẫn và quyền đọc.", en: "Check the path and that you may read it."))
    }

    static func journal(_ path: String, _ detail: String) -> BatchError {
        BatchError(
            .journalUnusable, .storage, vi: "Không mở được nhật ký xử lý trong “\(path)”: \(detail)",
            en: "The batch journal in “\(path)” cannot be opened: \(detail)",
            remedy: Bilingual(
                vi: "Kiểm tra quyền ghi và dung lượng đĩa.",
                en: "Check that the folder is writable and the disk not full."))
    }

    static func outputExists(_ path: String) -> BatchError {
        BatchError(
            .outputExists, .input,
            vi: "“\(path)” đã có và không phải bản đã ký của tệp này bằng chứng thư số này.",
            en: "“\(path)” exists and is not this file signed with this certificate.",
            remedy: Bilingual(
                vi: "Chọn nơi ghi khác bằng --out hoặc --out-dir, hoặc xóa tệp đó nếu không cần.",
                en: "Choose another place with --out or --out-dir, or remove that file if it is not needed."))
    }

    static func outputUnwritable(_ path: String, _ code: Int32) -> BatchError {
        let reason = String(cString: strerror(code))
        return BatchError(
            .outputUnwritable, .storage, vi: "Không ghi được “\(path)”: \(reason).",
            en: "“\(path)” cannot be written: \(reason).",
            remedy: Bilingual(
                vi: "Kiểm tra quyền ghi và dung lượng đĩa rồi chạy lại; tệp đã ký vẫn giữ nguyên.",
                en: "Check permissions and disk space and run again; what is signed stays."))
    }
}
