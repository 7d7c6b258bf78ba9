/// One row of `manifest.csv`: what the archivist already knows about a file. Every value is optional; values given here
/// win over extracted ones, and a disagreement goes to review (DESIGN section 7).
public struct ManifestRow: Sendable, Hashable, Codable {
    /// The columns of the contract, in its order.
    public enum Column: String, Sendable, CaseIterable, Codable {
        case file, dossier, procedure, documentType, title, number, notation, issuedDate, validUntil, scope, ownerType,
            ownerId, ownerName, ownerId2, ownerName2, agency
    }

    /// 1-based line in the CSV file, for messages.
    public var line: Int
    /// Cells by column name.
    public var values: [String: String]

    /// Blank cells may be left out.
    public init(line: Int, values: [Column: String]) {
        self.line = line
        self.values = Dictionary(uniqueKeysWithValues: values.map { ($0.key.rawValue, $0.value) })
    }

    /// The value of a column; nil when the column is absent or the cell is blank.
    public subscript(column: Column) -> String? {
        guard let value = values[column.rawValue], !value.isEmpty else { return nil }
        return value
    }
}
