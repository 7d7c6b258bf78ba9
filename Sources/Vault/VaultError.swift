import Diagnostics
import GRDB

/// Why the vault could not do something.
public enum VaultErrorCode: String, Sendable {
    case notAVault = "not-a-vault"
    case folderNotEmpty = "vault-folder-not-empty"
    case malformedDescription = "vault-description-malformed"
    case readOnly = "vault-opened-read-only"
    case conflict = "filing-conflict"
    case noSuchObject = "no-such-object"
    case invalidFiling = "filing-invalid"
    case interrupted = "vault-needs-reopening"
    case unreadableRecord = "record-unreadable"
    case database = "vault-database"
}

/// An error of the vault itself; errors of the disk and of OCFL objects pass through as they are.
public typealias VaultError = Fault<VaultErrorCode>

extension Fault where Code == VaultErrorCode {
    static func notAVault(_ path: String) -> VaultError {
        VaultError(
            .notAVault, .input, vi: "\(path) không phải kho dữ liệu sohoa.", en: "\(path) is not a sohoa vault.",
            remedy: Bilingual(
                vi: "Tạo kho bằng `sohoa vault init --vault \(path)`.",
                en: "Create one with `sohoa vault init --vault \(path)`."))
    }

    static func conflict(_ key: String, vi: String, en: String) -> VaultError {
        VaultError(
            .conflict, .storage, vi: "Khóa lưu \(key): \(vi).", en: "Filing key \(key): \(en).",
            remedy: Bilingual(
                vi: "Không ghi đè: kiểm tra vì sao cùng một nguồn cho ra hai kết quả khác nhau.",
                en: "Nothing is overwritten: find out why one source gave two different results."))
    }

    static func noSuchObject(_ urn: String) -> VaultError {
        VaultError(
            .noSuchObject, .input, vi: "Kho không có đối tượng \(urn).", en: "The vault holds no object \(urn).")
    }

    static func invalidFiling(_ urn: String, vi: String, en: String) -> VaultError {
        VaultError(.invalidFiling, .internal, vi: "\(urn): \(vi).", en: "\(urn): \(en).")
    }
}

/// Runs `body`; an error of SQLite becomes one that names the database.
func database<T>(_ path: String, _ body: () throws -> T) throws -> T {
    do {
        return try body()
    } catch let error as DatabaseError {
        throw VaultError(
            .database, .storage,
            vi: "Cơ sở dữ liệu \(path): \(error.message ?? "lỗi") (SQLite \(error.extendedResultCode.rawValue)).",
            en: "Database \(path): \(error.message ?? "error") (SQLite \(error.extendedResultCode.rawValue)).",
            remedy: Bilingual(
                vi: "Chạy `sohoa vault validate`; nếu hỏng index.db thì `sohoa vault reindex`.",
                en: "Run `sohoa vault validate`; if index.db is damaged, `sohoa vault reindex`."))
    }
}
