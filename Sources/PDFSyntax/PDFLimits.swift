/// Bounds that keep a hostile file from costing more than an honest one. The defaults are far above what real
/// documents need (ISO 32000-2 Annex C, ISO 19005-2 6.1.13); docs/limits.md says what happens beyond each.
public struct PDFLimits: Sendable {
    /// How deep arrays and dictionaries may nest in one object.
    public var nesting = 96
    /// The largest object number, from ISO 32000-1 Annex C.
    public var objectNumber = 8_388_607
    /// How many cross-reference sections a `/Prev` chain may have.
    public var sections = 4096
    /// How many cross-reference entries all sections may have together.
    public var crossReferenceEntries = 1 << 21
    /// How many values one indirect object may hold, all levels together. Each takes some forty bytes of memory for one
    /// or two in the file.
    public var elements = 1 << 21
    /// The largest decoded object stream or cross-reference stream, in bytes.
    public var decodedStream = 64 << 20
    /// How many pages a page tree may have.
    public var pages = 100_000

    /// The default bounds.
    public init() {}
}
