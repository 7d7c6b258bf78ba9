import Records

/// Puts poppler's characters together to words and lines in reading order: rows from top to bottom, and from left to
/// right where columns stand side by side, as the two halves of an administrative letterhead do.
///
/// Poppler's own order is only a hint: it runs from one column into the next without a space or a line feed. Text that
/// stands sideways on the displayed page keeps its words, but not its lines.
enum LineAssembly {
    /// Gaps as multiples of the text height: between characters of a word.
    private static let characterGap = 0.4
    /// Between words of a line that poppler gives one after the other.
    private static let columnGap = 0.9
    /// Between pieces that poppler gives apart.
    private static let joiningGap = 0.5
    /// Before and after what was filled in, where the form left room to spare.
    private static let filledInGap = 1.6
    /// Between a label and its value.
    private static let labelGap = 4.0

    /// - Parameters:
    ///   - contents: characters of the page itself.
    ///   - filledIn: characters that annotations add.
    static func lines(of contents: [Glyph], filledIn: [Glyph] = []) -> [TextLayer.Line] {
        let found = pieces(of: contents, isFilledIn: false) + pieces(of: filledIn, isFilledIn: true)
        return rows(of: found).flatMap(joined).map { TextLayer.Line(words: $0.words) }
    }

    /// Words of one run of poppler's text, cut at white space and where the next character stands elsewhere.
    private static func words(of run: ArraySlice<Glyph>) -> [TextLayer.Word] {
        run.split { $0.scalar.properties.isWhitespace }.flatMap { glyphs in
            var words: [ArraySlice<Glyph>] = []
            for (index, glyph) in zip(glyphs.indices, glyphs) {
                if let word = words.last, let last = word.last, isNext(glyph, to: last) {
                    words[words.count - 1] = glyphs[word.startIndex...index]
                } else {
                    words.append(glyphs[index...index])
                }
            }
            return words.compactMap(word)
        }
    }

    private static func isNext(_ glyph: Glyph, to last: Glyph) -> Bool {
        let (a, b) = (last.box, glyph.box)
        let across = max(b.x0 - a.x1, a.x0 - b.x1)
        let down = max(b.y0 - a.y1, a.y0 - b.y1)
        return max(across, down) <= characterGap * max(a.y1 - a.y0, a.x1 - a.x0)
    }

    private static func word(_ glyphs: ArraySlice<Glyph>) -> TextLayer.Word? {
        guard let first = glyphs.first else { return nil }
        var text = String.UnicodeScalarView()
        text.append(contentsOf: glyphs.lazy.map(\.scalar))
        let box = glyphs.dropFirst().reduce(first.box) { $0.union($1.box) }
        return TextLayer.Word(text: VietnameseText.nfc(String(text)), box: box)
    }

    /// Words that stand beside each other, and the box around them.
    private struct Piece {
        var words: [TextLayer.Word]
        var box: PageBox
        var isFilledIn: Bool

        var height: Double { max(box.y1 - box.y0, 1) }

        /// Such as "Số:", with its value to the right.
        var isLabel: Bool { words.last?.text.hasSuffix(":") ?? false }

        /// Whether the two share at least half of the lower one's height.
        func isBeside(_ other: Piece) -> Bool {
            min(box.y1, other.box.y1) - max(box.y0, other.box.y0) >= min(height, other.height) / 2
        }

        /// How far to the right of this piece its line may go on with `next`.
        func gap(before next: Piece) -> Double {
            if isLabel { return labelGap }
            return isFilledIn || next.isFilledIn ? filledInGap : joiningGap
        }

        /// Whether `next` goes on to the right of this piece, at most `gap` text heights away.
        func isContinued(by next: Piece, gap: Double) -> Bool {
            let distance = next.box.x0 - box.x1
            return isBeside(next) && distance <= gap * height && distance >= -height / 2
        }

        /// What `next` says of being filled in holds for the right end of the whole.
        func appending(_ next: Piece) -> Piece {
            Piece(words: words + next.words, box: box.union(next.box), isFilledIn: next.isFilledIn)
        }
    }

    private static func pieces(of glyphs: [Glyph], isFilledIn: Bool) -> [Piece] {
        glyphs.split { $0.scalar == "\n" }.flatMap { run in
            words(of: run).reduce(into: [Piece]()) { pieces, word in
                let next = Piece(words: [word], box: word.box, isFilledIn: isFilledIn)
                if let last = pieces.last, last.isContinued(by: next, gap: columnGap) {
                    pieces[pieces.count - 1] = last.appending(next)
                } else {
                    pieces.append(next)
                }
            }
        }
    }

    /// Pieces on the same height, each row from left to right.
    private static func rows(of pieces: [Piece]) -> [[Piece]] {
        var rows: [[Piece]] = []
        for piece in pieces.sorted(by: { ($0.box.y0 + $0.box.y1, $0.box.x0) < ($1.box.y0 + $1.box.y1, $1.box.x0) }) {
            if let first = rows.last?.first, piece.isBeside(first) {
                rows[rows.count - 1].append(piece)
            } else {
                rows.append([piece])
            }
        }
        return rows.map { $0.sorted { $0.box.x0 < $1.box.x0 } }
    }

    private static func joined(_ row: [Piece]) -> [Piece] {
        row.reduce(into: []) { pieces, piece in
            if let last = pieces.last, last.isContinued(by: piece, gap: last.gap(before: piece)) {
                pieces[pieces.count - 1] = last.appending(piece)
            } else {
                pieces.append(piece)
            }
        }
    }
}
