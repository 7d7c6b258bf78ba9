import Diagnostics

/// What can go wrong with work done in another process. The raw values are stable names for machines.
public enum WorkerErrorCode: String, Sendable, CaseIterable {
    /// The worker's executable could not be started.
    case launchFailed = "worker-launch-failed"
    /// The machine lacks a library that decodes files.
    case libraryMissing = "worker-library-missing"
    /// The worker died twice on the same request: the input makes a decoder crash, or asks for too much memory.
    case crashed = "worker-crashed"
    /// The worker took too long twice.
    case timedOut = "worker-timed-out"
    /// The worker answered something that is no answer.
    case protocolBroken = "worker-protocol-broken"
    /// The input, or what it decodes to, does not fit into a frame.
    case tooLarge = "worker-too-large"
    /// The pool was closed.
    case closed = "worker-pool-closed"
    /// Any other error inside the worker; its message is passed on.
    case refused = "worker-refused"

    // Answers of the modules that run inside workers, under the names they have there.
    case imageFormatUnknown = "image-format-unknown"
    case imageTruncated = "image-truncated"
    case imageCorrupt = "image-corrupt"
    case imageUnsupported = "image-unsupported"
    case imageTooLarge = "image-too-large"
    case imagePageMissing = "image-page-missing"
    case pdfUnreadable = "pdf-unreadable"
    case pdfEncrypted = "pdf-encrypted"
    case pdfPageMissing = "pdf-page-missing"
    case pdfTooLarge = "pdf-too-large"
    case pdfPageFailed = "pdf-page-failed"
}

/// The error of module Workers.
public typealias WorkerError = Fault<WorkerErrorCode>

extension WorkerError {
    /// `detail`: the system's words.
    static func launchFailed(_ executable: String, _ detail: String) -> WorkerError {
        WorkerError(
            .launchFailed, .dependency, vi: "Không chạy được tiến trình phụ \(executable): \(detail).",
            en: "The worker process \(executable) cannot be started: \(detail).")
    }

    static let libraryMissing = WorkerError(
        .libraryMissing, .dependency, vi: "Máy này thiếu thư viện để đọc tệp.",
        en: "This machine lacks a library that reads such files.",
        remedy: Bilingual(
            vi: "Chạy “sohoa doctor” để biết thiếu gói nào.", en: "Run “sohoa doctor” to see which package."))

    /// `detail`: how it ended.
    static func crashed(_ detail: String) -> WorkerError {
        WorkerError(
            .crashed, .input, vi: "Tiến trình đọc tệp hỏng giữa chừng (\(detail)): tệp có thể bị hỏng.",
            en: "The process that decodes the file died (\(detail)): the file may be damaged.",
            remedy: Bilingual(vi: "Quét hoặc sao chép lại tệp gốc.", en: "Scan or copy the original again."))
    }

    static func timedOut(_ seconds: Double) -> WorkerError {
        WorkerError(
            .timedOut, .input, vi: "Đọc tệp quá \(Int(seconds)) giây mà chưa xong.",
            en: "Decoding the file took more than \(Int(seconds)) seconds.",
            remedy: Bilingual(vi: "Kiểm tra lại tệp gốc.", en: "Check the original file."))
    }

    static func protocolBroken(_ detail: String) -> WorkerError {
        WorkerError(
            .protocolBroken, .internal, vi: "Tiến trình phụ trả lời sai quy ước: \(detail).",
            en: "The worker process broke the protocol: \(detail).")
    }

    static let tooLarge = WorkerError(
        .tooLarge, .input, vi: "Tệp quá lớn để xử lý.", en: "The file is too large to be processed.")

    static let closed = WorkerError(
        .closed, .internal, vi: "Nhóm tiến trình phụ đã đóng.", en: "The pool of workers is closed.")
}
