import Diagnostics
import Extraction
import FoundationEssentials
import Records

/// What lies in a batch folder: the documents, the dossiers they belong to, and what the manifests say about them.
struct BatchFolder: Sendable {
    /// One document that has not been read yet.
    struct Entry: Sendable {
        /// Relative to the batch folder, `/` between components.
        var path: String
        var dossier: String?
        var manifest: ManifestRow?
        /// What the manifest's reader noticed about the row.
        var manifestFindings: [Finding]
    }

    var root: String
    /// In path order.
    var entries: [Entry]
    /// Problems of the manifests: rows without a file, unreadable lines.
    var notices: [Finding]

    /// Walks `root`. A sub-folder whose name is a dossier code is that dossier; other sub-folders only group files. A
    /// `manifest.csv` speaks of the files of its own folder and below. Hidden files, notes (`.md`, `.txt`) and what
    /// desktops leave behind are not documents; anything else is, and is rejected later if we cannot read it, so that
    /// nothing is dropped silently.
    static func read(_ root: String, aliases: [String: String]) throws -> BatchFolder {
        var files: [String] = []
        var notices: [Finding] = []
        guard FileManager.default.directoryExists(root) else { throw BatchError.folder(root) }
        walk(root, "", into: &files, &notices)
        var manifests: [(folder: String, manifest: Manifest)] = []
        for path in files where fileName(path).lowercased() == manifestName {
            guard let data = FileManager.default.contents(atPath: root + "/" + path) else {
                throw BatchError.folder(root + "/" + path)
            }
            let folder = String(path.dropLast(fileName(path).count))
            let manifest = ManifestReader.read([UInt8](data), aliases: aliases)
            manifests.append((folder, manifest))
            let below = files.filter { $0.hasPrefix(folder) }.map { String($0.dropFirst(folder.count)) }
            notices += manifest.problems + manifest.rowsWithoutFile(among: below)
        }
        // The nearest manifest speaks: deeper folders first.
        manifests.sort { $0.folder.utf8.count > $1.folder.utf8.count }
        let entries = files.filter { isDocument($0) }.map { path in
            let row = manifests.lazy.filter { path.hasPrefix($0.folder) }
                .compactMap { $0.manifest.row(for: path.below($0.folder)) }.first
            return Entry(
                path: path, dossier: row?.row[.dossier] ?? dossierFolder(of: path), manifest: row?.row,
                manifestFindings: row?.findings ?? [])
        }
        return BatchFolder(root: root, entries: entries, notices: notices)
    }

    private static let manifestName = "manifest.csv"

    private static func walk(_ root: String, _ prefix: String, into files: inout [String], _ notices: inout [Finding]) {
        guard let names = try? FileManager.default.contentsOfDirectory(atPath: root + "/" + prefix) else {
            notices.append(skipped(prefix, vi: "không đọc được thư mục", en: "the folder cannot be read"))
            return
        }
        for name in names.sorted() where !name.hasPrefix(".") {
            let path = prefix + name
            switch FileManager.default.fileType(root + "/" + path) {
            case .typeDirectory: walk(root, path + "/", into: &files, &notices)
            case .typeRegular: files.append(path)
            default: notices.append(skipped(path, vi: "không phải tệp thường", en: "it is no ordinary file"))
            }
        }
    }

    private static func skipped(_ path: String, vi: String, en: String) -> Finding {
        Finding(
            "ENTRY_SKIPPED", .note,
            Bilingual(vi: "Bỏ qua “\(path)”: \(vi).", en: "Skipped “\(path)”: \(en)."))
    }

    private static func isDocument(_ path: String) -> Bool {
        let name = fileName(path).lowercased()
        return name != manifestName && !["thumbs.db", "desktop.ini"].contains(name)
            && ![".md", ".txt"].contains { name.hasSuffix($0) }
    }

    private static func dossierFolder(of path: String) -> String? {
        path.split(separator: "/").dropLast().last { DossierCode(rawValue: String($0)) != nil }.map(String.init)
    }

    private static func fileName(_ path: String) -> String { path.split(separator: "/").last.map(String.init) ?? path }
}

extension String {
    /// The path without `folder` in front.
    fileprivate func below(_ folder: String) -> String { String(dropFirst(folder.count)) }
}

extension FileManager {
    fileprivate func fileType(_ path: String) -> FileAttributeType? {
        (try? attributesOfItem(atPath: path))?[.type] as? FileAttributeType
    }

    fileprivate func directoryExists(_ path: String) -> Bool {
        var isDirectory: Bool = false
        return fileExists(atPath: path, isDirectory: &isDirectory) && isDirectory
    }
}
