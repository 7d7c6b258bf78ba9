import FoundationEssentials

/// A date of ISO 32000-2, 7.9.4: local time and, when given, its offset from UT.
public struct PDFDate: Sendable, Hashable {
    /// The year.
    public let year: Int
    /// The month, 1...12.
    public let month: Int
    /// The day of the month, 1...31.
    public let day: Int
    /// The hour, 0...23.
    public let hour: Int
    /// The minute, 0...59.
    public let minute: Int
    /// The second, 0...59.
    public let second: Int
    /// Minutes east of UT; nil when the string does not say.
    public let offsetMinutes: Int?

    /// The civil time at `instant` in the zone that is `offsetMinutes` east of UT. Fractions of a second are dropped.
    public init(_ instant: Date, offsetMinutes: Int) {
        let bounded = min(max(instant.timeIntervalSince1970, -62_135_596_800), 253_402_300_799)
        let seconds = Int(bounded.rounded(.down)) + offsetMinutes * 60
        let days = Int((Double(seconds) / 86_400).rounded(.down))
        let inDay = seconds - days * 86_400
        (year, month, day) = PDFDate.civil(fromDays: days)
        hour = inDay / 3600
        minute = inDay / 60 % 60
        second = inDay % 60
        self.offsetMinutes = offsetMinutes
    }

    /// Reads `D:YYYYMMDDHHmmSSOHH'mm'`; everything after the year may be missing, and so may the prefix and the last
    /// apostrophe. Nil when it is not a date.
    public init?(_ bytes: [UInt8]) {
        var text = Substring(PDFTextString.decode(bytes)).drop { $0 == " " }
        if text.hasPrefix("D:") { text = text.dropFirst(2) }
        func take(_ width: Int, _ range: ClosedRange<Int>) -> Int? {
            let digits = text.prefix(width)
            guard digits.count == width, digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
                let value = Int(digits), range.contains(value)
            else { return nil }
            text = text.dropFirst(width)
            return value
        }
        guard let year = take(4, 1...9999) else { return nil }
        self.year = year
        month = take(2, 1...12) ?? 1
        day = take(2, 1...31) ?? 1
        hour = take(2, 0...23) ?? 0
        minute = take(2, 0...59) ?? 0
        second = take(2, 0...59) ?? 0
        guard let sign = text.first else {
            offsetMinutes = nil
            return
        }
        text = text.dropFirst()
        switch sign {
        case "Z": offsetMinutes = 0
        case "+", "-":
            guard let hours = take(2, 0...23) else { return nil }
            if text.first == "'" { text = text.dropFirst() }
            let minutes = take(2, 0...59) ?? 0
            offsetMinutes = (sign == "-" ? -1 : 1) * (hours * 60 + minutes)
        default: return nil
        }
    }

    /// The instant; a date without offset is read as UT.
    public var instant: Date {
        let days = PDFDate.days(fromCivil: year, month, day)
        let seconds = days * 86_400 + hour * 3600 + minute * 60 + second - (offsetMinutes ?? 0) * 60
        return Date(timeIntervalSince1970: Double(seconds))
    }

    /// The string, such as `D:20260305091500+07'00'`. The closing apostrophe of PDF 1.x is kept: old readers want it.
    public var text: String {
        let head = "D:" + padded(year, 4) + [month, day, hour, minute, second].map { padded($0, 2) }.joined()
        guard let offset = offsetMinutes else { return head }
        let size = abs(offset)
        return head + (offset < 0 ? "-" : "+") + padded(size / 60, 2) + "'" + padded(size % 60, 2) + "'"
    }

    /// The string object.
    public var object: PDFObject { .string([UInt8](text.utf8)) }

    private func padded(_ value: Int, _ width: Int) -> String {
        let digits = String(value)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }

    // The Gregorian calendar counted in eras of 400 years that begin on 1 March of year 0, which puts the leap day last.
    private static func days(fromCivil year: Int, _ month: Int, _ day: Int) -> Int {
        let y = month <= 2 ? year - 1 : year
        let era = (y >= 0 ? y : y - 399) / 400
        let yearOfEra = y - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }

    private static func civil(fromDays days: Int) -> (Int, Int, Int) {
        let z = days + 719_468
        let era = (z >= 0 ? z : z - 146_096) / 146_097
        let dayOfEra = z - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shifted = (5 * dayOfYear + 2) / 153
        let month = shifted < 10 ? shifted + 3 : shifted - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * shifted + 2) / 5 + 1)
    }
}
