/// The cyclic redundancy check of PNG chunks (ISO/IEC 15948, Annex D).
enum CRC32 {
    private static let table: [UInt32] = (0..<256).map { n in
        (0..<8).reduce(UInt32(n)) { c, _ in c & 1 == 1 ? 0xEDB8_8320 ^ (c >> 1) : c >> 1 }
    }

    static func of(_ bytes: ArraySlice<UInt8>) -> UInt32 {
        let crc = table.withUnsafeBufferPointer { table in
            bytes.withUnsafeBufferPointer { buffer in
                buffer.reduce(UInt32.max) { table[Int(($0 ^ UInt32($1)) & 0xFF)] ^ ($0 >> 8) }
            }
        }
        return ~crc
    }
}
