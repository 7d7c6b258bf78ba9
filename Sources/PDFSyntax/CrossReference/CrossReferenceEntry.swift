/// Where a cross-reference section says an object is (ISO 32000-2, 7.5.4 and 7.5.8.3).
enum CrossReferenceEntry: Hashable, Sendable {
    /// The number is not in use.
    case free
    /// At an offset from the header.
    case inFile(offset: Int, generation: Int)
    /// The `index`-th object of an object stream.
    case inStream(container: Int, index: Int)
}

/// One cross-reference section: a table with its trailer, a cross-reference stream, or both (a hybrid).
struct CrossReferenceSection: Sendable {
    /// Where it begins, as `startxref` gives it.
    let offset: Int
    let kind: PDFRevision.Kind
    var entries: [Int: CrossReferenceEntry]
    let trailer: PDFDictionary
    /// The bytes that the table or the stream takes, and those of the hybrid's stream.
    var extents: [Range<Int>]
    /// Numbers that the section leads to two places.
    var repeated: Set<Int> = []

    var previous: Int? { trailer["Prev"]?.integer }
}
