import Records

/// A word of the page with the form that labels are compared in.
struct TextWord: Hashable {
    /// As printed, NFC.
    var text: String
    /// Lower case, no accents, no punctuation at its ends.
    var folded: String
    var box: PageBox
    /// 1-based.
    var page: Int
    var confidence: Double

    init(_ word: TextLayer.Word, page: Int) {
        text = VietnameseText.nfc(word.text)
        folded = VietnameseText.folded(text).trimmingPunctuation
        (box, self.page, confidence) = (word.box, page, word.confidence)
    }

    /// Whether a list or a clause ends after the word.
    var endsClause: Bool { text.last.map { ",;.:(–-".contains($0) } ?? false }
}

/// Words that belong together: a line's part in one column, or a paragraph.
struct TextRun: Hashable {
    private(set) var words: [TextWord]
    private(set) var box: PageBox

    /// Nil without words.
    init?(_ words: [TextWord]) {
        guard let first = words.first else { return nil }
        self.words = words
        // A paragraph's box stays on the page where it begins.
        box = words.reduce(first.box) { $1.page == first.page ? $0.union($1.box) : $0 }
    }

    var page: Int { words.first?.page ?? 1 }
    var text: String { words.map(\.text).joined(separator: " ") }
    /// The folded words, those that are only punctuation left out.
    var folded: [String] { words.map(\.folded).filter { !$0.isEmpty } }
    var comparable: String { folded.joined(separator: " ") }
    /// The least sure word decides.
    var confidence: Double { words.map(\.confidence).min() ?? 1 }

    /// The words before the first one that contains `marker`; when the marker is inside a word, what it is glued to
    /// stays in front. Nil when the run begins with it or lacks it.
    func before(_ marker: String) -> TextRun? {
        guard let at = words.firstIndex(where: { $0.text.contains(marker) }) else { return nil }
        let glued = words[at]
        var front = Array(words[..<at])
        if let head = glued.text.ranges(of: marker).first.map({ String(glued.text[..<$0.lowerBound]) }), !head.isEmpty {
            let share = Double(head.count) / Double(glued.text.count)
            var box = glued.box
            box.x1 = box.x0 + (box.x1 - box.x0) * share
            front.append(
                TextWord(.init(text: head, box: box, confidence: glued.confidence), page: glued.page))
        }
        return TextRun(front)
    }

    mutating func append(_ more: [TextWord]) {
        box = more.reduce(box) { $1.page == page ? $0.union($1.box) : $0 }
        words += more
    }

    /// Whether the letters are capitals, as in titles and headings.
    var isUpperCase: Bool {
        let letters = text.filter(\.isLetter)
        return letters.count >= 3 && letters.count(where: \.isUppercase) * 10 >= letters.count * 9
    }

    /// Whether it could be a person's name: two to seven words of letters, each beginning with a capital.
    var isPersonName: Bool {
        (2...7).contains(words.count)
            && words.allSatisfy { word in
                word.text.first?.isUppercase == true && word.text.allSatisfy { $0.isLetter || $0 == "." || $0 == "-" }
            }
    }
}

extension String {
    /// Without punctuation and symbols at both ends; letters, digits and what stands between them stay.
    var trimmingPunctuation: String {
        guard let first = firstIndex(where: { $0.isLetter || $0.isNumber }),
            let last = lastIndex(where: { $0.isLetter || $0.isNumber })
        else { return "" }
        return String(self[first...last])
    }
}
