import Diagnostics
import Profiles

/// What the commands themselves can find wrong.
enum CommandErrorCode: String, Sendable {
    case fileUnreadable = "file-unreadable"
    case fileNotWritten = "file-not-written"
    case fileExists = "file-exists"
    case policyRefused = "policy-refused"
    case revisionUnknown = "revision-unknown"
    case noCodeInImage = "no-code-in-image"
    case demoFilesMissing = "demo-files-missing"
    case pinUnreadable = "pin-unreadable"
    case passwordUnreadable = "password-unreadable"
    case wouldOverwrite = "would-overwrite"
    case demoDirty = "demo-folder-dirty"
    case objectUnknown = "object-unknown"
    case outIsForOneFile = "out-is-for-one-file"
    case sameOutput = "same-output"
    case credentialsMalformed = "credentials-malformed"
    case requestUnreadable = "signing-request-unreadable"
    case certificateMissing = "certificate-missing"
    case noPDFs = "no-pdf-found"
    case noSteps = "no-signing-steps"
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

    static func exists(_ path: String) -> CommandError {
        CommandError(
            .fileExists, .input, vi: "Tệp “\(path)” đã có; không ghi đè.",
            en: "The file “\(path)” exists and is not overwritten.",
            remedy: Bilingual(vi: "Đặt tên khác, hoặc thêm --force.", en: "Name another file, or add --force."))
    }

    static func policyRefused(_ path: String, _ problems: [ProfileProblem]) -> CommandError {
        func list(_ language: Language) -> String {
            problems.prefix(20).map { $0.text(in: language) }.joined(separator: "; ")
        }
        return CommandError(
            .policyRefused, .configuration, vi: "Quy tắc kiểm tra “\(path)” có lỗi: \(list(.vi)).",
            en: "The validation policy “\(path)” is wrong: \(list(.en)).")
    }

    static func passwordUnreadable(_ path: String) -> CommandError {
        CommandError(
            .passwordUnreadable, .configuration, vi: "Không đọc được tệp mật khẩu “\(path)”.",
            en: "The password file “\(path)” cannot be read.")
    }

    static func noRevision(_ number: Int, of count: Int) -> CommandError {
        CommandError(
            .revisionUnknown, .input, vi: "Tệp không có phiên bản \(number); các phiên bản: 1…\(count).",
            en: "The file has no revision \(number); its revisions are 1…\(count).",
            remedy: Bilingual(vi: "Xem bằng sohoa inspect TỆP.", en: "See sohoa inspect FILE."))
    }

    static func noPDFsToVerify(_ path: String) -> CommandError {
        CommandError(
            .noPDFs, .input, vi: "Không có tệp PDF nào trong “\(path)”.", en: "“\(path)” holds no PDF.")
    }

    static func wouldOverwrite(_ path: String) -> CommandError {
        CommandError(
            .wouldOverwrite, .input, vi: "Tệp kết quả trùng với tệp gốc “\(path)”.",
            en: "The output would replace the input “\(path)”.",
            remedy: Bilingual(vi: "Đặt tên khác bằng --out.", en: "Name another file with --out."))
    }

    static var outIsForOneFile: CommandError {
        CommandError(
            .outIsForOneFile, .input, vi: "--out chỉ dùng khi ký một tệp.", en: "--out is for a single file.",
            remedy: Bilingual(vi: "Dùng --out-dir cho nhiều tệp.", en: "Use --out-dir for several files."))
    }

    static func sameOutput(_ path: String) -> CommandError {
        CommandError(
            .sameOutput, .input, vi: "Hai tệp sẽ cùng ghi ra “\(path)”.", en: "Two files would both become “\(path)”.",
            remedy: Bilingual(
                vi: "Ký từng thư mục, mỗi lần một --out-dir riêng.",
                en: "Sign one folder at a time, each with an --out-dir of its own."))
    }

    static func credentialsMalformed(_ path: String) -> CommandError {
        CommandError(
            .credentialsMalformed, .configuration, vi: "Dòng đầu của “\(path)” không có dạng tên:mật-khẩu.",
            en: "The first line of “\(path)” is not user:password.")
    }

    static var certificateMissing: CommandError {
        CommandError(
            .certificateMissing, .configuration, vi: "Thiếu chứng thư số của người ký.",
            en: "The signer's certificate is missing.",
            remedy: Bilingual(vi: "Thêm --certificate CHỨNG-THƯ.pem.", en: "Add --certificate CERT.pem."))
    }

    static var noSteps: CommandError {
        CommandError(
            .noSteps, .configuration, vi: "Cấu hình không nêu các bước ký (steps).",
            en: "The profile names no signing steps.",
            remedy: Bilingual(vi: "Thêm mục steps vào cấu hình.", en: "Add steps to the profile."))
    }

    static func requestUnreadable(_ path: String) -> CommandError {
        CommandError(
            .requestUnreadable, .input, vi: "“\(path)” không phải yêu cầu ký của sohoa.",
            en: "“\(path)” is not a signing request of sohoa.",
            remedy: Bilingual(vi: "Tạo lại bằng sohoa sign --prepare.", en: "Make one with sohoa sign --prepare."))
    }

    static func noPDFs(_ paths: String) -> CommandError {
        CommandError(
            .noPDFs, .input, vi: "Không có tệp PDF nào để ký trong “\(paths)”.", en: "“\(paths)” holds no PDF to sign.")
    }
}
