/// Reads objects from tokens (ISO 32000-2, 7.3), from any offset.
struct ObjectParser {
    var lexer: Lexer
    private let nesting: Int
    private let mostElements: Int
    /// How many values were read into arrays and dictionaries so far.
    private(set) var elements = 0
    /// Whether a dictionary read so far gives one key two values: readers differ in which one they take.
    private(set) var repeatsKey = false

    init(_ bytes: ByteView, at position: Int, limits: PDFLimits = PDFLimits()) {
        lexer = Lexer(bytes, at: position)
        nesting = limits.nesting
        mostElements = limits.elements
    }

    var position: Int { lexer.position }

    /// The next object, which is direct or a reference.
    mutating func object() throws -> PDFObject {
        try object(from: lexer.next(), depth: 0)
    }

    /// The next token, which must be an integer that is not negative.
    mutating func unsignedInteger() -> Int? {
        let start = lexer.position
        if case .integer(let value) = lexer.next(), value >= 0 { return value }
        lexer.position = start
        return nil
    }

    /// Whether the next token is `keyword`; if so it is consumed.
    mutating func consume(_ keyword: Keyword) -> Bool {
        let start = lexer.position
        if lexer.next() == .keyword(keyword) { return true }
        lexer.position = start
        return false
    }

    private mutating func object(from token: Token, depth: Int) throws -> PDFObject {
        switch token {
        case .integer(let value): return referenceOrInteger(value)
        case .real(let value): return .real(value)
        case .string(let value): return .string(value)
        case .name(let value): return .name(value)
        case .keyword(.true): return .boolean(true)
        case .keyword(.false): return .boolean(false)
        case .keyword(.null): return .null
        case .arrayOpen: return try array(depth: depth + 1)
        case .dictionaryOpen: return .dictionary(try dictionary(depth: depth + 1) { _, _, _ in })
        case .keyword, .arrayClose, .dictionaryClose, .end:
            throw PDFSyntaxError.malformed("an object was expected", at: lexer.position)
        }
    }

    private mutating func referenceOrInteger(_ number: Int) -> PDFObject {
        let start = lexer.position
        // Looking for `G R` costs two tokens; a value that cannot be an object number is not worth the look.
        guard number > 0, case .integer(let generation) = lexer.next(), generation >= 0, generation <= 65_535,
            lexer.next() == .keyword(.reference)
        else {
            lexer.position = start
            return .integer(number)
        }
        return .reference(PDFReference(number: number, generation: generation))
    }

    private mutating func array(depth: Int) throws -> PDFObject {
        try checkDepth(depth)
        var values: [PDFObject] = []
        while true {
            let token = lexer.next()
            switch token {
            case .arrayClose: return .array(values)
            case .keyword(.other): continue
            default:
                try countElement()
                values.append(try object(from: token, depth: depth))
            }
        }
    }

    /// The rest of a dictionary after `<<`; values without a key are left out. `visit` gets each key with its value and the range of the value's bytes.
    private mutating func dictionary(
        depth: Int, visit: (PDFName, PDFObject, Range<Int>) -> Void
    ) throws -> PDFDictionary {
        try checkDepth(depth)
        var result = PDFDictionary()
        while true {
            switch lexer.next() {
            case .dictionaryClose: return result
            case .name(let key):
                lexer.skipWhitespace()
                let start = lexer.position
                let token = lexer.next()
                if token == .dictionaryClose {
                    // A key without a value: the entry is null, which is the same as absent.
                    return result
                }
                try countElement()
                let value = try object(from: token, depth: depth)
                if let earlier = result[key], earlier != value { repeatsKey = true }
                result[key] = value
                visit(key, value, start..<lexer.position)
            case .keyword(.other), .integer, .real, .string: continue
            case .arrayOpen: _ = try array(depth: depth + 1)
            case .dictionaryOpen: _ = try dictionary(depth: depth + 1) { _, _, _ in }
            case .keyword, .arrayClose, .end:
                throw PDFSyntaxError.malformed("a key was expected in a dictionary", at: lexer.position)
            }
        }
    }

    private mutating func countElement() throws {
        elements += 1
        guard elements <= mostElements else {
            throw PDFSyntaxError.malformed("an object holds more than \(mostElements) values", at: lexer.position)
        }
    }

    private func checkDepth(_ depth: Int) throws {
        guard depth <= nesting else {
            throw PDFSyntaxError(
                .nestedTooDeeply, .input,
                vi: "Đối tượng PDF lồng nhau sâu hơn \(nesting) cấp tại vị trí \(lexer.position).",
                en: "A PDF object nests deeper than \(nesting) levels at offset \(lexer.position).")
        }
    }
}

extension ObjectParser {
    /// The dictionary at the parser's position and where the value of each key stands: with two equal keys the last
    /// one, as in the dictionary itself.
    mutating func dictionaryWithRanges() throws -> (PDFDictionary, [PDFName: Range<Int>]) {
        guard lexer.next() == .dictionaryOpen else {
            throw PDFSyntaxError.malformed("a dictionary was expected", at: lexer.position)
        }
        var ranges: [PDFName: Range<Int>] = [:]
        let dictionary = try dictionary(depth: 1) { key, _, range in ranges[key] = range }
        return (dictionary, ranges)
    }
}
