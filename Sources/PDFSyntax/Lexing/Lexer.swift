/// Cuts bytes into tokens. It never fails: bytes that mean nothing become `.keyword(.other)`, the end of the bytes
/// inside a string becomes `.end`.
struct Lexer {
    let bytes: ByteView
    /// Where the next token is looked for.
    var position: Int

    init(_ bytes: ByteView, at position: Int) {
        self.bytes = bytes
        self.position = max(0, position)
    }

    /// Steps over whitespace and comments.
    mutating func skipWhitespace() {
        while let byte = bytes[position] {
            if CharacterClass.isWhitespace(byte) {
                position += 1
            } else if byte == 0x25 {
                while let inComment = bytes[position], inComment != 0x0A, inComment != 0x0D { position += 1 }
            } else {
                return
            }
        }
    }

    mutating func next() -> Token {
        skipWhitespace()
        guard let byte = bytes[position] else { return .end }
        switch byte {
        case 0x2F: return name()
        case 0x28: return literalString()
        case 0x3C:
            if bytes[position + 1] == 0x3C {
                position += 2
                return .dictionaryOpen
            }
            return hexString()
        case 0x3E:
            if bytes[position + 1] == 0x3E {
                position += 2
                return .dictionaryClose
            }
            position += 1
            return .keyword(.other)
        case 0x5B:
            position += 1
            return .arrayOpen
        case 0x5D:
            position += 1
            return .arrayClose
        case 0x29, 0x7B, 0x7D:
            position += 1
            return .keyword(.other)
        case 0x30...0x39, 0x2B, 0x2D, 0x2E: return number()
        default: return keyword()
        }
    }

    private mutating func keyword() -> Token {
        let start = position
        while let byte = bytes[position], CharacterClass.isRegular(byte) { position += 1 }
        return .keyword(bytes.withUnsafeBytes(in: start..<position) { Keyword($0) } ?? .other)
    }

    private mutating func name() -> Token {
        position += 1
        let start = position
        while let byte = bytes[position], CharacterClass.isRegular(byte), byte != 0x23 { position += 1 }
        if bytes[position] != 0x23, let name = bytes.withUnsafeBytes(in: start..<position, { PDFName(bytes: $0) }) {
            return .name(name)
        }
        var text = bytes.slice(start..<position) ?? []
        while let byte = bytes[position], CharacterClass.isRegular(byte) {
            if byte == 0x23, let high = bytes[position + 1].flatMap(CharacterClass.hexValue),
                let low = bytes[position + 2].flatMap(CharacterClass.hexValue)
            {
                text.append(high << 4 | low)
                position += 3
            } else {
                text.append(byte)
                position += 1
            }
        }
        return .name(PDFName(bytes: text))
    }

    /// A number (7.3.3). Doubled signs and a lone sign or point are read as other readers do: the first sign counts,
    /// nothing is zero. An integer that does not fit becomes a real.
    private mutating func number() -> Token {
        let start = position
        var isNegative = false
        while let byte = bytes[position], byte == 0x2B || byte == 0x2D {
            if byte == 0x2D, position == start { isNegative = true }
            position += 1
        }
        var integer = 0
        var real = 0.0
        var scale = 1.0
        var isReal = false
        var overflows = false
        var digits = 0
        scan: while let byte = bytes[position], CharacterClass.isRegular(byte) {
            switch byte {
            case 0x30...0x39:
                let digit = Int(byte - 0x30)
                digits += 1
                if isReal {
                    // Digits beyond the precision of a double change nothing.
                    if scale < 1e17 {
                        scale *= 10
                        real = real * 10 + Double(digit)
                    }
                } else {
                    let (product, over) = integer.multipliedReportingOverflow(by: 10)
                    let (sum, carry) = product.addingReportingOverflow(digit)
                    overflows = overflows || over || carry
                    if !overflows { integer = sum }
                    real = real * 10 + Double(digit)
                }
            case 0x2E where !isReal: isReal = true
            default:
                // A word that begins like a number, such as `1abc`, is not one.
                while let rest = bytes[position], CharacterClass.isRegular(rest) { position += 1 }
                if digits == 0 { return .keyword(.other) }
                break scan
            }
            position += 1
        }
        if isReal || overflows {
            let value = isReal ? real / scale : real
            guard value.isFinite else { return .real(0) }
            return .real(isNegative ? -value : value)
        }
        return .integer(isNegative ? -integer : integer)
    }

    private mutating func hexString() -> Token {
        let start = position + 1
        guard let end = bytes.firstIndex(of: [0x3E], in: start..<max(start, bytes.count)) else {
            position = max(start, bytes.count)
            return .end
        }
        position = end + 1
        return .string(bytes.withUnsafeBytes(in: start..<end) { HexadecimalText.decode($0) } ?? [])
    }

    private mutating func literalString() -> Token {
        position += 1
        var text: [UInt8] = []
        var depth = 1
        while let byte = bytes[position] {
            position += 1
            switch byte {
            case 0x28:
                depth += 1
                text.append(byte)
            case 0x29:
                depth -= 1
                if depth == 0 { return .string(text) }
                text.append(byte)
            case 0x5C: escape(into: &text)
            case 0x0D:
                // An end of line inside a string is one line feed, however it is written (7.3.4.2).
                if bytes[position] == 0x0A { position += 1 }
                text.append(0x0A)
            default: text.append(byte)
            }
        }
        return .end
    }

    private mutating func escape(into text: inout [UInt8]) {
        guard let byte = bytes[position] else { return }
        position += 1
        switch byte {
        case 0x6E: text.append(0x0A)
        case 0x72: text.append(0x0D)
        case 0x74: text.append(0x09)
        case 0x62: text.append(0x08)
        case 0x66: text.append(0x0C)
        case 0x0A: break
        case 0x0D: if bytes[position] == 0x0A { position += 1 }
        case 0x30...0x37:
            var value = Int(byte - 0x30)
            for _ in 0..<2 {
                guard let digit = bytes[position], digit >= 0x30, digit <= 0x37 else { break }
                value = value * 8 + Int(digit - 0x30)
                position += 1
            }
            text.append(UInt8(truncatingIfNeeded: value))
        default: text.append(byte)
        }
    }
}
