/// Writes a font file from its tables: directory, padding, checksums (OpenType 1.9, "Organization of an OpenType font").
enum FontFileWriter {
    /// `tables` must contain `head` with a zero checkSumAdjustment. Tables are written in the order of their tags.
    static func write(_ tables: [(tag: String, bytes: [UInt8])]) -> [UInt8] {
        let tables = tables.sorted { $0.tag.utf8.lexicographicallyPrecedes($1.tag.utf8) }
        // 16 × the largest power of two that is not above the count, and its logarithm: for a binary search.
        let selector = UInt16.bitWidth - 1 - UInt16(truncatingIfNeeded: max(1, tables.count)).leadingZeroBitCount
        let searchRange = 16 << selector

        var directory: [UInt8] = []
        directory.append(uint32: 0x0001_0000)
        for number in [tables.count, searchRange, selector, 16 * tables.count - searchRange] {
            directory.append(uint16: number)
        }
        var body: [UInt8] = []
        var head: Int?
        let start = 12 + 16 * tables.count
        for table in tables {
            if table.tag == "head" { head = start + body.count }
            directory += table.tag.utf8
            directory.append(uint32: Int(checksum(table.bytes)))
            directory.append(uint32: start + body.count)
            directory.append(uint32: table.bytes.count)
            body += table.bytes
            body += [UInt8](repeating: 0, count: -table.bytes.count & 3)
        }
        var file = directory + body
        if let head, head + 12 <= file.count {
            var adjustment: [UInt8] = []
            adjustment.append(uint32: Int(0xB1B0_AFBA &- checksum(file)))
            file.replaceSubrange(head + 8..<head + 12, with: adjustment)
        }
        return file
    }

    /// The sum of the big-endian 32-bit words, the last one padded with zeros.
    static func checksum(_ bytes: [UInt8]) -> UInt32 {
        var sum: UInt32 = 0
        for (index, byte) in bytes.enumerated() { sum &+= UInt32(byte) << UInt32(24 - 8 * (index & 3)) }
        return sum
    }
}

extension [UInt8] {
    mutating func append(uint16 value: Int) {
        append(UInt8(truncatingIfNeeded: value >> 8))
        append(UInt8(truncatingIfNeeded: value))
    }

    mutating func append(uint32 value: Int) {
        append(uint16: value >> 16)
        append(uint16: value)
    }
}
