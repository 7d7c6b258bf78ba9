import Diagnostics

/// What the commands themselves can find wrong.
enum CommandErrorCode: String, Sendable {
    case fileUnreadable = "file-unreadable"
    case fileNotWritten = "file-not-written"
    case noCodeInImage = "no-code-in-image"
    case demoFilesMissing = "demo-files-missing"
    case pinUnreadable = "pin-unreadable"
    case wouldOverwrite = "would-overwrite"
    case demoDirty = "demo-folder-dirty"
    case objectUnknown = "object-unknown"
}

/// An error of a command.
typealias CommandError = Fault<CommandErrorCode>

extension Fault where Code == CommandErrorCode {
    static func unreadable(_ path: String) -> CommandError {
        CommandError(
            .fileUnreadable, .input, vi: "Không đọc được tệp “\(path)”.", en: "The file “\(path)” cannot be read.",
            remedy: Bilingual(vi: "Kiểm tra đường dẫn và quyền đọc.", en: "Check the path and that you may read it."))
    }

    static func notWritten(_ path: String) -> CommandError {
        CommandError(
            .fileNotWritten, .storage, vi: "Không ghi được tệp “\(path)”.", en: "The file “\(path)” cannot be written.",
            remedy: Bilingual(
                vi: "Kiểm tra quyền ghi và dung lượng đĩa.", en: "Check permissions and free space."))
    }

    static func wouldOverwrite(_ path: String) -> CommandError {
        CommandError(
            .wouldOverwrite, .input, vi: "Tệp kết quả trùng với tệp gốc “\(path)”.",
            en: "The output would replace the input “\(path)”.",
            remedy: Bilingual(vi: "Đặt tên khác bằng --out.", en: "Name another file with --out."))
    }
}
