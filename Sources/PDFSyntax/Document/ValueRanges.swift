extension PDFView {
    /// The bytes that a value of a dictionary takes in the file: for what must be found in the file itself, such as
    /// `/Contents` of a signature (ISO 32000-2, 12.8.1).
    ///
    /// - Parameter path: from the indirect object `reference` down through direct dictionaries.
    /// - Returns: the range, as offsets from the header; nil when the object is inside an object stream, or there is no
    ///   such value, or a step of the path is not a direct dictionary.
    public func valueRange(in reference: PDFReference, path: [PDFName]) -> Range<Int>? {
        guard self.reference(of: reference.number) == reference,
            case .file(let offset)? = location(of: reference.number)
        else { return nil }
        var parser = ObjectParser(document.bytes, at: offset, limits: document.limits)
        guard parser.unsignedInteger() == reference.number, parser.unsignedInteger() != nil, parser.consume(.obj) else {
            return nil
        }
        var range: Range<Int>?
        for key in path {
            if let start = range?.lowerBound {
                parser = ObjectParser(document.bytes, at: start, limits: document.limits)
            }
            guard let (_, ranges) = try? parser.dictionaryWithRanges(), let next = ranges[key] else { return nil }
            range = next
        }
        return range
    }
}
