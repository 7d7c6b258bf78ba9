import Diagnostics

/// The table directory at the start of a font file (OpenType 1.9, "Organization of an OpenType font").
struct TableDirectory: Sendable {
    private var tables: [String: FontTable] = [:]

    init(_ bytes: [UInt8]) throws(FontError) {
        let file = FontTable(tag: "directory", bytes: bytes[...])
        switch try file.uint32(0) {
        case 0x0001_0000, 0x7472_7565: break  // 1.0, 'true'
        case 0x4F54_544F: throw .unsupported("its outlines are CFF, not TrueType")
        case 0x7474_6366: throw .unsupported("it is a collection of fonts")
        default: throw .unsupported("it is not a TrueType font")
        }
        for index in 0..<(try file.uint16(4)) {
            let record = 12 + 16 * index
            let tag = String(decoding: try file.slice(record..<record + 4), as: UTF8.self)
            let offset = try file.uint32(record + 8)
            let data = try file.slice(offset..<offset + (try file.uint32(record + 12)))
            tables[tag] = FontTable(tag: tag, bytes: data)
        }
    }

    /// The table, when the font has it.
    subscript(tag: String) -> FontTable? { tables[tag] }

    func required(_ tag: String) throws(FontError) -> FontTable {
        guard let table = tables[tag] else { throw .malformed("table \(tag) is missing") }
        return table
    }
}
