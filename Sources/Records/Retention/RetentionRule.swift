/// One line of the retention schedule: how long a class of records is kept, counted from what, by which law.
public struct RetentionRule: Sendable, Hashable, Codable {
    /// The event the period is counted from.
    public enum Trigger: String, Sendable, Codable, CaseIterable {
        case issued
        case closed
        case expired
        case revoked
        case replaced
    }

    /// How long. Luật Lưu trữ 33/2024 Đ15: for ever, or 2 to 70 years.
    public enum Period: Sendable, Hashable {
        case permanent
        case years(Int)
    }

    /// Code of the retention class, such as `GPXD`.
    public var code: String
    /// Name of the class in Vietnamese, as the schedule prints it.
    public var title: String
    /// The event the period is counted from.
    public var trigger: Trigger
    /// How long.
    public var period: Period
    /// The law behind the period.
    public var basis: LegalBasis

    /// All parts as given.
    public init(code: String, title: String, trigger: Trigger, period: Period, basis: LegalBasis) {
        (self.code, self.title, self.trigger, self.period, self.basis) = (code, title, trigger, period, basis)
    }
}

extension RetentionRule.Period: Codable {
    /// Written as `permanent` or `P20Y` (ISO 8601).
    public var text: String {
        switch self {
        case .permanent: "permanent"
        case .years(let n): "P\(n)Y"
        }
    }

    /// Reads `permanent` or `PnY` with n in 1…999; nil otherwise.
    public init?(text: String) {
        if text == "permanent" {
            self = .permanent
        } else if text.hasPrefix("P"), text.hasSuffix("Y"), let n = Int(text.dropFirst().dropLast()), n > 0, n < 1000 {
            self = .years(n)
        } else {
            return nil
        }
    }

    /// Reads what `encode(to:)` writes.
    public init(from decoder: any Decoder) throws {
        let text = try decoder.singleValueContainer().decode(String.self)
        guard let period = Self(text: text) else {
            throw DecodingError.dataCorrupted(
                .init(codingPath: decoder.codingPath, debugDescription: "not a retention period: \(text)"))
        }
        self = period
    }

    /// One string.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }
}

/// Where a legal value comes from, and whether we have read it at the source. A value with `verified: false` is never
/// shown as law.
public struct LegalBasis: Sendable, Hashable, Codable {
    /// `Luật Lưu trữ 33/2024/QH15 Đ15`.
    public var citation: String
    /// Whether the citation was read at the source.
    public var verified: Bool

    /// All parts as given.
    public init(citation: String, verified: Bool) {
        (self.citation, self.verified) = (citation, verified)
    }
}
