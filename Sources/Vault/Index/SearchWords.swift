import Records

/// The two forms in which text is searched. Folding happens here and not in SQLite, whose tokenizer strips tone and
/// vowel marks but never makes `đ` a `d`.
enum SearchWords {
    /// Composed, lower case, marks kept: what decides whether a hit is exact.
    static func exact(_ texts: [String]) -> String {
        texts.map { uniformTones(VietnameseText.nfc($0).lowercased()) }.joined(separator: "\n")
    }

    /// Without any marks: what the full-text index holds.
    static func folded(_ text: String) -> String { VietnameseText.folded(text) }

    /// The words of a query or of a text, in the sense of SQLite's tokenizer: runs of letters and digits.
    static func tokens(_ text: String) -> [String] {
        text.split { !($0.isLetter || $0.isNumber) }.map(String.init)
    }

    /// An FTS5 query that demands every word; quoted, so that nothing in it is an operator. Nil without any word.
    static func match(_ query: String) -> String? {
        let words = tokens(folded(VietnameseText.nfc(query)))
        return words.isEmpty ? nil : words.map { "\"\($0)\"" }.joined(separator: " ")
    }

    /// `hoà` and `hòa`, `uỷ` and `ủy` are one word in two spellings: the tone goes to the first vowel in both.
    private static func uniformTones(_ text: String) -> String {
        var out: [Character] = []
        for character in text {
            if let last = out.last, let moved = toneMoves[Pair(first: last, second: character)] {
                out[out.count - 1] = moved.first
                out.append(moved.second)
            } else {
                out.append(character)
            }
        }
        return String(out)
    }

    private struct Pair: Hashable {
        var first: Character
        var second: Character
    }

    private static let toneMoves: [Pair: Pair] = {
        let rows: [(Character, Character, String, String)] = [
            ("o", "a", "òóỏõọ", "àáảãạ"), ("o", "e", "òóỏõọ", "èéẻẽẹ"), ("u", "y", "ùúủũụ", "ỳýỷỹỵ"),
        ]
        var table: [Pair: Pair] = [:]
        for (first, second, firsts, seconds) in rows {
            for (tonedFirst, tonedSecond) in zip(firsts, seconds) {
                table[Pair(first: first, second: tonedSecond)] = Pair(first: tonedFirst, second: second)
            }
        }
        return table
    }()
}
