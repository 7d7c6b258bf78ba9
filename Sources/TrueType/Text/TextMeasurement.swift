extension TrueTypeFont {
    /// The characters of `text` that this font cannot draw, each once, in the order they come. Text is composed first;
    /// line feeds do not count.
    ///
    /// A caller must refuse a text with missing characters: viewers would show boxes in their place.
    public func missingScalars(in text: String) -> [Unicode.Scalar] {
        var seen = Set<Unicode.Scalar>()
        return text.normalizedToFormC.unicodeScalars.filter {
            $0 != "\n" && glyph(for: $0) == nil && seen.insert($0).inserted
        }
    }

    /// The width of `text` on one line, in points, at `size` points. Missing characters count as nothing.
    public func width(of text: String, size: Double) -> Double {
        widthOfComposed(text.normalizedToFormC.unicodeScalars) * size / 1000
    }

    /// In thousandths of an em.
    func widthOfComposed(_ scalars: some Sequence<Unicode.Scalar>) -> Double {
        scalars.reduce(0) { $0 + (glyph(for: $1).map(advance) ?? 0) }
    }
}
