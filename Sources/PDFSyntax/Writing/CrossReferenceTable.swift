/// The writing of cross-reference tables and streams (ISO 32000-2, 7.5.4 and 7.5.8).
struct CrossReferenceTable {
    private var rows: [(number: Int, generation: Int, offset: Int?)] = []

    mutating func add(_ number: Int, generation: Int, offset: Int) { rows.append((number, generation, offset)) }

    mutating func free(_ number: Int, generation: Int) { rows.append((number, generation, nil)) }

    /// Rows in runs of consecutive numbers.
    private var subsections: [ArraySlice<(number: Int, generation: Int, offset: Int?)>] {
        let sorted = rows.sorted { $0.number < $1.number }
        var result: [ArraySlice<(number: Int, generation: Int, offset: Int?)>] = []
        var start = 0
        for index in sorted.indices
        where index + 1 == sorted.count || sorted[index + 1].number != sorted[index].number + 1 {
            result.append(sorted[start...index])
            start = index + 1
        }
        return result
    }

    /// Writes `xref` and its subsections; each entry takes exactly 20 bytes.
    func write(to writer: inout PDFWriter) {
        writer.append("xref\n")
        for subsection in subsections {
            writer.append(subsection.first?.number ?? 0)
            writer.append(" ")
            writer.append(subsection.count)
            writer.append("\n")
            for row in subsection {
                writer.append(row.offset ?? 0, width: 10)
                writer.append(" ")
                writer.append(row.generation, width: 5)
                writer.append(row.offset == nil ? " f\r\n" : " n\r\n")
            }
        }
    }

    /// The `/Index` and the rows of a cross-reference stream with `/W [1 5 2]`: five bytes hold any offset up to 1 TB.
    var streamContent: (index: [PDFObject], rows: [UInt8]) {
        var index: [PDFObject] = []
        var bytes: [UInt8] = []
        for subsection in subsections {
            index += [.integer(subsection.first?.number ?? 0), .integer(subsection.count)]
            for row in subsection {
                bytes.append(row.offset == nil ? 0 : 1)
                for shift in stride(from: 32, through: 0, by: -8) {
                    bytes.append(UInt8(truncatingIfNeeded: (row.offset ?? 0) >> shift))
                }
                bytes.append(UInt8(truncatingIfNeeded: row.generation >> 8))
                bytes.append(UInt8(truncatingIfNeeded: row.generation))
            }
        }
        return (index, bytes)
    }
}
