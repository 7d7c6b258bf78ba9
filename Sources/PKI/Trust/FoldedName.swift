/// A name as the eye takes it, to find names that are meant to be mistaken for another: letter case, diacritics, string
/// types, spaces and punctuation do not count, and letters of other alphabets that look Latin are Latin. Coarser than
/// the comparison of RFC 5280 §7.1, so every name that is equal by it is equal here too.
enum FoldedName {
    /// Two texts that look alike fold to the same one.
    static func fold(_ text: String) -> String {
        var folded = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            if let letter = base(of: scalar) { folded.append(letter) }
        }
        return String(folded)
    }

    /// What the eye sees in `scalar`; nil for what separates or decorates letters.
    private static func base(of scalar: Unicode.Scalar) -> Unicode.Scalar? {
        switch scalar.value {
        case 0x30: return "o"
        // One, capital i and small l are one stroke each.
        case 0x31, 0x49, 0x69, 0x4c, 0x6c: return "i"
        case 0x41...0x5a: return Unicode.Scalar(scalar.value + 0x20)
        case 0x32...0x39, 0x61...0x7a: return scalar
        case 0..<0x80: return nil
        // Full-width forms repeat ASCII.
        case 0xff01...0xff5e: return Unicode.Scalar(scalar.value - 0xfee0).flatMap(base)
        default: break
        }
        if let latin = lookalikes[scalar] { return latin }
        if let letter = latinLetter(scalar) { return base(of: letter) }
        guard scalar.properties.isAlphabetic || scalar.properties.numericType != nil else { return nil }
        return scalar.properties.lowercaseMapping.unicodeScalars.first
    }

    /// The plain letter of `LATIN SMALL LETTER E WITH CIRCUMFLEX AND ACUTE`, `MATHEMATICAL BOLD CAPITAL M` and the like.
    private static func latinLetter(_ scalar: Unicode.Scalar) -> Unicode.Scalar? {
        guard let name = scalar.properties.name,
            ["LATIN ", "MATHEMATICAL ", "CIRCLED LATIN ", "PARENTHESIZED LATIN "].contains(where: name.hasPrefix)
        else { return nil }
        var words = name.split(separator: " ")
        if let with = words.firstIndex(of: "WITH") { words.removeSubrange(with...) }
        guard let letter = words.last?.unicodeScalars, letter.count == 1, let only = letter.first, only.isASCII else {
            return nil
        }
        return only
    }

    /// Cyrillic and Greek letters that print as Latin ones in common typefaces.
    private static let lookalikes: [Unicode.Scalar: Unicode.Scalar] = [
        "А": "a", "а": "a", "В": "b", "Е": "e", "е": "e", "К": "k", "к": "k", "М": "m", "м": "m", "Н": "h", "О": "o",
        "о": "o", "Р": "p", "р": "p", "С": "c", "с": "c", "Т": "t", "т": "t", "У": "y", "у": "y", "Х": "x", "х": "x",
        "І": "i", "і": "i", "Ј": "j", "ј": "j", "Ѕ": "s", "ѕ": "s", "ԁ": "d", "һ": "h", "Ԛ": "q", "ԛ": "q", "ѵ": "v",
        "Ѵ": "v", "Ԝ": "w", "ԝ": "w", "Α": "a", "α": "a", "Β": "b", "Ε": "e", "Ζ": "z", "Η": "h", "Ι": "i", "ι": "i",
        "Κ": "k", "κ": "k", "Μ": "m", "Ν": "n", "ν": "v", "Ο": "o", "ο": "o", "Ρ": "p", "ρ": "p", "Τ": "t", "Υ": "y",
        "Χ": "x", "ϲ": "c", "Ϲ": "c",
    ]
}
