import PDFSyntax

/// A character map (ISO 32000-2, 9.7.5 and 9.10.3): from codes to CIDs, or from codes to Unicode text.
struct CMap {
    private struct Span {
        let low: Int
        let high: Int
        let target: Int
    }

    /// The codes of one length, 1...4 bytes (9.7.6.3).
    private struct CodeSpace {
        let length: Int
        let low: Int
        let high: Int
    }

    private var codeSpaces: [CodeSpace] = []
    private var texts: [Int: String] = [:]
    private var textSpans: [Span] = []
    private var cidSpans: [Span] = []
    private(set) var isVertical = false
    /// Codes of this many bytes when there are no code spaces; the two bytes of the Identity maps.
    private var fixedLength: Int?
    /// Whether codes are CIDs.
    private var isIdentity = false
    /// Whether codes are UTF-16 units or UCS-2 characters, as in the predefined maps whose names say so.
    private(set) var isUnicode = false
    /// How many entries all tables of one map may have.
    private static let most = 200_000

    /// A predefined map; nil when its table is not here.
    init?(predefined name: PDFName) {
        let text = name.text
        isVertical = text.hasSuffix("V")
        fixedLength = 2
        if text == "Identity-H" || text == "Identity-V" {
            isIdentity = true
        } else if text.contains("UCS2") || text.contains("UTF16") {
            isUnicode = true
            isIdentity = true
        } else {
            return nil
        }
    }

    /// A map in the language of CMap files.
    ///
    /// - Parameter base: gives the map that `usecmap` names.
    init(_ bytes: [UInt8], base: (PDFName) -> CMap?) {
        var lexer = ContentLexer(bytes)
        var operands: [PDFObject] = []
        reading: while true {
            switch lexer.next() {
            case .end: break reading
            case .operand(let operand):
                if operands.count < 4096 { operands.append(operand) }
            case .word:
                switch lexer.lastWordText {
                case "endbfchar": addTexts(operands)
                case "endbfrange": addTextRanges(operands)
                case "endcidchar": addCIDs(operands, step: 2)
                case "endcidrange": addCIDs(operands, step: 3)
                case "endcodespacerange": addCodeSpaces(operands)
                case "usecmap":
                    if let name = operands.last?.name, let other = base(name) { adopt(other) }
                case "def":
                    if operands.count >= 2, operands[operands.count - 2].name == "WMode" {
                        isVertical = operands.last?.integer == 1
                    }
                default: break
                }
                operands.removeAll(keepingCapacity: true)
            }
        }
        textSpans.sort { $0.low < $1.low }
        cidSpans.sort { $0.low < $1.low }
    }

    private var count: Int { texts.count + textSpans.count + cidSpans.count + codeSpaces.count }

    mutating func adopt(_ other: CMap) {
        codeSpaces += other.codeSpaces
        cidSpans += other.cidSpans
        isIdentity = isIdentity || other.isIdentity
        fixedLength = fixedLength ?? other.fixedLength
    }

    private static func number(_ bytes: [UInt8]) -> Int { bytes.prefix(4).reduce(0) { $0 << 8 | Int($1) } }

    private static func text(_ object: PDFObject) -> String? {
        switch object {
        case .string(let bytes):
            if bytes.count == 1 { return String(Character(Unicode.Scalar(bytes[0]))) }
            var units: [UInt16] = []
            for index in stride(from: 0, to: min(bytes.count, 128) - 1, by: 2) {
                units.append(UInt16(bytes[index]) << 8 | UInt16(bytes[index + 1]))
            }
            return String(decoding: units, as: UTF16.self)
        case .name(let name): return GlyphNames.text(name.text)
        default: return nil
        }
    }

    private mutating func addTexts(_ operands: [PDFObject]) {
        for index in stride(from: 0, to: operands.count - 1, by: 2) where count < CMap.most {
            guard let code = operands[index].string, let text = CMap.text(operands[index + 1]) else { continue }
            texts[CMap.number(code)] = text
        }
    }

    private mutating func addTextRanges(_ operands: [PDFObject]) {
        for index in stride(from: 0, to: operands.count - 2, by: 3) where count < CMap.most {
            guard let low = operands[index].string.map(CMap.number),
                let high = operands[index + 1].string.map(CMap.number), low <= high
            else { continue }
            switch operands[index + 2] {
            case .array(let elements):
                for (offset, element) in elements.prefix(high - low + 1).enumerated() where count < CMap.most {
                    if let text = CMap.text(element) { texts[low + offset] = text }
                }
            case let target:
                guard let text = CMap.text(target) else { continue }
                let scalars = Array(text.unicodeScalars)
                if scalars.count == 1 {
                    textSpans.append(Span(low: low, high: high, target: Int(scalars[0].value)))
                } else if let last = scalars.last {
                    // Only the last character counts up.
                    for offset in 0...min(high - low, 255) where count < CMap.most {
                        var next = String(String.UnicodeScalarView(scalars.dropLast()))
                        guard let scalar = Unicode.Scalar(last.value &+ UInt32(offset)) else { continue }
                        next.unicodeScalars.append(scalar)
                        texts[low + offset] = next
                    }
                }
            }
        }
    }

    private mutating func addCIDs(_ operands: [PDFObject], step: Int) {
        for index in stride(from: 0, to: operands.count - step + 1, by: step) where count < CMap.most {
            guard let low = operands[index].string.map(CMap.number),
                let high = operands[index + step - 2].string.map(CMap.number),
                let target = operands[index + step - 1].integer, low <= high, (0...0xFFFF).contains(target)
            else { continue }
            cidSpans.append(Span(low: low, high: high, target: target))
        }
    }

    private mutating func addCodeSpaces(_ operands: [PDFObject]) {
        for index in stride(from: 0, to: operands.count - 1, by: 2) where codeSpaces.count < 256 {
            guard let low = operands[index].string, let high = operands[index + 1].string,
                (1...4).contains(low.count), low.count == high.count
            else { continue }
            codeSpaces.append(CodeSpace(length: low.count, low: CMap.number(low), high: CMap.number(high)))
        }
    }

    private static func find(_ code: Int, in spans: [Span]) -> Int? {
        var (low, high) = (0, spans.count)
        while low < high {
            let middle = (low + high) / 2
            if spans[middle].low <= code { low = middle + 1 } else { high = middle }
        }
        guard low > 0, code <= spans[low - 1].high else { return nil }
        return spans[low - 1].target + (code - spans[low - 1].low)
    }

    /// The text of `code`; nil when the map does not say.
    func text(_ code: Int) -> String? {
        if let text = texts[code] { return text }
        return CMap.find(code, in: textSpans).flatMap { UInt32(exactly: $0) }.flatMap(Unicode.Scalar.init)
            .map { String(Character($0)) }
    }

    /// The CID of `code`, 0 when there is none.
    func cid(_ code: Int) -> Int { isIdentity && cidSpans.isEmpty ? code : CMap.find(code, in: cidSpans) ?? 0 }

    /// The codes in `bytes` with their lengths.
    func codes(in bytes: [UInt8]) -> [(code: Int, length: Int)] {
        var result: [(Int, Int)] = []
        var position = 0
        while position < bytes.count {
            let length = min(codeLength(bytes, at: position), bytes.count - position)
            result.append((CMap.number([UInt8](bytes[position..<position + length])), length))
            position += length
        }
        return result
    }

    private func codeLength(_ bytes: [UInt8], at position: Int) -> Int {
        if codeSpaces.isEmpty { return fixedLength ?? 2 }
        if codeSpaces.count == 1 { return codeSpaces[0].length }
        var code = 0
        for length in 1...4 where position + length <= bytes.count {
            code = code << 8 | Int(bytes[position + length - 1])
            for space in codeSpaces where space.length == length && CMap.contains(space, code) { return length }
        }
        return codeSpaces.map(\.length).min() ?? 1
    }

    /// Each byte of a code lies between the bytes of the bounds.
    private static func contains(_ space: CodeSpace, _ code: Int) -> Bool {
        for shift in stride(from: 0, to: space.length * 8, by: 8) {
            let byte = code >> shift & 0xFF
            if byte < space.low >> shift & 0xFF || byte > space.high >> shift & 0xFF { return false }
        }
        return true
    }
}
