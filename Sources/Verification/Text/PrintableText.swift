/// Text from a file, made harmless for a terminal or a page: names and field names are whatever their author wrote.
public enum PrintableText {
    /// Control characters (escape sequences of terminals among them) and those that turn the direction of text around
    /// become U+FFFD; line ends and tabs become spaces.
    public static func line(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: isDangerous) else { return text }
        var output = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\n", "\r", "\t", "\u{2028}", "\u{2029}", "\u{85}": output += " "
            default: output.unicodeScalars.append(isDangerous(scalar) ? "\u{FFFD}" : scalar)
            }
        }
        return output
    }

    private static func isDangerous(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0..<0x20, 0x7F...0x9F, 0x202A...0x202E, 0x2066...0x2069, 0x200E, 0x200F, 0x2028, 0x2029, 0x61C: true
        default: false
        }
    }
}

/// A time of a report for people: `08:15:30, 20/11/2026 (UTC+7)`.
enum ReadableTime {
    /// - Parameter iso: with +07:00, as reports write times; anything else stays as it is.
    static func text(_ iso: String) -> String {
        let parts = iso.split(separator: "T")
        guard parts.count == 2, parts[1].hasSuffix("+07:00") else { return iso }
        let day = parts[0].split(separator: "-")
        guard day.count == 3 else { return iso }
        return "\(parts[1].dropLast(6)), \(day[2])/\(day[1])/\(day[0]) (UTC+7)"
    }
}
