import Records

/// What was written onto a page by means of annotations: values of form fields, typewriter text, and what clerks fill
/// in through signature fields. The document software of Vietnamese agencies puts the number and the day of an act
/// into its letterhead as the appearance of a signature, between "Số:" and "/QĐ-UBND", between "ngày" and "tháng".
/// That is content; the stamp that says who signed is not.
enum FilledInText {
    /// An annotation that may carry content.
    struct Annotation {
        var box: PageBox
        var isSignature: Bool
    }

    /// What a clerk fills in through a signature is one line of at most this many characters; a stamp names somebody
    /// and takes more.
    private static let longestSignatureValue = 16

    /// The content among `shown`, the characters of the page drawn with its annotations, that `contents`, the
    /// characters without them, does not have. A line feed stands before each value.
    static func glyphs(of annotations: [Annotation], shown: [Glyph], contents: [Glyph]) -> [Glyph] {
        annotations.flatMap { annotation -> [Glyph] in
            let inside = shown.filter { isInside($0.box, annotation.box) }
            let added = inside.filter { glyph in
                glyph.scalar == "\n" || !contents.contains { isSame($0, glyph) }
            }
            let visible = added.filter { !$0.scalar.properties.isWhitespace }
            let isContent =
                !annotation.isSignature || visible.count <= longestSignatureValue && isOneLine(visible)
            guard let first = visible.first, isContent else { return [] }
            return [Glyph(scalar: "\n", box: first.box)] + added
        }
    }

    private static func isInside(_ box: PageBox, _ annotation: PageBox) -> Bool {
        let (x, y) = ((box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2)
        return annotation.x0 <= x && x <= annotation.x1 && annotation.y0 <= y && y <= annotation.y1
    }

    /// Drawing rounds positions, and gives the boxes other heights than the page's own fonts do.
    private static func isSame(_ a: Glyph, _ b: Glyph) -> Bool {
        a.scalar == b.scalar && abs(a.box.x0 - b.box.x0) < 1 && abs(a.box.y0 + a.box.y1 - b.box.y0 - b.box.y1) < 8
    }

    private static func isOneLine(_ glyphs: [Glyph]) -> Bool {
        guard let first = glyphs.first else { return true }
        let middle = (first.box.y0 + first.box.y1) / 2
        return glyphs.allSatisfy { $0.box.y0 <= middle && middle <= $0.box.y1 }
    }
}
