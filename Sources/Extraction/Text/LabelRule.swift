import Profiles
import Records

/// Finds the value behind a label: `Số CCCD: 089076710356; do…`, `đối với ông TẠ ĐỨC THẮNG, ngày sinh: …`.
///
/// Labels are compared without case and accents, word by word, anywhere in a paragraph; what follows must have the
/// shape of the field's kind, which is what keeps words inside sentences from matching.
struct LabelRule {
    let field: DocumentTypeRule.FieldRule
    /// Longest first, so that `Họ và tên chủ hộ` wins over `Họ và tên`.
    private let labels: [[String]]

    init(_ field: DocumentTypeRule.FieldRule) {
        self.field = field
        labels = field.labels.map { label in
            label.split(whereSeparator: \.isWhitespace)
                .map { VietnameseText.folded(VietnameseText.nfc(String($0))).trimmingPunctuation }
                .filter { !$0.isEmpty }
        }
        .filter { !$0.isEmpty }.sorted { $0.count > $1.count }
    }

    /// What was found: a value, or for `validUntil` a number of months from the day of issue.
    enum Answer: Hashable {
        case value(String)
        case monthsFromIssue(Int)
    }

    /// The first place in the document where a label is followed by a value of the right shape.
    func find(in paragraphs: [TextRun]) -> (answer: Answer, words: ArraySlice<TextWord>, confidence: Double)? {
        for paragraph in paragraphs {
            let words = paragraph.words
            for start in words.indices {
                for label in labels {
                    guard let match = Self.match(label, words, at: start),
                        let (answer, count) = value(words[match.end...], afterColon: match.hasColon)
                    else { continue }
                    // A sentence may use the label's words by chance.
                    let isLabel = match.hasColon || start == 0 || words[start - 1].endsClause
                    return (answer, words[match.end..<match.end + count], isLabel ? 0.97 : 0.9)
                }
            }
        }
        return nil
    }

    private static func match(
        _ label: [String], _ words: [TextWord], at start: Int
    ) -> (end: Int, hasColon: Bool)? {
        let end = start + label.count
        guard end < words.count, zip(label, words[start..<end]).allSatisfy({ $0 == $1.folded }) else { return nil }
        // `Họ và tên; Ngày sinh` lists words, it labels nothing.
        guard words[start..<end].dropLast().allSatisfy({ !$0.text.hasSuffix(":") && !$0.text.hasSuffix(";") }) else {
            return nil
        }
        let last = words[end - 1].text
        guard !last.hasSuffix(","), !last.hasSuffix(";") else { return nil }
        if last.hasSuffix(":") { return (end, true) }
        if words[end].text == ":" { return end + 1 < words.count ? (end + 1, true) : nil }
        return (end, false)
    }

    private func value(_ rest: ArraySlice<TextWord>, afterColon: Bool) -> (Answer, Int)? {
        switch field.kind {
        case .text: afterColon ? Self.text(rest) : nil
        case .name: Self.name(rest)
        case .date: Self.date(rest)
        case .personalId: Self.digits(rest, [12, 9])
        case .taxCode: Self.digits(rest, [12, 10, 13, 9])
        case .number: afterColon ? Self.number(rest) : nil
        }
    }

    /// Up to a semicolon or the end of the paragraph, without the full stop.
    private static func text(_ rest: ArraySlice<TextWord>) -> (Answer, Int)? {
        let end = rest.firstIndex { $0.text.hasSuffix(";") }.map { $0 + 1 } ?? rest.endIndex
        var value = rest[..<end].map(\.text).joined(separator: " ")
        while let last = value.last, ";.,/ …".contains(last) { value.removeLast() }
        return value.contains(where: { $0.isLetter || $0.isNumber }) ? (.value(value), end - rest.startIndex) : nil
    }

    private static let honorifics: Set<String> = ["ong", "ba", "ong/ba", "anh", "chi"]

    /// Words that begin with capitals, after `ông`, `bà`.
    private static func name(_ rest: ArraySlice<TextWord>) -> (Answer, Int)? {
        let body = rest.drop { honorifics.contains($0.folded) || $0.folded.isEmpty }
        var words: [String] = []
        for word in body {
            let bare = word.text.trimmingPunctuation
            guard bare.first?.isUppercase == true, bare.allSatisfy({ $0.isLetter || $0 == "-" || $0 == "'" }),
                words.count < 8
            else { break }
            words.append(bare)
            if word.endsClause || word.text.hasSuffix(")") { break }
        }
        guard words.count >= 2 else { return nil }
        return (.value(words.joined(separator: " ")), body.startIndex - rest.startIndex + words.count)
    }

    private static func date(_ rest: ArraySlice<TextWord>) -> (Answer, Int)? {
        let words = rest.prefix(10).map(\.folded)
        if let (date, count) = VietnameseDates.leading(words) { return (.value(date.iso), count) }
        return VietnameseDates.leadingPeriod(words).map { (.monthsFromIssue($0.months), $0.count) }
    }

    /// Digits in one word or in groups, of one of the lengths; a tax code may have a branch: 10 digits, hyphen, 3.
    private static func digits(_ rest: ArraySlice<TextWord>, _ lengths: [Int]) -> (Answer, Int)? {
        var value = ""
        var count = 0
        for word in rest.prefix(6) {
            let bare = word.folded
            guard !bare.isEmpty, bare.utf8.allSatisfy({ (48...57).contains($0) || $0 == 45 || $0 == 46 }) else { break }
            value += bare.filter { $0 != "." }
            count += 1
            if word.text.hasSuffix(";") || word.text.hasSuffix(",") || word.text.hasSuffix(")") { break }
        }
        let digits = value.filter { $0 != "-" }
        guard lengths.contains(digits.count), !value.contains("-") || digits.count == 13 else { return nil }
        return (.value(value), count)
    }

    private static func number(_ rest: ArraySlice<TextWord>) -> (Answer, Int)? {
        guard let first = rest.first else { return nil }
        let value = first.text.trimmingPunctuation
        return value.contains(where: \.isNumber) ? (.value(value), 1) : nil
    }
}
