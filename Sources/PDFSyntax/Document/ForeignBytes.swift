extension PDFDocument {
    /// The parts of `range` that belong to nothing: no object that a cross-reference names, no cross-reference section,
    /// no `startxref`, no end-of-file mark, no white space, no comment. Readers that repair files may find something there.
    ///
    /// Of a file whose cross-references were rebuilt nothing can be said.
    public func foreignBytes(in range: Range<Int>) -> [Range<Int>] {
        guard !recovered, range.lowerBound >= 0, let window = bytes.view(0..<min(range.upperBound, bytes.count)) else {
            return []
        }
        let starts = knownStarts(in: range)
        let sections = revisions.flatMap(\.crossReferenceExtents).map {
            (afterSpace($0.lowerBound), $0.upperBound)
        }
        let extents = Dictionary(sections, uniquingKeysWith: max)
        let anchors = (starts + extents.keys).sorted()
        var found: [Range<Int>] = []
        var position = range.lowerBound
        var work = 0
        while position < window.count, found.count < PDFDocument.mostForeignParts {
            position = afterBlank(position, in: window)
            guard position < window.count else { break }
            if work <= 8 * range.count + (1 << 20), let end = endOfKnown(at: position, starts, extents, &work) {
                position = max(end, position + 1)
                continue
            }
            let next = min(PDFDocument.first(anchors, after: position) ?? window.count, window.count)
            found.append(position..<next)
            position = next
        }
        return found
    }

    private static let mostForeignParts = 64

    /// Where the objects begin that cross-references name.
    private func knownStarts(in range: Range<Int>) -> [Int] {
        index.offsets.filter(range.contains).map(afterSpace).sorted()
    }

    /// An offset may point at the white space before what it leads to, but not at any amount of it.
    private func afterSpace(_ offset: Int) -> Int {
        var lexer = Lexer(bytes.view(offset..<min(offset + 1024, bytes.count)) ?? bytes, at: 0)
        lexer.skipWhitespace()
        return offset + lexer.position
    }

    /// The first position from `position` on that is neither white space nor in a comment. A comment that holds an object
    /// is none to readers that look for objects line by line.
    private func afterBlank(_ position: Int, in window: ByteView) -> Int {
        var lexer = Lexer(window, at: position)
        lexer.skipWhitespace()
        let obj = window.firstIndex(of: Array(" obj".utf8), in: position..<lexer.position)
        return obj == nil ? lexer.position : position
    }

    /// Where the known thing at `position` ends; nil when nothing known begins there.
    private func endOfKnown(at position: Int, _ starts: [Int], _ extents: [Int: Int], _ work: inout Int) -> Int? {
        if let end = extents[position] { return end }
        var parser = ObjectParser(bytes, at: position, limits: limits)
        if PDFDocument.first(starts, after: position - 1) == position {
            let view = latest
            let read = try? parser.indirectObject(
                length: { view.object($0).integer }, endstream: { store.endstream(from: $0, in: bytes) })
            work += parser.position - position
            return read?.end
        }
        guard parser.consume(.startxref) else { return nil }
        return parser.unsignedInteger() == nil ? nil : parser.position
    }

    /// The first of the sorted `values` that is larger than `position`.
    private static func first(_ values: [Int], after position: Int) -> Int? {
        var (low, high) = (0, values.count)
        while low < high {
            let middle = (low + high) / 2
            if values[middle] <= position { low = middle + 1 } else { high = middle }
        }
        return low < values.count ? values[low] : nil
    }
}
