/// Widths of the standard 14 fonts (ISO 32000-2, 9.6.2.2) for fonts that bring none, in thousandths of the size. ASCII is
/// exact; other letters take the width of the letter they are made of.
enum StandardWidths {
    /// The width of `text` in the font named `font`.
    static func width(of text: String, font: String) -> Double {
        let name = font.lowercased()
        if name.contains("courier") { return 600 }
        guard let scalar = base(of: text) else { return 500 }
        let isBold = name.contains("bold")
        let table =
            name.contains("times") ? (isBold ? timesBold : times) : (isBold ? helveticaBold : helvetica)
        let index = Int(scalar.value) - 0x20
        return table.indices.contains(index) ? Double(table[index]) : 556
    }

    /// The letter that stands for the text: without accents.
    private static func base(of text: String) -> Unicode.Scalar? {
        guard let first = text.first else { return nil }
        if let scalar = first.unicodeScalars.first, scalar.value < 0x7F { return scalar }
        let plain: [Character: Unicode.Scalar] = [
            "đ": "d", "Đ": "D", "–": "-", "’": "'", "‘": "'", "“": "\"", "”": "\"",
        ]
        return plain[first] ?? LatinComposition.letter(of: first)
    }

    private static let helvetica: [UInt16] = [
        278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556,
        556, 556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667,
        556, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556, 333, 556,
        556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722,
        500, 500, 500, 334, 260, 334, 584,
    ]
    private static let helveticaBold: [UInt16] = [
        278, 333, 474, 556, 556, 889, 722, 238, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556,
        556, 556, 556, 556, 333, 333, 584, 584, 584, 611, 975, 722, 722, 722, 722, 667, 611, 778, 722, 278, 556, 722,
        611, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 333, 278, 333, 584, 556, 333, 556,
        611, 556, 611, 556, 333, 611, 611, 278, 278, 556, 278, 889, 611, 611, 611, 611, 389, 556, 333, 611, 556, 778,
        556, 556, 500, 389, 280, 389, 584,
    ]
    private static let times: [UInt16] = [
        250, 333, 408, 500, 500, 833, 778, 180, 333, 333, 500, 564, 250, 333, 250, 278, 500, 500, 500, 500, 500, 500,
        500, 500, 500, 500, 278, 278, 564, 564, 564, 444, 921, 722, 667, 667, 722, 611, 556, 722, 722, 333, 389, 722,
        611, 889, 722, 722, 556, 722, 667, 556, 611, 722, 722, 944, 722, 722, 611, 333, 278, 333, 469, 500, 333, 444,
        500, 444, 500, 444, 333, 500, 500, 278, 278, 500, 278, 778, 500, 500, 500, 500, 333, 389, 278, 500, 500, 722,
        500, 500, 444, 480, 200, 480, 541,
    ]
    private static let timesBold: [UInt16] = [
        250, 333, 555, 500, 500, 1000, 833, 278, 333, 333, 500, 570, 250, 333, 250, 278, 500, 500, 500, 500, 500, 500,
        500, 500, 500, 500, 333, 333, 570, 570, 570, 500, 930, 722, 667, 722, 722, 667, 611, 778, 778, 389, 500, 778,
        667, 944, 722, 778, 611, 778, 722, 556, 667, 722, 722, 1000, 722, 722, 667, 333, 278, 333, 581, 500, 333, 500,
        556, 444, 556, 444, 333, 500, 556, 278, 333, 556, 278, 833, 556, 500, 556, 556, 444, 389, 333, 556, 500, 722,
        500, 500, 444, 394, 220, 394, 520,
    ]
}

extension LatinComposition {
    /// The plain letter under accents.
    static func letter(of character: Character) -> Unicode.Scalar? { letters[character] }

    private static let letters: [Character: Unicode.Scalar] = {
        var letters: [Character: Unicode.Scalar] = [:]
        let marks: [Unicode.Scalar] = [
            "\u{300}", "\u{301}", "\u{302}", "\u{303}", "\u{306}", "\u{308}", "\u{309}", "\u{30A}", "\u{30C}",
            "\u{31B}", "\u{323}", "\u{327}",
        ]
        func with(_ letter: Unicode.Scalar, _ accents: [Unicode.Scalar]) -> Character {
            var text = String(Character(letter))
            for accent in accents { text.unicodeScalars.append(accent) }
            return text.first ?? " "
        }
        for value in Array(0x41...0x5A) + Array(0x61...0x7A) as [UInt8] {
            let letter = Unicode.Scalar(value)
            for mark in marks {
                letters[with(letter, [mark])] = letter
                for second in marks where second != mark { letters[with(letter, [mark, second])] = letter }
            }
        }
        return letters
    }()
}
