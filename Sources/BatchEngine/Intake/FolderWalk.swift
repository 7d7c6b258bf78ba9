import Diagnostics
import FoundationEssentials
import Records

/// Everything that lies below a folder. What cannot be opened is kept as an obstacle, so that it is counted and reported
/// and never dropped.
struct FolderWalk {
    let root: String
    /// Ordinary files, relative to the root, in path order.
    private(set) var files: [String] = []
    /// Entries that are neither ordinary files nor folders that can be listed.
    private(set) var obstacles: [(path: String, finding: Finding)] = []
    /// Folders that are none of the batch's business.
    private(set) var notices: [Finding] = []

    init(root: String) { self.root = root }

    /// Walks `prefix`, which is empty or ends with `/`.
    mutating func descend(_ prefix: String) {
        guard let names = try? FileManager.default.contentsOfDirectory(atPath: root + "/" + prefix) else {
            let path = String(prefix.dropLast())
            obstacles.append(
                (path, obstacle(path, vi: "không đọc được thư mục", en: "the folder cannot be read")))
            return
        }
        if names.contains("vault.yaml"), names.contains("volumes") {
            notices.append(
                Finding(
                    "ENTRY_SKIPPED", .note,
                    Bilingual(
                        vi: "Bỏ qua “\(prefix)”: đây là một kho dữ liệu, không phải tài liệu cần số hóa.",
                        en: "Skipped “\(prefix)”: it is a vault, not documents to digitize.")))
            return
        }
        for name in names.sorted() where !name.hasPrefix(".") {
            let path = prefix + name
            switch kind(of: path) {
            case .typeDirectory?: descend(path + "/")
            case .typeRegular?: files.append(path)
            case .typeSymbolicLink?:
                obstacles.append(
                    (path, obstacle(path, vi: "đây là liên kết, không phải tệp", en: "it is a link, not a file")))
            default:
                obstacles.append(
                    (path, obstacle(path, vi: "không phải tệp thường", en: "it is no ordinary file")))
            }
        }
    }

    private func kind(of path: String) -> FileAttributeType? {
        (try? FileManager.default.attributesOfItem(atPath: root + "/" + path))?[.type] as? FileAttributeType
    }

    private func obstacle(_ path: String, vi: String, en: String) -> Finding {
        Finding(
            "FILE_UNREADABLE", .reject,
            Bilingual(vi: "Không đọc được “\(path)”: \(vi).", en: "“\(path)” cannot be read: \(en)."))
    }
}
