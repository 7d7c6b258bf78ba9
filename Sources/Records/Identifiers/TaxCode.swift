/// Mã số thuế, also the enterprise code: 10 digits, the tenth a check digit over weights 31,29,23,19,17,13,7,5,3
/// modulo 11, with an optional branch suffix `-001`…`-999`. Individuals and household businesses may use their
/// 12-digit personal id instead since 1/7/2025.
public struct TaxCode: Sendable, Hashable {
    /// The code without spaces and dots.
    public let text: String

    /// Nil unless the check digit holds (or the text is a well-formed personal id).
    public init?(_ raw: some StringProtocol) {
        let kept = String(raw).filter { $0 != " " && $0 != "." }
        if let person = PersonalId(kept) {
            text = person.digits
            return
        }
        let parts = kept.split(separator: "-", maxSplits: 1, omittingEmptySubsequences: false)
        guard let main = parts.first, main.utf8.count == 10, main.utf8.allSatisfy({ (48...57).contains($0) }) else {
            return nil
        }
        let digits = main.utf8.map { Int($0) - 48 }
        let weights = [31, 29, 23, 19, 17, 13, 7, 5, 3]
        let check = 10 - zip(digits, weights).reduce(0) { $0 + $1.0 * $1.1 } % 11
        guard check == digits[9] else { return nil }
        if parts.count == 2 {
            guard parts[1].utf8.count == 3, let branch = Int(parts[1]), branch >= 1 else { return nil }
        }
        text = kept
    }
}
