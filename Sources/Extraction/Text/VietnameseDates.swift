import Records

/// Dates as Vietnamese papers write them: `05/03/2026`, `5-3-2026`, `ngày 05 tháng 3 năm 2026`.
enum VietnameseDates {
    /// The date at the start of `words` (folded, without punctuation at their ends), after the words that may lead to
    /// one: `ngày`, `hết`, `hết ngày`.
    ///
    /// - Returns: the date and how many words it took, those in front included.
    static func leading(_ words: some Collection<String>) -> (date: CivilDate, count: Int)? {
        let words = Array(words.prefix(9))
        var at = 0
        while at < words.count, ["ngay", "het", "den"].contains(words[at]) { at += 1 }
        guard at < words.count else { return nil }
        if let date = CivilDate(vietnamese: words[at]) ?? CivilDate(iso: words[at]) { return (date, at + 1) }
        guard at + 4 < words.count, words[at + 1] == "thang", words[at + 3] == "nam",
            let day = number(words[at], 1...2),
            let month = number(words[at + 2], 1...2), let year = number(words[at + 4], 4...4),
            let date = CivilDate(year: year, month: month, day: day)
        else { return nil }
        return (date, at + 5)
    }

    /// A period at the start of `words` that counts from the day of issue: `06 tháng kể từ ngày cấp`. In months.
    static func leadingPeriod(_ words: some Collection<String>) -> (months: Int, count: Int)? {
        let words = Array(words.prefix(7))
        guard words.count >= 5, let amount = number(words[0], 1...3), let unit = ["thang": 1, "nam": 12][words[1]],
            words[2...4].elementsEqual(["ke", "tu", "ngay"])
        else { return nil }
        return (amount * unit, words.count > 5 && ["cap", "ky"].contains(words[5]) ? 6 : 5)
    }

    /// A date written either way, from a manifest or a person.
    static func parse(_ text: String) -> CivilDate? {
        let words = VietnameseText.comparable(text).split(separator: " ").map(String.init)
        guard let found = leading(words), found.count == words.count else { return nil }
        return found.date
    }

    private static func number(_ text: String, _ digits: ClosedRange<Int>) -> Int? {
        guard digits.contains(text.utf8.count), text.utf8.allSatisfy({ (48...57).contains($0) }) else { return nil }
        return Int(text)
    }
}

extension String {
    /// Without white space at both ends.
    var trimmed: String {
        guard let first = firstIndex(where: { !$0.isWhitespace }), let last = lastIndex(where: { !$0.isWhitespace })
        else { return "" }
        return String(self[first...last])
    }
}
