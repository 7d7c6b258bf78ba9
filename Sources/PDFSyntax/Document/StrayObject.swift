/// Something that looks like an indirect object but that no cross-reference of the file names. Readers that repair files
/// may take it for real.
public struct StrayObject: Sendable {
    /// How it calls itself.
    public let reference: PDFReference
    /// Where it stands, from the header.
    public let offset: Int
    /// What it is; null when it cannot be read.
    public let object: PDFObject
    /// Where its value begins, from the header.
    public let valueOffset: Int
}

extension PDFDocument {
    /// The stray objects of a part of the file, found by walking over its bytes.
    public func strayObjects(in range: Range<Int>) -> [StrayObject] {
        guard let window = bytes.view(range), !range.isEmpty else { return [] }
        // An entry may point at the white space before its object.
        let known = Set(
            index.offsets.filter(range.contains).map { offset in
                var lexer = Lexer(bytes, at: offset)
                lexer.skipWhitespace()
                return lexer.position
            })
        let extents = revisions.flatMap(\.crossReferenceExtents)
        return FileScan.objects(in: window, limits: limits).compactMap { found in
            let offset = range.lowerBound + found.offset
            guard !known.contains(offset), !extents.contains(where: { $0.contains(offset) }) else { return nil }
            var parser = ObjectParser(window, at: found.offset, limits: limits)
            let read = try? parser.indirectObject(
                length: { _ in nil },
                endstream: { store.endstream(from: $0 + range.lowerBound, in: bytes).map { $0 - range.lowerBound } })
            return StrayObject(
                reference: found.reference, offset: offset, object: read?.object ?? .null,
                valueOffset: range.lowerBound + (read?.bodyStart ?? found.offset))
        }
    }

    /// The bytes that a value of the dictionary at `offset` takes in the file; nil when there is none.
    public func valueRange(ofDictionaryAt offset: Int, key: PDFName) -> Range<Int>? {
        var parser = ObjectParser(bytes, at: offset, limits: limits)
        return (try? parser.dictionaryWithRanges())?.1[key]
    }
}
