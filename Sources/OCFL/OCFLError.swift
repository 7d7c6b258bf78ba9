import Diagnostics

/// Why an operation on an OCFL root could not be done. What a validator finds is not an error but an ``OCFLFinding``.
public enum OCFLErrorCode: String, Sendable {
    case notARoot = "ocfl-not-a-storage-root"
    case unknownLayout = "ocfl-unknown-layout"
    case objectExists = "ocfl-object-exists"
    case damagedObject = "ocfl-object-damaged"
    case noSuchFile = "ocfl-no-such-file"
    case invalidPath = "ocfl-invalid-path"
    case emptyVersion = "ocfl-version-without-change"
}

/// An error of this module.
public typealias OCFLError = Fault<OCFLErrorCode>

extension Fault where Code == OCFLErrorCode {
    static func damaged(_ path: String, vi: String, en: String) -> OCFLError {
        OCFLError(
            .damagedObject, .storage, vi: "\(path): \(vi).", en: "\(path): \(en).",
            remedy: Bilingual(
                vi: "Chạy `sohoa vault validate` để biết các tệp bị hỏng, rồi phục hồi từ bản sao lưu.",
                en: "Run `sohoa vault validate` to list the damaged files, then restore them from a backup."))
    }

    static func invalidPath(_ path: String) -> OCFLError {
        OCFLError(
            .invalidPath, .internal,
            vi: "“\(path)” không phải đường dẫn hợp lệ trong đối tượng OCFL.",
            en: "“\(path)” is not a valid logical path of an OCFL object.")
    }
}
