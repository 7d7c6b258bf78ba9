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
        // An entry may point at the white space before its object, but not at any amount of it.
        let known = Set(
            index.offsets.filter(range.contains).map { offset in
                let near = bytes.view(offset..<min(offset + 1024, bytes.count)) ?? bytes
                var lexer = Lexer(near, at: 0)
                lexer.skipWhitespace()
                return offset + lexer.position
            })
        let extents = SortedRanges(revisions.flatMap(\.crossReferenceExtents))
        var work = 0
        return FileScan.objects(in: window, limits: limits).compactMap { found in
            let offset = range.lowerBound + found.offset
            guard !known.contains(offset), !extents.contain(offset) else { return nil }
            var parser = ObjectParser(window, at: found.offset, limits: limits)
            // Halves of objects that all run to the end of the file are not read over and over.
            let read =
                work > 8 * range.count + (1 << 20)
                ? nil
                : try? parser.indirectObject(
                    length: { _ in nil },
                    endstream: { store.endstream(from: $0 + range.lowerBound, in: bytes).map { $0 - range.lowerBound } }
                )
            work += parser.position - found.offset
            return StrayObject(
                reference: found.reference, offset: offset,
                object: read.map { decryption?.plain($0.object, in: $0.reference) ?? $0.object } ?? .null,
                valueOffset: range.lowerBound + (read?.bodyStart ?? found.offset))
        }
    }

    /// The bytes that a value of the dictionary at `offset` takes in the file; nil when there is none.
    public func valueRange(ofDictionaryAt offset: Int, key: PDFName) -> Range<Int>? {
        var parser = ObjectParser(bytes, at: offset, limits: limits)
        return (try? parser.dictionaryWithRanges())?.1[key]
    }
}

/// Ranges that are asked one by one whether an offset lies in any of them.
private struct SortedRanges {
    private let starts: [Int]
    /// The furthest end of the ranges up to each.
    private let ends: [Int]

    init(_ ranges: [Range<Int>]) {
        let sorted = ranges.sorted { $0.lowerBound < $1.lowerBound }
        starts = sorted.map(\.lowerBound)
        var furthest = 0
        ends = sorted.map {
            furthest = max(furthest, $0.upperBound)
            return furthest
        }
    }

    func contain(_ offset: Int) -> Bool {
        var (low, high) = (0, starts.count)
        while low < high {
            let middle = (low + high) / 2
            if starts[middle] <= offset { low = middle + 1 } else { high = middle }
        }
        return low > 0 && offset < ends[low - 1]
    }
}
