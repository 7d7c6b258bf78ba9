/// One state of the file: the original, or what one incremental update made of it (ISO 32000-2, 7.5.6).
public struct PDFRevision: Sendable {
    /// How the cross-reference of a revision is written.
    public enum Kind: String, Sendable {
        /// A classic table.
        case table
        /// A cross-reference stream.
        case stream
        /// A table with a stream for objects that old readers need not see (7.5.8.4).
        case hybrid
        /// No readable cross-reference: the objects were found by scanning.
        case recovered
    }

    /// 0 for the oldest.
    public let index: Int
    /// The kind of its newest cross-reference section.
    public let kind: Kind
    /// The value of `startxref`: the offset of the newest section of this revision, from the header.
    public let startXref: Int
    /// Where the revision ends: just after `%%EOF` and its end of line, as an offset from the header.
    public let end: Int
    /// The trailer dictionary.
    public let trailer: PDFDictionary
    /// The numbers this revision defines, new or again, in order. Objects inside its object streams count by their own
    /// numbers, and the containers too.
    public let defined: [Int]
    /// The numbers this revision frees, in order.
    public let freed: [Int]
    /// The bytes of its cross-reference sections.
    public let crossReferenceExtents: [Range<Int>]
    /// Numbers that its cross-reference leads to two places at once, in order.
    var repeated: [Int] = []
}
