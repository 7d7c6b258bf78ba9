import Records

/// Whether two sources mean the same value of a field, however they write it.
enum FieldComparison {
    /// Fields where a difference is worth a person's time; titles and addresses are worded in many ways.
    static let compared: Set<String> = [
        FieldName.documentType, FieldName.numberAndNotation, FieldName.issuedDate, FieldName.validUntil,
        FieldName.agency, FieldName.holderName, FieldName.holderId, FieldName.holderBirthDate,
    ]

    static func agree(_ a: String, _ b: String, in field: String) -> Bool {
        switch field {
        case FieldName.holderId: digits(a) == digits(b)
        case FieldName.numberAndNotation: number(a) == number(b)
        case FieldName.agency: agenciesAgree(a, b)
        default: sameWords(a, b)
        }
    }

    /// Equal but for case, accents, spaces and punctuation.
    static func sameWords(_ a: String, _ b: String) -> Bool { plain(a) == plain(b) }

    private static func plain(_ text: String) -> String {
        VietnameseText.comparable(text).split { !($0.isLetter || $0.isNumber) }.joined(separator: " ")
    }

    private static func digits(_ text: String) -> String { text.filter { $0 != " " && $0 != "." } }

    private static func number(_ text: String) -> String {
        VietnameseText.comparable(text).filter { !$0.isWhitespace }
    }

    /// Abbreviations written out; one name may leave out the place the other ends with.
    private static func agenciesAgree(_ a: String, _ b: String) -> Bool {
        let (x, y) = (agency(a), agency(b))
        return x == y || x.hasPrefix(y + " ") || y.hasPrefix(x + " ")
    }

    private static func agency(_ text: String) -> String {
        let words = plain(text).split(separator: " ").map { abbreviations[String($0)] ?? String($0) }
        return words.joined(separator: " ")
    }

    private static let abbreviations = [
        "ubnd": "uy ban nhan dan", "hdnd": "hoi dong nhan dan", "tp": "thanh pho", "tt": "thi tran", "tx": "thi xa",
    ]
}
