import PDFSyntax

/// Sorts words into lines from top to bottom, and along each line.
enum ReadingOrder {
    /// The words in reading order, and their text with a line feed between lines.
    static func arrange(_ words: [WordBuilder.Word]) -> (words: [WordBuilder.Word], text: String) {
        let turn = commonTurn(words)
        let placed = words.map { Placed(word: $0, turn: turn) }.sorted { ($0.middle, $1.start) > ($1.middle, $0.start) }
        var lines: [[Placed]] = []
        var band = 0.0...0.0
        for next in placed {
            if !lines.isEmpty, band.contains(next.middle) || next.band.contains((band.lowerBound + band.upperBound) / 2)
            {
                lines[lines.count - 1].append(next)
            } else {
                lines.append([next])
                band = next.band
            }
        }
        for index in lines.indices { lines[index].sort { $0.start < $1.start } }
        let text = lines.map { $0.map(\.word.text).joined(separator: " ") }.joined(separator: "\n")
        return (lines.flatMap { $0 }.map(\.word), text)
    }

    private struct Placed {
        let word: WordBuilder.Word
        let start: Double
        let band: ClosedRange<Double>
        var middle: Double { (band.lowerBound + band.upperBound) / 2 }

        /// Places the word as if its page were turned so that most words run to the right.
        init(word: WordBuilder.Word, turn: Int) {
            self.word = word
            let box = word.box
            switch turn {
            case 1: (start, band) = (box.y0, -box.x1 ... -box.x0)
            case 2: (start, band) = (-box.x1, -box.y1 ... -box.y0)
            case 3: (start, band) = (-box.y1, box.x0...box.x1)
            default: (start, band) = (box.x0, box.y0...box.y1)
            }
        }
    }

    private static func commonTurn(_ words: [WordBuilder.Word]) -> Int {
        var counts = [0, 0, 0, 0]
        for word in words where counts.indices.contains(word.turn) { counts[word.turn] += word.text.count }
        return counts.firstIndex(of: counts.max() ?? 0) ?? 0
    }
}
