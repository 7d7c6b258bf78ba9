import Diagnostics
import Records

/// Reads `manifest.csv` (DESIGN section 7): UTF-8 with or without a byte-order mark, a header row, any subset of the
/// contract's columns in any order.
public enum ManifestReader {
    /// Reads a manifest; mistakes become findings, and the rows that can be used are used.
    ///
    /// - Parameters:
    ///   - bytes: the file.
    ///   - aliases: other column names the profile allows, alias → column; compared without case and accents.
    public static func read(_ bytes: [UInt8], aliases: [String: String] = [:]) -> Manifest {
        var manifest = Manifest()
        let body = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes[3...] : bytes[...]
        guard String(validating: body, as: UTF8.self) != nil else {
            manifest.problems.append(
                Finding(
                    "MANIFEST_NOT_UTF8", .review,
                    Bilingual(
                        vi: "manifest.csv không phải UTF-8. Trong Excel, chọn “CSV UTF-8” khi lưu.",
                        en: "manifest.csv is not UTF-8. In Excel, save as “CSV UTF-8”.")))
            return manifest
        }
        let csv = CSVReader(body)
        if let line = csv.unclosedQuoteLine {
            manifest.problems.append(
                Finding(
                    "MANIFEST_QUOTE_UNCLOSED", .review,
                    Bilingual(
                        vi: "Dòng \(line) của manifest mở dấu \" mà không đóng.",
                        en: "Line \(line) of the manifest opens a quote that never closes."), measured: Double(line)))
        }
        guard let header = csv.rows.first else { return manifest }
        let columns = columns(of: header, aliases: aliases, &manifest.problems)
        guard columns.contains(.file) else {
            manifest.problems.append(
                Finding(
                    "MANIFEST_FILE_COLUMN_MISSING", .review,
                    Bilingual(
                        vi: "Dòng tiêu đề của manifest không có cột “file”.",
                        en: "The header row of the manifest has no “file” column."), measured: Double(header.line)))
            return manifest
        }
        for row in csv.rows.dropFirst() { add(row, columns: columns, to: &manifest) }
        return manifest
    }

    /// The column each cell belongs to; nil for cells to be ignored.
    private static func columns(
        of header: CSVReader.Row, aliases: [String: String], _ findings: inout [Finding]
    ) -> [ManifestRow.Column?] {
        var names: [String: ManifestRow.Column] = [:]
        for (alias, column) in aliases {
            names[VietnameseText.comparable(alias)] = ManifestRow.Column(rawValue: column)
        }
        // The contract's own names win over aliases.
        for column in ManifestRow.Column.allCases { names[column.rawValue.lowercased()] = column }
        var seen: Set<ManifestRow.Column> = []
        return header.cells.enumerated().map { index, cell in
            let name = VietnameseText.comparable(cell)
            guard let column = names[name] else {
                if !name.isEmpty { findings.append(unknownColumn(cell, index)) }
                return nil
            }
            guard seen.insert(column).inserted else {
                findings.append(repeatedColumn(cell, index, column))
                return nil
            }
            return column
        }
    }

    private static func add(_ row: CSVReader.Row, columns: [ManifestRow.Column?], to manifest: inout Manifest) {
        var values: [ManifestRow.Column: String] = [:]
        for (column, cell) in zip(columns, row.cells) {
            let text = VietnameseText.nfc(cell).trimmed
            if let column, !text.isEmpty { values[column] = text }
        }
        guard let file = values[.file].map(Manifest.normalised) else {
            manifest.problems.append(
                Finding(
                    "MANIFEST_ROW_WITHOUT_FILE", .review,
                    Bilingual(
                        vi: "Dòng \(row.line) của manifest không ghi tên tệp.",
                        en: "Line \(row.line) of the manifest names no file."), measured: Double(row.line)))
            return
        }
        values[.file] = file
        var findings: [Finding] = []
        if row.cells.dropFirst(columns.count).contains(where: { !$0.trimmed.isEmpty }) {
            findings.append(tooLong(row, columns.count))
        }
        manifest.add(Manifest.Row(path: file, row: ManifestRow(line: row.line, values: values), findings: findings))
    }

    private static func tooLong(_ row: CSVReader.Row, _ columns: Int) -> Finding {
        Finding(
            "MANIFEST_ROW_TOO_LONG", .review,
            Bilingual(
                vi:
                    "Dòng \(row.line) của manifest có \(row.cells.count) ô, nhiều hơn \(columns) cột; có thể thiếu dấu \".",
                en:
                    "Line \(row.line) of the manifest has \(row.cells.count) cells for \(columns) columns: quotes missing?"
            ),
            measured: Double(row.cells.count), limit: Double(columns))
    }

    private static func unknownColumn(_ cell: String, _ index: Int) -> Finding {
        Finding(
            "MANIFEST_COLUMN_UNKNOWN", .note,
            Bilingual(
                vi: "Cột \(index + 1) của manifest, “\(cell.trimmed)”, không có trong hợp đồng và bị bỏ qua.",
                en: "Column \(index + 1) of the manifest, “\(cell.trimmed)”, is not known and was ignored."),
            measured: Double(index + 1))
    }

    private static func repeatedColumn(_ cell: String, _ index: Int, _ column: ManifestRow.Column) -> Finding {
        Finding(
            "MANIFEST_COLUMN_REPEATED", .review,
            Bilingual(
                vi: "Cột \(index + 1) của manifest, “\(cell.trimmed)”, lặp lại cột \(column.rawValue) và bị bỏ qua.",
                en:
                    "Column \(index + 1) of the manifest, “\(cell.trimmed)”, repeats \(column.rawValue) and was ignored."
            ), measured: Double(index + 1))
    }
}
