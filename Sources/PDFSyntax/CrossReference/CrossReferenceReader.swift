/// Reads the chain of cross-reference sections from the newest to the oldest (ISO 32000-2, 7.5.4 to 7.5.8).
struct CrossReferenceReader {
    let bytes: ByteView
    let limits: PDFLimits
    private var entryBudget: Int
    private var endstreams: EndstreamIndex?

    init(_ bytes: ByteView, limits: PDFLimits) {
        self.bytes = bytes
        self.limits = limits
        entryBudget = limits.crossReferenceEntries
    }

    /// The chain that begins at `start`, newest first. `isCut` when a `/Prev` leads nowhere or in a circle.
    ///
    /// - Throws: `pdf-malformed-cross-reference` when not even the first section can be read.
    mutating func chain(from start: Int) throws -> (sections: [CrossReferenceSection], isCut: Bool) {
        var sections = [try section(at: start)]
        var visited: Set<Int> = [start]
        while let previous = sections.last?.previous {
            guard visited.insert(previous).inserted, sections.count < limits.sections,
                let section = try? section(at: previous)
            else { return (sections, true) }
            sections.append(section)
        }
        return (sections, false)
    }

    private mutating func section(at offset: Int) throws -> CrossReferenceSection {
        guard offset > 0, offset < bytes.count else {
            throw PDFSyntaxError.crossReference("the offset is outside the file", at: offset)
        }
        var parser = ObjectParser(bytes, at: offset, limits: limits)
        guard parser.consume(.xref) else { return try stream(at: offset) }
        var section = try table(&parser, offset: offset)
        if let hybrid = section.trailer["XRefStm"]?.integer, let hidden = try? stream(at: hybrid) {
            // Objects that the table hides as free are those the stream is for (7.5.8.4); others it must not override.
            for (number, entry) in hidden.entries {
                if section.entries[number] ?? .free == .free {
                    section.entries[number] = entry
                } else if section.entries[number] != entry {
                    section.repeated.insert(number)
                }
            }
            section.extents += hidden.extents
            section.repeated.formUnion(hidden.repeated)
        }
        return section
    }

    private mutating func spend(_ entries: Int, at offset: Int) throws {
        guard entries >= 0, entries <= entryBudget else {
            throw PDFSyntaxError.crossReference("too many entries", at: offset)
        }
        entryBudget -= entries
    }

    private mutating func table(_ parser: inout ObjectParser, offset: Int) throws -> CrossReferenceSection {
        var entries: [Int: CrossReferenceEntry] = [:]
        var repeated: Set<Int> = []
        func put(_ entry: CrossReferenceEntry, _ number: Int) {
            if let earlier = entries.updateValue(entry, forKey: number), earlier != entry { repeated.insert(number) }
        }
        while !parser.consume(.trailer) {
            guard let first = parser.unsignedInteger(), let count = parser.unsignedInteger(),
                first <= limits.objectNumber, count <= limits.objectNumber + 1
            else { throw PDFSyntaxError.crossReference("a subsection header was expected", at: parser.position) }
            try spend(count, at: parser.position)
            for index in 0..<count {
                if let entry = parser.crossReferenceRow() {
                    put(entry, first + index)
                    continue
                }
                guard let position = parser.unsignedInteger(), let generation = parser.unsignedInteger() else {
                    throw PDFSyntaxError.crossReference("an entry was expected", at: parser.position)
                }
                let number = first + index
                if parser.consume(.inUse) {
                    // Some writers mark missing objects as in use at offset 0, where the header is.
                    put(position == 0 ? .free : .inFile(offset: position, generation: generation), number)
                } else if parser.consume(.free) {
                    put(.free, number)
                } else {
                    throw PDFSyntaxError.crossReference("an entry is neither `n` nor `f`", at: parser.position)
                }
            }
        }
        guard case .dictionary(let trailer) = try parser.object() else {
            throw PDFSyntaxError.crossReference("a trailer dictionary was expected", at: parser.position)
        }
        return CrossReferenceSection(
            offset: offset, kind: trailer["XRefStm"] == nil ? .table : .hybrid, entries: entries, trailer: trailer,
            extents: [offset..<parser.position], repeated: repeated)
    }

    /// A cross-reference stream (7.5.8). Its `/Length` must be direct, since nothing can be resolved yet.
    private mutating func stream(at offset: Int) throws -> CrossReferenceSection {
        var parser = ObjectParser(bytes, at: offset, limits: limits)
        let indirect = try parser.indirectObject(
            length: { _ in nil }, endstream: { EndstreamIndex.first(from: $0, in: bytes, known: &endstreams) })
        guard case .stream(let stream) = indirect.object, stream.dictionary["Type"]?.name == "XRef" else {
            throw PDFSyntaxError.crossReference("neither a table nor a cross-reference stream", at: offset)
        }
        let widths = (stream.dictionary["W"]?.array ?? []).map { $0.integer ?? -1 }
        guard widths.count >= 3, widths.allSatisfy({ (0...8).contains($0) }) else {
            throw PDFSyntaxError.crossReference("bad /W", at: offset)
        }
        let index =
            stream.dictionary["Index"]?.array?.map { $0.integer ?? -1 } ?? [0, stream.dictionary["Size"]?.integer ?? 0]
        guard index.count % 2 == 0, index.allSatisfy({ (0...(limits.objectNumber + 1)).contains($0) }) else {
            throw PDFSyntaxError.crossReference("bad /Index", at: offset)
        }
        let rowBytes = widths.reduce(0, +)
        var total = 0
        for pair in stride(from: 1, to: index.count, by: 2) { total += index[pair] }
        try spend(total, at: offset)
        // A PNG predictor adds a byte per row.
        let limit = min(limits.decodedStream, total * (rowBytes + 1) + (1 << 16))
        let decoded = try FilterChain(stream.dictionary, resolve: { $0 }).decode(stream.data, limit: limit)
        guard decoded.remaining.isEmpty, rowBytes > 0 else {
            throw PDFSyntaxError.crossReference("a filter that is not for cross-references", at: offset)
        }
        let (entries, repeated) = rows(decoded.bytes, widths, index)
        return CrossReferenceSection(
            offset: offset, kind: .stream, entries: entries, trailer: stream.dictionary,
            extents: [offset..<indirect.end], repeated: repeated)
    }

    private func rows(
        _ data: ByteView, _ widths: [Int], _ index: [Int]
    ) -> (entries: [Int: CrossReferenceEntry], repeated: Set<Int>) {
        var entries: [Int: CrossReferenceEntry] = [:]
        var repeated: Set<Int> = []
        var position = 0
        func field(_ width: Int) -> Int? {
            var value: UInt64 = 0
            for _ in 0..<width {
                guard let byte = data[position] else { return nil }
                value = value << 8 | UInt64(byte)
                position += 1
            }
            return Int(exactly: value)
        }
        for pair in stride(from: 0, to: index.count - 1, by: 2) {
            for number in index[pair]..<(index[pair] + index[pair + 1]) {
                guard position < data.count, let kind = field(widths[0]), let second = field(widths[1]),
                    let third = field(widths[2])
                else { return (entries, repeated) }
                position += widths.dropFirst(3).reduce(0, +)
                let entry: CrossReferenceEntry =
                    switch widths[0] == 0 ? 1 : kind {
                    case 1: second == 0 ? .free : .inFile(offset: second, generation: third)
                    case 2: .inStream(container: second, index: third)
                    default: .free
                    }
                if let earlier = entries.updateValue(entry, forKey: number), earlier != entry {
                    repeated.insert(number)
                }
            }
        }
        return (entries, repeated)
    }
}

extension ObjectParser {
    /// An entry in the form the standard prescribes: ten digits, five digits, `n` or `f`, and an end of line, in twenty
    /// bytes (7.5.4). Nil, and nothing read, when the next bytes are another form of it or no entry.
    fileprivate mutating func crossReferenceRow() -> CrossReferenceEntry? {
        lexer.skipWhitespace()
        let start = lexer.position
        let entry = lexer.bytes.withUnsafeBytes(in: start..<start + 19) { row -> CrossReferenceEntry? in
            guard row[10] == 0x20, row[16] == 0x20, CharacterClass.isWhitespace(row[18]),
                let offset = ObjectParser.number(row[0..<10]), let generation = ObjectParser.number(row[11..<16])
            else { return nil }
            switch row[17] {
            // Some writers mark missing objects as in use at offset 0, where the header is.
            case 0x6E: return offset == 0 ? .free : .inFile(offset: offset, generation: generation)
            case 0x66: return .free
            default: return nil
            }
        }
        guard case .some(.some(let entry)) = entry else { return nil }
        lexer.position = start + 18
        return entry
    }

    private static func number(_ digits: Slice<UnsafeRawBufferPointer>) -> Int? {
        var value = 0
        for digit in digits {
            guard CharacterClass.isDigit(digit) else { return nil }
            value = value &* 10 &+ Int(digit &- 0x30)
        }
        return value
    }
}
