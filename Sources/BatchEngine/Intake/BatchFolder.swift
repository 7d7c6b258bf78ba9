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
        walk(root, "", into: &files)
        var rows: [String: ManifestRow] = [:]
        let present = Set(files)
        for manifest in files where fileName(manifest).lowercased() == manifestName {
            let folder = manifest.dropLast(manifestName.count)
            guard let data = FileManager.default.contents(atPath: root + "/" + manifest) else {
                throw BatchError.folder(root + "/" + manifest)
            }
            let parsed = ManifestReader.read([UInt8](data), aliases: aliases)
            notices += parsed.problems
            for row in parsed.rows {
                let path = folder + row.path
                if present.contains(path) { rows[path] = row.row } else { notices.append(missing(path, row.row)) }
            }
        }
        let entries = files.filter { isDocument($0) }.map { path in
            let row = rows[path]
            return Entry(path: path, dossier: row?[.dossier] ?? dossierFolder(of: path), manifest: row)
        }
        return BatchFolder(root: root, entries: entries, notices: notices)
    }

    private static let manifestName = "manifest.csv"

    private static func walk(_ root: String, _ prefix: String, into files: inout [String]) {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: root + "/" + prefix)) ?? []
        for name in names.sorted() where !name.hasPrefix(".") {
            let path = prefix + name
            switch FileManager.default.fileType(root + "/" + path) {
            case .typeDirectory: walk(root, path + "/", into: &files)
            case .typeRegular: files.append(path)
            default: break
            }
        }
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

    private static func missing(_ path: String, _ row: ManifestRow) -> Finding {
        Finding(
            "MANIFEST_FILE_MISSING", .note,
            Bilingual(
                vi: "Dòng \(row.line) của manifest nêu tệp “\(path)” nhưng không có tệp này trong thư mục.",
                en: "Line \(row.line) of the manifest names “\(path)”, which is not in the folder."))
    }
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
