/// Vietnamese letters: composition to NFC and folding for search.
///
/// The alphabet is small and fixed, so one table serves both and no Unicode database is linked. Anything that is
/// not a Vietnamese letter passes through unchanged.
public enum VietnameseText {
    /// NFC for Vietnamese letters: base letter + combining marks become one scalar (`e` + U+0302 + U+0301 → `ế`).
    public static func nfc(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: { isMark($0) }) else { return text }
        var out = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            if isMark(scalar), let last = out.last, let letter = letters[last],
                let joined = letter.adding(mark: scalar), let composed = composedScalar[joined]
            {
                out.removeLast()
                out.append(composed)
            } else {
                out.append(scalar)
            }
        }
        return String(out)
    }

    /// The form searches compare: lower case, no tone or vowel marks, `đ` → `d`, so that `dak lak` finds `Đắk Lắk`.
    ///
    /// SQLite's `remove_diacritics` never folds `đ`; this does it before text reaches the index.
    public static func folded(_ text: String) -> String {
        var out = String.UnicodeScalarView()
        for scalar in text.lowercased().unicodeScalars where !isMark(scalar) {
            if scalar == "đ" {
                out.append("d")
            } else if let letter = letters[scalar] {
                out.append(letter.base)
            } else {
                out.append(scalar)
            }
        }
        return String(out)
    }

    /// `folded` with runs of white space made one space and ends trimmed: for comparing titles and names.
    public static func comparable(_ text: String) -> String {
        folded(nfc(text)).split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    private static func isMark(_ s: Unicode.Scalar) -> Bool { (0x0300...0x0323).contains(s.value) }

    // A letter is a base (a…y), a quality (breve, circumflex, horn or none) and a tone.
    private struct Letter: Hashable {
        var base: Unicode.Scalar
        var quality: Unicode.Scalar?
        var tone: Unicode.Scalar?

        func adding(mark: Unicode.Scalar) -> Letter? {
            var next = self
            if VietnameseText.qualityMarks.contains(mark) {
                guard quality == nil else { return nil }
                next.quality = mark
            } else if VietnameseText.toneMarks.contains(mark) {
                guard tone == nil else { return nil }
                next.tone = mark
            } else {
                return nil
            }
            return next
        }
    }

    private static let qualityMarks: [Unicode.Scalar] = ["\u{0306}", "\u{0302}", "\u{031B}"]
    /// In the order of the rows below: grave, acute, hook above, tilde, dot below.
    private static let toneMarks: [Unicode.Scalar] = ["\u{0300}", "\u{0301}", "\u{0309}", "\u{0303}", "\u{0323}"]

    /// Each row: a letter without tone, then with the five tones.
    private static let rows: [(base: Unicode.Scalar, quality: Unicode.Scalar?, forms: String)] = [
        ("a", nil, "aàáảãạ"), ("a", "\u{0306}", "ăằắẳẵặ"), ("a", "\u{0302}", "âầấẩẫậ"),
        ("e", nil, "eèéẻẽẹ"), ("e", "\u{0302}", "êềếểễệ"), ("i", nil, "iìíỉĩị"),
        ("o", nil, "oòóỏõọ"), ("o", "\u{0302}", "ôồốổỗộ"), ("o", "\u{031B}", "ơờớởỡợ"),
        ("u", nil, "uùúủũụ"), ("u", "\u{031B}", "ưừứửữự"), ("y", nil, "yỳýỷỹỵ"),
        ("A", nil, "AÀÁẢÃẠ"), ("A", "\u{0306}", "ĂẰẮẲẴẶ"), ("A", "\u{0302}", "ÂẦẤẨẪẬ"),
        ("E", nil, "EÈÉẺẼẸ"), ("E", "\u{0302}", "ÊỀẾỂỄỆ"), ("I", nil, "IÌÍỈĨỊ"),
        ("O", nil, "OÒÓỎÕỌ"), ("O", "\u{0302}", "ÔỒỐỔỖỘ"), ("O", "\u{031B}", "ƠỜỚỞỠỢ"),
        ("U", nil, "UÙÚỦŨỤ"), ("U", "\u{031B}", "ƯỪỨỬỮỰ"), ("Y", nil, "YỲÝỶỸỴ"),
    ]

    private static let letters: [Unicode.Scalar: Letter] = {
        var table: [Unicode.Scalar: Letter] = [:]
        for row in rows {
            for (scalar, tone) in zip(row.forms.unicodeScalars, [nil] + toneMarks.map(Optional.some)) {
                table[scalar] = Letter(base: row.base, quality: row.quality, tone: tone)
            }
        }
        return table
    }()

    private static let composedScalar: [Letter: Unicode.Scalar] = Dictionary(
        uniqueKeysWithValues: letters.map { ($1, $0) })
}
