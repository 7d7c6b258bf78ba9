import Diagnostics

/// What can stop a whole batch; what concerns one document is a finding, never an error.
public enum BatchErrorCode: String, Sendable {
    case folderMissing = "batch-folder-missing"
    case journalUnusable = "batch-journal-unusable"
    case nothingToResume = "batch-nothing-to-resume"
    case sealKeyUnsuitable = "batch-seal-key-unsuitable"
    case reviewItemUnknown = "batch-review-item-unknown"
}

/// The batch engine's error.
public typealias BatchError = Fault<BatchErrorCode>

extension Fault where Code == BatchErrorCode {
    static func folder(_ path: String) -> BatchError {
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
}
