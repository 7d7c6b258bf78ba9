import Diagnostics
import FoundationEssentials
import Glibc
import Records

/// What can stop a whole batch; what concerns one document is a finding, never an error.
public enum BatchErrorCode: String, Sendable {
    case folderMissing = "batch-folder-missing"
    case journalUnusable = "batch-journal-unusable"
    case nothingToResume = "batch-nothing-to-resume"
    case sealKeyUnsuitable = "batch-seal-key-unsuitable"
    case reviewItemUnknown = "batch-review-item-unknown"
    case outputExists = "sign-output-exists"
    case outputIsNoFile = "sign-output-is-no-file"
    case inputChanged = "sign-input-changed"
    case renewalGainsNothing = "renewal-gains-nothing"
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

    static func outputIsNoFile(_ path: String) -> BatchError {
        BatchError(
            .outputIsNoFile, .input, vi: "“\(path)” không phải tệp thường nên không ghi đè.",
            en: "“\(path)” is not an ordinary file and is not replaced.",
            remedy: Bilingual(vi: "Chọn tên tệp khác bằng --out.", en: "Name another file with --out."))
    }

    static func inputChanged(_ path: String) -> BatchError {
        BatchError(
            .inputChanged, .input, vi: "“\(path)” bị thay đổi trong lúc ký nên chưa có bản ký.",
            en: "“\(path)” was changed while it was being signed; there is no signed copy.",
            remedy: Bilingual(
                vi: "Đợi chương trình khác ghi xong tệp rồi ký lại.",
                en: "Wait until other programs have finished writing it, then sign again."))
    }

    static func renewalGainsNothing(_ until: Date) -> BatchError {
        let day = VietnamTime.day(until).vietnamese
        return BatchError(
            .renewalGainsNothing, .input,
            vi: "Dấu thời gian mới cũng chỉ bảo vệ đến \(day), nên chưa gia hạn.",
            en: "A new time-stamp would also protect only until \(day); nothing was renewed.",
            remedy: Bilingual(
                vi: "Chờ máy chủ dấu thời gian đổi chứng thư số, dùng máy chủ khác, hoặc chọn --before sớm hơn.",
                en: "Wait until the authority has a newer certificate, use another, or choose an earlier --before."))
    }
}
