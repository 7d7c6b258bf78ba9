/// Số định danh cá nhân: 12 digits whose structure can be checked (Luật Căn cước; NĐ 137/2015): 3 for the province or
/// country of birth registration, 1 for century and sex, 2 for the birth year, 6 at random. There is no check digit.
public struct PersonalId: Sendable, Hashable {
    /// Legal sex as the number encodes it.
    public enum Sex: String, Sendable, Codable { case male, female }

    /// The 12 digits.
    public let digits: String

    /// Nil when `text` (spaces and dots ignored) is not 12 digits with a plausible province code.
    public init?(_ text: some StringProtocol) {
        let kept = String(text).filter { $0 != " " && $0 != "." }
        guard kept.utf8.count == 12, kept.utf8.allSatisfy({ (48...57).contains($0) }), let place = Int(kept.prefix(3)),
            place >= 1
        else { return nil }
        digits = kept
    }

    /// Birth year, 1900…2399.
    public var birthYear: Int { 1900 + (centuryDigit / 2) * 100 + (Int(digits.dropFirst(4).prefix(2)) ?? 0) }

    /// Legal sex at registration, from the century digit.
    public var sex: Sex { centuryDigit % 2 == 0 ? .male : .female }

    /// First and last digits visible, the middle hidden: `082•••••6789`.
    public var masked: String { digits.prefix(3) + "•••••" + digits.suffix(4) }

    private var centuryDigit: Int { Int(digits.dropFirst(3).prefix(1)) ?? 0 }
}
