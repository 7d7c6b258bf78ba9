extension TrueTypeFont {
    /// Breaks `text` into lines no wider than `width` points at `size` points: at line feeds always, at spaces where
    /// needed, and inside a word only when the word alone is wider than a line.
    ///
    /// Lines are composed (NFC), without spaces at their ends; an empty paragraph is an empty line. At least one
    /// character stands on a line, however narrow.
    public func lines(of text: String, fitting width: Double, size: Double) -> [String] {
        let limit = size > 0 ? width * 1000 / size : 0
        let paragraphs = text.normalizedToFormC.split(separator: "\n", omittingEmptySubsequences: false)
        return paragraphs.flatMap { lines(ofParagraph: $0, limit: limit) }
    }

    /// - Parameter limit: in thousandths of an em.
    private func lines(ofParagraph paragraph: Substring, limit: Double) -> [String] {
        let space = widthOfComposed(CollectionOfOne(" "))
        var lines: [String] = []
        var (line, lineWidth) = ("", 0.0)
        // Only U+0020 breaks: a no-break space holds a number and its unit together.
        for word in paragraph.split(separator: " ") {
            let wordWidth = widthOfComposed(word.unicodeScalars)
            if !line.isEmpty, lineWidth + space + wordWidth <= limit {
                line += " " + word
                lineWidth += space + wordWidth
                continue
            }
            if !line.isEmpty { lines.append(line) }
            if wordWidth <= limit {
                (line, lineWidth) = (String(word), wordWidth)
            } else {
                var pieces = pieces(ofWord: word, limit: limit)
                line = pieces.popLast() ?? ""
                lineWidth = widthOfComposed(line.unicodeScalars)
                lines += pieces
            }
        }
        return lines + [line]
    }

    private func pieces(ofWord word: Substring, limit: Double) -> [String] {
        var pieces: [String] = []
        var (piece, pieceWidth) = ("", 0.0)
        for character in word {
            let width = widthOfComposed(character.unicodeScalars)
            if !piece.isEmpty, pieceWidth + width > limit {
                pieces.append(piece)
                (piece, pieceWidth) = ("", 0)
            }
            piece.append(character)
            pieceWidth += width
        }
        return pieces + [piece]
    }
}
