import FoundationEssentials

/// UTCTime and GeneralizedTime (X.690 §11.7, §11.8; RFC 5280 §4.1.2.5), with the offsets and missing seconds that
/// older tools write.
package enum ASN1Time {
    /// The complete element: UTCTime through 2049, GeneralizedTime from 2050 on; fractions of a second are dropped.
    package static func der(_ date: Date) -> [UInt8] {
        let (year, text) = calendarText(date)
        return year >= 1950 && year < 2050
            ? DER.element(DER.Tag.utcTime, Array(text.dropFirst(2).utf8))
            : DER.element(DER.Tag.generalizedTime, Array(text.utf8))
    }

    /// The complete GeneralizedTime that time stamps and OCSP responses want for every year.
    package static func generalized(_ date: Date) -> [UInt8] {
        DER.element(DER.Tag.generalizedTime, Array(calendarText(date).text.utf8))
    }

    /// `YYYYMMDDhhmmssZ`.
    private static func calendarText(_ date: Date) -> (year: Int, text: String) {
        let seconds = Int(max(-62_135_596_800, min(253_402_300_799, date.timeIntervalSince1970.rounded(.down))))
        let days = Int((Double(seconds) / 86_400).rounded(.down))
        let (year, month, day) = civil(fromDays: days)
        let time = seconds - days * 86_400
        let tail = [month, day, time / 3600, time / 60 % 60, time % 60].map { padded($0, 2) }.joined() + "Z"
        return (year, padded(year, 4) + tail)
    }

    static func date(_ element: BERElement) -> Date? { date(tag: element.identifier, Array(element.content)) }

    /// The instant, or nil when the text is no time. A time without zone is taken as UTC.
    static func date(tag: UInt8, _ text: [UInt8]) -> Date? {
        var rest = text[...]
        var year: Int
        switch tag {
        case DER.Tag.utcTime:
            guard let short = number(&rest, 2) else { return nil }
            year = short < 50 ? 2000 + short : 1900 + short
        case DER.Tag.generalizedTime:
            guard let full = number(&rest, 4) else { return nil }
            year = full
        default: return nil
        }
        guard let month = number(&rest, 2), (1...12).contains(month), let day = number(&rest, 2),
            (1...31).contains(day), let hour = number(&rest, 2), hour < 24, let minute = number(&rest, 2), minute < 60
        else { return nil }
        let second = number(&rest, 2) ?? 0
        var fraction = 0.0
        if let first = rest.first, first == UInt8(ascii: ".") || first == UInt8(ascii: ",") {
            rest = rest.dropFirst()
            var scale = 0.1
            while let digit = number(&rest, 1) {
                fraction += Double(digit) * scale
                scale /= 10
            }
        }
        guard second <= 60, let offset = zoneOffset(&rest), rest.isEmpty else { return nil }
        let whole = days(year, month, day) * 86_400 + hour * 3600 + minute * 60 + second - offset
        return Date(timeIntervalSince1970: Double(whole) + fraction)
    }

    /// Seconds east of UTC; nil when what stands there is no zone.
    private static func zoneOffset(_ rest: inout ArraySlice<UInt8>) -> Int? {
        guard let sign = rest.popFirst() else { return 0 }
        switch sign {
        case UInt8(ascii: "Z"): return 0
        case UInt8(ascii: "+"), UInt8(ascii: "-"):
            guard let hours = number(&rest, 2), let minutes = number(&rest, 2) else { return nil }
            let offset = hours * 3600 + minutes * 60
            return sign == UInt8(ascii: "-") ? -offset : offset
        default: return nil
        }
    }

    private static func number(_ rest: inout ArraySlice<UInt8>, _ digits: Int) -> Int? {
        let text = rest.prefix(digits)
        guard text.count == digits, text.allSatisfy({ (48...57).contains($0) }) else { return nil }
        rest = rest.dropFirst(digits)
        return text.reduce(0) { $0 * 10 + Int($1 - 48) }
    }

    private static func padded(_ value: Int, _ width: Int) -> String {
        let digits = String(value)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }

    /// Days since 1970-01-01 in the proleptic Gregorian calendar. Years run from March so that the leap day is last.
    private static func days(_ year: Int, _ month: Int, _ day: Int) -> Int {
        let marchYear = month > 2 ? year : year - 1
        let era = (marchYear >= 0 ? marchYear : marchYear - 399) / 400
        let yearOfEra = marchYear - era * 400
        let dayOfYear = (153 * ((month + 9) % 12) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }

    private static func civil(fromDays days: Int) -> (year: Int, month: Int, day: Int) {
        let shifted = days + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let monthFromMarch = (5 * dayOfYear + 2) / 153
        let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        return (year, month, dayOfYear - (153 * monthFromMarch + 2) / 5 + 1)
    }
}
