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
        /// What the manifest's reader noticed about the row, or about a manifest that could not be used at all.
        var manifestFindings: [Finding]
        /// Why it cannot even be opened; nil for an ordinary file.
        var obstacle: Finding?
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
        guard FileManager.default.directoryExists(root) else { throw BatchError.folder(root) }
        var walk = FolderWalk(root: root)
        walk.descend("")
        let files = walk.files
        var notices = walk.notices
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
            // What a manifest would have said is unknown when it cannot be read: its documents wait for a person.
            let unusable = manifests.filter { path.hasPrefix($0.folder) }.flatMap(\.manifest.problems)
                .filter { unusableManifest.contains($0.code) }
            return Entry(
                path: path, dossier: row?.row[.dossier] ?? dossierFolder(of: path), manifest: row?.row,
                manifestFindings: (row?.findings ?? []) + unusable)
        }
        let obstacles = walk.obstacles.map {
            Entry(path: $0.path, dossier: nil, manifest: nil, manifestFindings: [], obstacle: $0.finding)
        }
        return BatchFolder(root: root, entries: entries + obstacles, notices: notices)
    }

    private static let manifestName = "manifest.csv"

    private static let unusableManifest: Set<String> = [
        "MANIFEST_NOT_UTF8", "MANIFEST_QUOTE_UNCLOSED", "MANIFEST_FILE_COLUMN_MISSING",
    ]

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
    fileprivate func directoryExists(_ path: String) -> Bool {
        var isDirectory: Bool = false
        return fileExists(atPath: path, isDirectory: &isDirectory) && isDirectory
    }
}
