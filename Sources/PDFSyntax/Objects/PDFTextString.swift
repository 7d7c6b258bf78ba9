/// Text strings (ISO 32000-2, 7.9.2.2).
public enum PDFTextString {
    /// `text` as bytes: ASCII as it is (it is the same in PDFDocEncoding), all else as UTF-16BE with a byte order mark,
    /// which every reader understands.
    public static func encode(_ text: String) -> [UInt8] {
        if text.utf8.allSatisfy({ (0x20..<0x7F).contains($0) || $0 == 0x0A || $0 == 0x0D || $0 == 0x09 }) {
            return [UInt8](text.utf8)
        }
        var bytes: [UInt8] = [0xFE, 0xFF]
        for unit in text.utf16 {
            bytes.append(UInt8(truncatingIfNeeded: unit >> 8))
            bytes.append(UInt8(truncatingIfNeeded: unit))
        }
        return bytes
    }

    /// The text of `bytes`: UTF-16BE or UTF-8 by their byte order marks (UTF-16LE is accepted because it occurs), else
    /// PDFDocEncoding. Wrong sequences become U+FFFD; language escapes are left out.
    public static func decode(_ bytes: [UInt8]) -> String {
        if bytes.starts(with: [0xFE, 0xFF]) { return utf16(bytes.dropFirst(2), bigEndian: true) }
        if bytes.starts(with: [0xFF, 0xFE]) { return utf16(bytes.dropFirst(2), bigEndian: false) }
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { return String(decoding: bytes.dropFirst(3), as: UTF8.self) }
        var text = ""
        for byte in bytes { text.unicodeScalars.append(docEncoding(byte)) }
        return text
    }

    private static func utf16(_ bytes: ArraySlice<UInt8>, bigEndian: Bool) -> String {
        var units: [UInt16] = []
        units.reserveCapacity(bytes.count / 2)
        var high: UInt8?
        var inEscape = false
        for byte in bytes {
            guard let first = high else {
                high = byte
                continue
            }
            high = nil
            let unit = bigEndian ? UInt16(first) << 8 | UInt16(byte) : UInt16(byte) << 8 | UInt16(first)
            // U+001B brackets a language code (7.9.2.2.3), which is not part of the text.
            if unit == 0x001B {
                inEscape.toggle()
            } else if !inEscape {
                units.append(unit)
            }
        }
        return String(decoding: units, as: UTF16.self)
    }

    /// One byte of PDFDocEncoding (ISO 32000-2, Annex D.3).
    private static func docEncoding(_ byte: UInt8) -> Unicode.Scalar {
        switch byte {
        case 0x18...0x1F: scalar(in: [0x02D8, 0x02C7, 0x02C6, 0x02D9, 0x02DD, 0x02DB, 0x02DA, 0x02DC], byte - 0x18)
        case 0x80...0x9E:
            scalar(
                in: [
                    0x2022, 0x2020, 0x2021, 0x2026, 0x2014, 0x2013, 0x0192, 0x2044, 0x2039, 0x203A, 0x2212, 0x2030,
                    0x201E, 0x201C, 0x201D, 0x2018, 0x2019, 0x201A, 0x2122, 0xFB01, 0xFB02, 0x0141, 0x0152, 0x0160,
                    0x0178, 0x017D, 0x0131, 0x0142, 0x0153, 0x0161, 0x017E,
                ], byte - 0x80)
        case 0xA0: "\u{20AC}"
        case 0x7F, 0x9F, 0xAD: "\u{FFFD}"
        default: Unicode.Scalar(byte)
        }
    }

    private static func scalar(in table: [UInt32], _ index: UInt8) -> Unicode.Scalar {
        guard table.indices.contains(Int(index)) else { return "\u{FFFD}" }
        return Unicode.Scalar(table[Int(index)]) ?? "\u{FFFD}"
    }
}
