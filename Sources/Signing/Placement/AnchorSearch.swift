import PDFSyntax
import Records

/// Finds texts on a page: the title, the signer's name, `Số:`.
struct AnchorSearch: Sendable {
    private struct Word: Sendable {
        var box: VisibleBox
        /// Where its characters stand in the line.
        var range: Range<Int>
    }
    private struct Line: Sendable {
        var characters: [Character]
        var words: [Word]
        var box: VisibleBox
    }

    private let lines: [Line]

    /// - Parameter scale: millimetres in a unit of the text's boxes, across and down.
    init(_ lines: [TextLayer.Line], scale: (x: Double, y: Double)) {
        self.lines = lines.map { line in
            var characters: [Character] = []
            var words: [Word] = []
            for word in line.words {
                if !characters.isEmpty { characters.append(" ") }
                let letters = Array(VietnameseText.nfc(word.text))
                words.append(
                    Word(
                        box: VisibleBox(
                            x: word.box.x0 * scale.x, y: word.box.y0 * scale.y,
                            width: (word.box.x1 - word.box.x0) * scale.x, height: (word.box.y1 - word.box.y0) * scale.y),
                        range: characters.count..<(characters.count + letters.count)))
                characters += letters
            }
            let box = words.dropFirst().reduce(words.first?.box ?? VisibleBox(x: 0, y: 0, width: 0, height: 0)) {
                $0.union($1.box)
            }
            return Line(characters: characters, words: words, box: box)
        }
    }

    /// The boxes of the lines.
    var lineBoxes: [VisibleBox] { lines.map(\.box) }

    /// Where `text` stands, in reading order: as written; if nowhere, then in capitals or small letters.
    func places(of text: String) -> [VisibleBox] {
        let wanted = VietnameseText.nfc(text).split(whereSeparator: \.isWhitespace).joined(separator: " ")
        guard !wanted.isEmpty else { return [] }
        let exact = places {
            Array(wanted) == Array($0)
        } length: {
            wanted.count
        }
        guard exact.isEmpty else { return exact }
        let lowered = wanted.lowercased()
        return places {
            String($0).lowercased() == lowered
        } length: {
            wanted.count
        }
    }

    private func places(
        where isWanted: (ArraySlice<Character>) -> Bool, length: () -> Int
    ) -> [VisibleBox] {
        let count = length()
        return lines.flatMap { line -> [VisibleBox] in
            guard line.characters.count >= count else { return [] }
            return (0...(line.characters.count - count)).compactMap { start in
                let range = start..<(start + count)
                guard isWhole(range, in: line.characters), isWanted(line.characters[range]) else { return nil }
                return box(of: range, in: line)
            }
        }
    }

    /// Whether no word is cut at the ends: `ngày` is not in `ngàynay`, but `/` is in `/QĐ-UBND`.
    private func isWhole(_ range: Range<Int>, in characters: [Character]) -> Bool {
        func isOneWord(_ left: Int, _ right: Int) -> Bool {
            guard characters.indices.contains(left), characters.indices.contains(right) else { return false }
            let (a, b) = (characters[left], characters[right])
            return (a.isLetter || a.isNumber) && (b.isLetter || b.isNumber)
        }
        return !isOneWord(range.lowerBound - 1, range.lowerBound)
            && !isOneWord(range.upperBound - 1, range.upperBound)
    }

    /// Words have one box each: inside a word the place is reckoned by the number of characters.
    private func box(of range: Range<Int>, in line: Line) -> VisibleBox? {
        var found: VisibleBox?
        for word in line.words {
            let part = word.range.clamped(to: range)
            guard !part.isEmpty else { continue }
            let letter = word.box.width / Double(max(word.range.count, 1))
            let box = VisibleBox(
                x: word.box.x + Double(part.lowerBound - word.range.lowerBound) * letter, y: word.box.y,
                width: Double(part.count) * letter, height: word.box.height)
            found = found.map { $0.union(box) } ?? box
        }
        return found
    }
}

extension VisibleBox {
    var right: Double { x + width }
    var bottom: Double { y + height }
    var middleX: Double { x + width / 2 }
    var middleY: Double { y + height / 2 }

    /// The smallest box that holds both.
    func union(_ other: VisibleBox) -> VisibleBox {
        let (left, top) = (min(x, other.x), min(y, other.y))
        return VisibleBox(
            x: left, y: top, width: max(right, other.right) - left, height: max(bottom, other.bottom) - top)
    }

    /// The box of this size around a point.
    static func around(x: Double, y: Double, width: Double, height: Double) -> VisibleBox {
        VisibleBox(x: x - width / 2, y: y - height / 2, width: width, height: height)
    }
}
