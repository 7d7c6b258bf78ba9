/// Comma-separated values as RFC 4180 writes them: cells may be quoted, quoted cells may hold delimiters, doubled quotes
/// and line ends; records end with LF, CRLF or CR.
struct CSVReader {
    /// One record and the line it starts on.
    struct Row: Hashable {
        /// 1-based.
        var line: Int
        var cells: [String]

        /// A line with nothing on it.
        var isBlank: Bool { cells.allSatisfy { $0.allSatisfy(\.isWhitespace) } }
    }

    /// The records in order, blank lines left out.
    private(set) var rows: [Row] = []
    /// The line where a quoted cell begins that never ends.
    private(set) var unclosedQuoteLine: Int?

    private static let quote = UInt8(ascii: "\"")
    private static let comma = UInt8(ascii: ",")

    /// Reads `bytes`. The delimiter is a comma; a semicolon or a tab when the first line has one of these but no comma,
    /// as spreadsheets write in Vietnamese locales.
    init(_ bytes: some Collection<UInt8>) {
        let bytes = Array(bytes)
        let delimiter = Self.delimiter(of: bytes)
        var cell: [UInt8] = []
        var row = Row(line: 1, cells: [])
        var line = 1
        var quotedSince: Int?
        var index = 0

        func endCell() {
            row.cells.append(String(decoding: cell, as: UTF8.self))
            cell.removeAll(keepingCapacity: true)
        }
        while index < bytes.count {
            let byte = bytes[index]
            let next = index + 1 < bytes.count ? bytes[index + 1] : nil
            index += 1
            let isLineEnd = byte == 0x0A || (byte == 0x0D && next != 0x0A)
            if isLineEnd { line += 1 }
            if quotedSince != nil {
                if byte != Self.quote {
                    cell.append(byte)
                } else if next == Self.quote {
                    cell.append(byte)
                    index += 1
                } else {
                    quotedSince = nil
                }
            } else if byte == Self.quote, cell.isEmpty {
                quotedSince = line
            } else if byte == delimiter {
                endCell()
            } else if isLineEnd {
                endCell()
                if !row.isBlank { rows.append(row) }
                row = Row(line: line, cells: [])
            } else if byte != 0x0D {
                cell.append(byte)
            }
        }
        unclosedQuoteLine = quotedSince
        if !cell.isEmpty || !row.cells.isEmpty {
            endCell()
            if !row.isBlank { rows.append(row) }
        }
    }

    private static func delimiter(of bytes: [UInt8]) -> UInt8 {
        var counts: [UInt8: Int] = [:]
        var quoted = false
        for byte in bytes {
            if byte == quote { quoted.toggle() }
            if quoted { continue }
            if byte == 0x0A || byte == 0x0D { break }
            counts[byte, default: 0] += 1
        }
        if counts[comma] != nil { return comma }
        return [UInt8(ascii: ";"), UInt8(ascii: "\t")].first { counts[$0] != nil } ?? comma
    }
}
