/// ASCIIHexDecode and ASCII85Decode (ISO 32000-2, 7.4.2 and 7.4.3). Both shrink their input, so they need no limit.
enum ASCIIFilters {
    static func hex(_ input: ByteView) -> [UInt8] {
        var output: [UInt8] = []
        var high: UInt8?
        var position = 0
        while let byte = input[position], byte != 0x3E {
            position += 1
            guard let value = CharacterClass.hexValue(byte) else { continue }
            if let first = high {
                output.append(first << 4 | value)
                high = nil
            } else {
                high = value
            }
        }
        if let high { output.append(high << 4) }
        return output
    }

    static func base85(_ input: ByteView) throws -> [UInt8] {
        var output: [UInt8] = []
        var group: UInt64 = 0
        var digits = 0
        var position = 0
        func flush(_ bytes: Int) throws {
            guard group <= 0xFFFF_FFFF else { throw PDFSyntaxError.corrupt("ASCII85Decode", "group too large") }
            for index in 0..<bytes { output.append(UInt8(truncatingIfNeeded: group >> UInt64(24 - 8 * index))) }
            group = 0
            digits = 0
        }
        while let byte = input[position], byte != 0x7E {
            position += 1
            if CharacterClass.isWhitespace(byte) { continue }
            if byte == 0x7A, digits == 0 {
                output.append(contentsOf: [0, 0, 0, 0])
                continue
            }
            guard (0x21...0x75).contains(byte) else {
                throw PDFSyntaxError.corrupt("ASCII85Decode", "byte \(byte)")
            }
            group = group * 85 + UInt64(byte - 0x21)
            digits += 1
            if digits == 5 { try flush(4) }
        }
        if digits > 1 {
            let kept = digits - 1
            while digits < 5 {
                group = group * 85 + 84
                digits += 1
            }
            try flush(kept)
        }
        return output
    }
}
