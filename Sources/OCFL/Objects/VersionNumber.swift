/// The number of an object's version, written `v1`, `v2`… without zero padding (OCFL 1.1, section 3.3.1).
public struct VersionNumber: Sendable, Hashable, Comparable, CustomStringConvertible {
    /// 1 or more.
    public let number: Int

    /// The first version of every object.
    public static let first = VersionNumber()

    private init() { number = 1 }

    /// Reads `v` and a decimal number without leading zero; nil otherwise.
    public init?(_ text: some StringProtocol) {
        let digits = text.utf8.dropFirst()
        guard text.utf8.first == UInt8(ascii: "v"), digits.first != UInt8(ascii: "0"), (1...9).contains(digits.count),
            digits.allSatisfy({ (48...57).contains($0) }), let number = Int(text.dropFirst())
        else { return nil }
        self.number = number
    }

    private init(number: Int) { self.number = number }

    /// The version after this one.
    public var next: VersionNumber { VersionNumber(number: number + 1) }

    /// The version before this one; nil for the first.
    public var previous: VersionNumber? { number > 1 ? VersionNumber(number: number - 1) : nil }

    /// `v3`.
    public var description: String { "v\(number)" }

    /// Older versions come first.
    public static func < (a: Self, b: Self) -> Bool { a.number < b.number }
}
