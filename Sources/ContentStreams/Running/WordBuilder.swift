import PDFSyntax

/// Puts glyphs together to words as they are painted: glyphs that follow each other on a line without a gap.
struct WordBuilder {
    /// A glyph at its place.
    struct Mark {
        let text: String?
        let box: PDFRectangle
        /// The ends of its base line, in default user space.
        let start: Point
        let end: Point
        /// The size of the font as it shows.
        let size: Double
        let isShown: Bool
        let moment: Int
        /// Character spacing before the next glyph, as it shows.
        var spacing = 0.0
    }

    /// A word.
    struct Word {
        var text: String
        var box: PDFRectangle
        var isShown: Bool
        /// When its last glyph was painted.
        var moment: Int
        /// The direction of the line in quarter turns, anticlockwise.
        var turn: Int
        /// The height of the letters.
        var size: Double
    }

    private(set) var words: [Word] = []
    private var current: Word?
    private var last: Mark?

    /// A gap of more than this part of the size parts words.
    private static let gap = 0.14
    /// So far back a glyph may begin before the end of the one before it, for kerning and accents that are set apart.
    private static let overlap = 0.6

    mutating func add(_ mark: Mark) {
        let text = mark.text ?? "\u{FFFD}"
        if text.allSatisfy(\.isWhitespace) || text == "\u{200B}" {
            finish()
            return
        }
        guard !text.unicodeScalars.contains(where: { $0.value < 0x20 || $0.value == 0xAD && text.count > 1 }) else {
            finish()
            return
        }
        if var word = current, let last, continues(mark, last, word) {
            // The same glyph painted again at the same place makes it bolder, not longer.
            if mark.text == last.text, WordBuilder.distance(mark.start, last.start) < 0.12 * max(mark.size, 0.1) {
                return
            }
            word.text += text
            word.box = word.box.union(mark.box)
            word.isShown = word.isShown && mark.isShown
            word.moment = mark.moment
            current = word
        } else {
            finish()
            current = Word(
                text: text, box: mark.box, isShown: mark.isShown, moment: mark.moment, turn: WordBuilder.turn(mark),
                size: mark.size)
        }
        last = mark
    }

    private func continues(_ mark: Mark, _ last: Mark, _ word: Word) -> Bool {
        guard mark.isShown == last.isShown, word.text.utf8.count < 400 else { return false }
        let size = max(mark.size, last.size)
        let direction = WordBuilder.direction(last)
        let (dx, dy) = (mark.start.x - last.end.x, mark.start.y - last.end.y)
        // Letters of a word may be spread evenly; beyond a third of their size they stand alone.
        let spread = last.spacing < 0.35 * size ? max(last.spacing, 0) : 0
        let along = dx * direction.x + dy * direction.y - spread
        let across = abs(dy * direction.x - dx * direction.y)
        let other = WordBuilder.direction(mark)
        let isParallel = direction.x * other.x + direction.y * other.y > 0.97
        return isParallel && across < 0.35 * size && along < WordBuilder.gap * size
            && along > -WordBuilder.overlap * size - WordBuilder.distance(last.start, last.end) * 0.2
    }

    private static func distance(_ a: Point, _ b: Point) -> Double {
        ((a.x - b.x) * (a.x - b.x) + (a.y - b.y) * (a.y - b.y)).squareRoot()
    }

    private static func direction(_ mark: Mark) -> Point {
        let length = distance(mark.start, mark.end)
        guard length > 0 else { return Point(x: 1, y: 0) }
        return Point(x: (mark.end.x - mark.start.x) / length, y: (mark.end.y - mark.start.y) / length)
    }

    private static func turn(_ mark: Mark) -> Int {
        let direction = direction(mark)
        if abs(direction.x) >= abs(direction.y) { return direction.x >= 0 ? 0 : 2 }
        return direction.y >= 0 ? 1 : 3
    }

    /// Ends the current word.
    mutating func finish() {
        defer { (current, last) = (nil, nil) }
        guard var word = current else { return }
        word.text = LatinComposition.composed(word.text)
        // A word painted twice, a little apart, is bold.
        let isRepeated = words.suffix(6).contains { earlier in
            earlier.text == word.text && earlier.isShown == word.isShown
                && WordBuilder.distance(earlier.box.center, word.box.center) < 0.12 * max(word.size, 0.1)
        }
        if isRepeated { return }
        words.append(word)
    }
}
