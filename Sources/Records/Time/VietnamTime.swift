import FoundationEssentials

/// Instants written in Vietnam's zone (UTC+7 all year, ISO 8601), as NĐ 30/2020 wants signing times shown.
public enum VietnamTime {
    /// Seconds east of UTC.
    public static let offsetSeconds = 7 * 3600

    /// `2026-11-22T08:15:30+07:00`.
    public static func iso8601(_ instant: Date) -> String {
        let (date, h, m, s) = fields(instant)
        return "\(date.iso)T\(padded(h, 2)):\(padded(m, 2)):\(padded(s, 2))+07:00"
    }

    /// `22/11/2026; 08:15:30 +07:00`: day, then time, then zone (NĐ 30/2020, Appendix I: ngày tháng năm; giờ phút giây;
    /// múi giờ Việt Nam theo ISO 8601).
    public static func signingTime(_ instant: Date) -> String {
        let (date, h, m, s) = fields(instant)
        return "\(date.vietnamese); \(padded(h, 2)):\(padded(m, 2)):\(padded(s, 2)) +07:00"
    }

    /// The calendar day in Vietnam at that instant.
    public static func day(_ instant: Date) -> CivilDate { fields(instant).date }

    /// The instant at which `day` begins in Vietnam.
    public static func start(of day: CivilDate) -> Date {
        Date(timeIntervalSince1970: Double(day.daysSince1970 * 86_400 - offsetSeconds))
    }

    /// Reads `yyyy-MM-ddTHH:mm:ss` with `Z` or `±hh:mm`; nil when it is not one.
    public static func parse(iso8601 text: String) -> Date? {
        let bytes = Array(text.utf8)
        guard bytes.count >= 20, bytes[10] == UInt8(ascii: "T"),
            let date = CivilDate(iso: String(decoding: bytes[0..<10], as: UTF8.self)),
            let h = number(bytes, 11), let m = number(bytes, 14), let s = number(bytes, 17),
            bytes[13] == UInt8(ascii: ":"), bytes[16] == UInt8(ascii: ":"), h < 24, m < 60, s < 61
        else { return nil }
        let local = date.daysSince1970 * 86_400 + h * 3600 + m * 60 + s
        switch bytes[19] {
        case UInt8(ascii: "Z") where bytes.count == 20:
            return Date(timeIntervalSince1970: Double(local))
        case UInt8(ascii: "+"), UInt8(ascii: "-"):
            guard bytes.count == 25, bytes[22] == UInt8(ascii: ":"), let zh = number(bytes, 20),
                let zm = number(bytes, 23), zh < 15, zm < 60
            else { return nil }
            let offset = (zh * 3600 + zm * 60) * (bytes[19] == UInt8(ascii: "+") ? 1 : -1)
            return Date(timeIntervalSince1970: Double(local - offset))
        default: return nil
        }
    }

    private static func fields(_ instant: Date) -> (date: CivilDate, hour: Int, minute: Int, second: Int) {
        let bounded = min(max(instant.timeIntervalSince1970, -6e10), 2.5e11)
        let local = Int(bounded.rounded(.down)) + offsetSeconds
        let days = local >= 0 ? local / 86_400 : (local - 86_399) / 86_400
        let rest = local - days * 86_400
        let date = CivilDate(daysSince1970: days) ?? CivilDate.epoch
        return (date, rest / 3600, rest / 60 % 60, rest % 60)
    }

    private static func number(_ bytes: [UInt8], _ at: Int) -> Int? {
        guard at + 1 < bytes.count, (48...57).contains(bytes[at]), (48...57).contains(bytes[at + 1]) else { return nil }
        return Int(bytes[at] - 48) * 10 + Int(bytes[at + 1] - 48)
    }
}
