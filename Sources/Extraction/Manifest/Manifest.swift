import Diagnostics
import Records

/// What `manifest.csv` says, file by file.
public struct Manifest: Sendable, Hashable {
    /// The row of one file.
    public struct Row: Sendable, Hashable {
        /// Path from the manifest's folder, `/` between components, NFC.
        public let path: String
        /// The values.
        public let row: ManifestRow
        /// What is wrong with the row: handed to the extractor with it.
        public internal(set) var findings: [Finding] = []
    }

    /// In the manifest's order; each file once.
    public private(set) var rows: [Row] = []
    /// Mistakes that concern the manifest as a whole or rows without a file.
    public internal(set) var problems: [Finding] = []

    private var indices: [String: Int] = [:]

    /// A manifest without rows, for folders that have none.
    public init() {}

    /// The row of a file. Names are equal however their accents are composed, as disks disagree about that.
    public func row(for path: String) -> Row? { indices[Self.normalised(path)].map { rows[$0] } }

    /// Rows that name none of `paths`: each a finding that says which line, for the batch's report.
    public func rowsWithoutFile(among paths: some Sequence<String>) -> [Finding] {
        let present = Set(paths.map(Self.normalised))
        return rows.filter { !present.contains($0.path) }.map { missing in
            Finding(
                "MANIFEST_FILE_MISSING", .note,
                Bilingual(
                    vi: "Dòng \(missing.row.line) của manifest ghi tệp “\(missing.path)” nhưng trong thư mục không có.",
                    en: "Line \(missing.row.line) of the manifest names “\(missing.path)”, which is not in the folder.")
            )
        }
    }

    /// Adds a row; a second one for the same file is only remarked on the first.
    mutating func add(_ row: Row) {
        guard let first = indices[row.path] else {
            indices[row.path] = rows.count
            rows.append(row)
            return
        }
        let lines = (rows[first].row.line, row.row.line)
        rows[first].findings.append(
            Finding(
                "MANIFEST_ROW_REPEATED", .review,
                Bilingual(
                    vi: "Manifest ghi tệp này hai lần, ở dòng \(lines.0) và dòng \(lines.1); dòng đầu được dùng.",
                    en: "The manifest lists this file twice, on lines \(lines.0) and \(lines.1); the first is used.")))
    }

    /// `/` between components, no `./` in front, NFC.
    static func normalised(_ path: String) -> String {
        var text = VietnameseText.nfc(path).replacing("\\", with: "/")
        while text.hasPrefix("./") { text = String(text.dropFirst(2)) }
        return text
    }
}
