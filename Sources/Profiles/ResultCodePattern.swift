import Diagnostics

/// The shape of mã kết quả số hóa: fixed text and placeholders in braces, such as `{owner}.{resultCode}.{serial:6}`.
///
/// Configurable because the circular's own wording was not read (REGULATION section 2).
public struct ResultCodePattern: Sendable, Hashable {
    /// What a placeholder stands for.
    public enum Placeholder: String, Sendable, CaseIterable {
        /// The owner's id.
        case owner
        /// Mã giấy tờ of the document type.
        case resultCode
        /// The agency's code.
        case agency
        /// Code of the document type in the profile.
        case type
        /// Year of digitization.
        case year
        /// Ordinal within the agency, zero-padded: `{serial:6}`.
        case serial
    }

    /// Why a pattern cannot be used.
    public struct Mistake: Error, Sendable, Hashable {
        /// What is wrong.
        public let what: Bilingual
        /// What would be right.
        public let expected: Bilingual
    }

    private enum Piece: Sendable, Hashable {
        case text(String)
        case placeholder(Placeholder, width: Int)
    }

    private let pieces: [Piece]

    /// Reads a pattern.
    ///
    /// - Throws: `Mistake` for an unknown placeholder, a missing brace, or a pattern without `{serial}`, whose codes
    ///   would not be unique.
    public init(_ text: String) throws(Mistake) {
        var pieces: [Piece] = []
        var rest = text[...]
        while let open = rest.firstIndex(of: "{") {
            if open > rest.startIndex { pieces.append(.text(String(rest[..<open]))) }
            guard let close = rest[open...].firstIndex(of: "}") else { throw Self.unclosed }
            pieces.append(try Self.placeholder(rest[rest.index(after: open)..<close]))
            rest = rest[rest.index(after: close)...]
        }
        if !rest.isEmpty { pieces.append(.text(String(rest))) }
        guard pieces.contains(where: { if case .placeholder(.serial, _) = $0 { true } else { false } }) else {
            throw Mistake(
                what: Bilingual(
                    vi: "mẫu mã không có {serial}, nên mã sẽ trùng nhau",
                    en: "the pattern has no {serial}, so codes would repeat"),
                expected: Self.known)
        }
        self.pieces = pieces
    }

    /// The code made of `values`; a placeholder without a value becomes nothing.
    public func code(serial: Int, values: [Placeholder: String]) -> String {
        pieces.map { piece in
            switch piece {
            case .text(let text): return text
            case .placeholder(.serial, let width):
                let digits = String(serial)
                return String(repeating: "0", count: max(0, width - digits.count)) + digits
            case .placeholder(let name, _): return values[name] ?? ""
            }
        }.joined()
    }

    private static func placeholder(_ text: Substring) throws(Mistake) -> Piece {
        let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        guard let name = parts.first.flatMap({ Placeholder(rawValue: String($0)) }) else {
            throw Mistake(
                what: Bilingual(vi: "không có chỗ trống {\(text)}", en: "there is no placeholder {\(text)}"),
                expected: known)
        }
        guard parts.count == 2 else { return .placeholder(name, width: 0) }
        guard name == .serial, let width = Int(parts[1]), (1...12).contains(width) else {
            throw Mistake(
                what: Bilingual(vi: "{\(text)} ghi sai độ rộng", en: "{\(text)} has a wrong width"),
                expected: Bilingual(vi: "{serial:N}, N từ 1 đến 12", en: "{serial:N} with N from 1 to 12"))
        }
        return .placeholder(name, width: width)
    }

    private static var unclosed: Mistake {
        Mistake(
            what: Bilingual(vi: "thiếu dấu }", en: "a } is missing"),
            expected: Bilingual(vi: "mỗi { có một }", en: "a } for every {"))
    }

    private static var known: Bilingual {
        let names = Placeholder.allCases.map { $0 == .serial ? "{serial:6}" : "{\($0.rawValue)}" }
            .joined(separator: " ")
        return Bilingual(
            vi: "chỗ trống trong số \(names), có {serial}", en: "placeholders of \(names), {serial} among them")
    }
}
