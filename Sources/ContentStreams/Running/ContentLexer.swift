import PDFSyntax

/// Cuts a content stream into operands and operators (ISO 32000-2, 7.8.2). It never fails: what means nothing is skipped.
struct ContentLexer {
    /// One element of the stream.
    enum Element {
        case operand(PDFObject)
        case word(Operator)
        case end
    }

    /// An operator: its letters, at most four, packed.
    struct Operator: Hashable, ExpressibleByStringLiteral {
        let code: UInt32

        init(stringLiteral value: StaticString) {
            code = value.withUTF8Buffer { Operator.pack($0) }
        }

        init(_ bytes: ArraySlice<UInt8>) { code = bytes.withUnsafeBufferPointer { Operator.pack($0) } }

        /// Nothing has more than four letters that means something here; such words become 0.
        private static func pack(_ bytes: UnsafeBufferPointer<UInt8>) -> UInt32 {
            bytes.count > 4 ? 0 : bytes.reduce(0) { $0 << 8 | UInt32($1) }
        }
    }

    let bytes: [UInt8]
    var position = 0
    private static let deepest = 24

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// The words of a mapping file may be longer than operators are: the text of the last word.
    private(set) var lastWord: Range<Int> = 0..<0

    /// The last word as text.
    var lastWordText: String { String(decoding: bytes[lastWord], as: UTF8.self) }

    mutating func next() -> Element {
        while true {
            skipWhitespace()
            guard position < bytes.count else { return .end }
            if let operand = operand(depth: 0) { return .operand(operand) }
            let start = position
            while position < bytes.count, ContentLexer.isRegular(bytes[position]) { position += 1 }
            if position == start {
                position += 1
                continue
            }
            lastWord = start..<position
            return .word(Operator(bytes[start..<position]))
        }
    }

    mutating func skipWhitespace() {
        while position < bytes.count {
            let byte = bytes[position]
            if ContentLexer.isWhitespace(byte) {
                position += 1
            } else if byte == 0x25 {
                while position < bytes.count, bytes[position] != 0x0A, bytes[position] != 0x0D { position += 1 }
            } else {
                return
            }
        }
    }

    func peek(_ offset: Int) -> UInt8? { position + offset < bytes.count ? bytes[position + offset] : nil }

    /// An operand, or nil when the next thing is a word or a stray delimiter.
    private mutating func operand(depth: Int) -> PDFObject? {
        guard let byte = peek(0) else { return nil }
        switch byte {
        case 0x2F: return .name(name())
        case 0x28: return .string(literalString())
        case 0x3C where peek(1) == 0x3C: return depth < ContentLexer.deepest ? .dictionary(dictionary(depth)) : nil
        case 0x3C: return .string(hexString())
        case 0x5B: return depth < ContentLexer.deepest ? .array(array(depth)) : nil
        case 0x30...0x39, 0x2B, 0x2D, 0x2E: return number()
        case 0x74 where word("true"): return .boolean(true)
        case 0x66 where word("false"): return .boolean(false)
        case 0x6E where word("null"): return .null
        default: return nil
        }
    }

    /// Consumes `text` when it is the whole next word.
    mutating func word(_ text: StaticString) -> Bool {
        let length = text.utf8CodeUnitCount
        guard position + length <= bytes.count,
            text.withUTF8Buffer({ bytes[position..<position + length].elementsEqual($0) }),
            peek(length).map({ !ContentLexer.isRegular($0) }) ?? true
        else { return false }
        position += length
        return true
    }

    private mutating func array(_ depth: Int) -> [PDFObject] {
        position += 1
        var elements: [PDFObject] = []
        while true {
            skipWhitespace()
            guard let byte = peek(0) else { return elements }
            if byte == 0x5D {
                position += 1
                return elements
            }
            if let element = operand(depth: depth + 1) { elements.append(element) } else { skipStray() }
        }
    }

    private mutating func dictionary(_ depth: Int) -> PDFDictionary {
        position += 2
        var result = PDFDictionary()
        while true {
            skipWhitespace()
            guard let byte = peek(0) else { return result }
            if byte == 0x3E {
                position += peek(1) == 0x3E ? 2 : 1
                return result
            }
            guard byte == 0x2F else {
                if operand(depth: depth + 1) == nil { skipStray() }
                continue
            }
            let key = name()
            skipWhitespace()
            if let value = operand(depth: depth + 1) { result[key] = value }
        }
    }

    /// Steps over a word or delimiter that is out of place.
    private mutating func skipStray() {
        let start = position
        while position < bytes.count, ContentLexer.isRegular(bytes[position]) { position += 1 }
        if position == start { position += 1 }
    }

    private mutating func name() -> PDFName {
        position += 1
        var text: [UInt8] = []
        while let byte = peek(0), ContentLexer.isRegular(byte) {
            if byte == 0x23, let high = peek(1).flatMap(ContentLexer.hexValue),
                let low = peek(2).flatMap(ContentLexer.hexValue)
            {
                text.append(high << 4 | low)
                position += 3
            } else {
                text.append(byte)
                position += 1
            }
        }
        return PDFName(bytes: text)
    }

    private mutating func number() -> PDFObject? {
        let start = position
        var isNegative = false
        while let byte = peek(0), byte == 0x2B || byte == 0x2D {
            if byte == 0x2D { isNegative = true }
            position += 1
        }
        var value = 0.0
        var scale = 1.0
        var isReal = false
        var digits = 0
        scan: while let byte = peek(0) {
            switch byte {
            case 0x30...0x39:
                digits += 1
                if isReal {
                    if scale < 1e15 {
                        scale *= 10
                        value = value * 10 + Double(byte - 0x30)
                    }
                } else if value < 1e18 {
                    value = value * 10 + Double(byte - 0x30)
                }
            case 0x2E where !isReal: isReal = true
            // Some writers put a sign inside a number; what follows it does not count.
            case 0x2D where digits > 0:
                while let rest = peek(0), ContentLexer.isRegular(rest) { position += 1 }
                break scan
            default: break scan
            }
            position += 1
        }
        if digits == 0, !isReal {
            position = start
            return nil
        }
        value = (isNegative ? -value : value) / scale
        return isReal ? .real(value) : Int(exactly: value).map(PDFObject.integer) ?? .real(value)
    }

    private mutating func hexString() -> [UInt8] {
        position += 1
        var result: [UInt8] = []
        var high: UInt8?
        while let byte = peek(0) {
            position += 1
            if byte == 0x3E { break }
            guard let digit = ContentLexer.hexValue(byte) else { continue }
            if let first = high {
                result.append(first << 4 | digit)
                high = nil
            } else {
                high = digit
            }
        }
        if let high { result.append(high << 4) }
        return result
    }

    private mutating func literalString() -> [UInt8] {
        position += 1
        var text: [UInt8] = []
        var depth = 1
        while let byte = peek(0) {
            position += 1
            switch byte {
            case 0x28: depth += 1
            case 0x29:
                depth -= 1
                if depth == 0 { return text }
            case 0x5C:
                escape(into: &text)
                continue
            case 0x0D:
                if peek(0) == 0x0A { position += 1 }
                text.append(0x0A)
                continue
            default: break
            }
            text.append(byte)
        }
        return text
    }

    private mutating func escape(into text: inout [UInt8]) {
        guard let byte = peek(0) else { return }
        position += 1
        switch byte {
        case 0x6E: text.append(0x0A)
        case 0x72: text.append(0x0D)
        case 0x74: text.append(0x09)
        case 0x62: text.append(0x08)
        case 0x66: text.append(0x0C)
        case 0x0A: break
        case 0x0D: if peek(0) == 0x0A { position += 1 }
        case 0x30...0x37:
            var value = Int(byte - 0x30)
            for _ in 0..<2 {
                guard let digit = peek(0), (0x30...0x37).contains(digit) else { break }
                value = value * 8 + Int(digit - 0x30)
                position += 1
            }
            text.append(UInt8(truncatingIfNeeded: value))
        default: text.append(byte)
        }
    }
}

extension ContentLexer {
    @inline(__always)
    static func isWhitespace(_ byte: UInt8) -> Bool {
        byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 || byte == 0x0C || byte == 0x00
    }

    @inline(__always)
    static func isRegular(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x28, 0x29, 0x3C, 0x3E, 0x5B, 0x5D, 0x7B, 0x7D, 0x2F, 0x25: false
        default: !isWhitespace(byte)
        }
    }

    static func hexValue(_ byte: UInt8) -> UInt8? {
        switch byte {
        case 0x30...0x39: byte - 0x30
        case 0x41...0x46: byte - 0x37
        case 0x61...0x66: byte - 0x57
        default: nil
        }
    }
}
