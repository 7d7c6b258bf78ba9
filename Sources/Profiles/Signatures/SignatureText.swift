import Diagnostics

/// A line of a visible signature, or a text to look for: fixed words and placeholders in braces, such as
/// `Thời gian: {time}`.
public struct SignatureText: Sendable, Hashable {
    /// What a placeholder stands for.
    public enum Placeholder: String, Sendable, CaseIterable {
        /// The signer's name.
        case signer
        /// The last line of the title the signer signs under: `PHÓ CHỦ TỊCH`.
        case title
        /// All lines of it: `KT. CHỦ TỊCH PHÓ CHỦ TỊCH`.
        case capacity
        /// Full name of the agency.
        case agency
        /// Its short name.
        case shortName
        /// The time of signing with its zone: `22/11/2026; 08:15:30 +07:00`.
        case time
        /// The document's number: `631`.
        case number
        /// The document's notation: `QĐ-UBND`.
        case notation
        /// The document's date: `22/11/2026`.
        case date
        /// Day of the document's date, two digits.
        case day
        /// Month of it; two digits for January and February, as clerks write them (NĐ 30/2020 Appendix I, II.4).
        case month
        /// Year of it.
        case year
        /// Hình thức sao: `SAO Y`.
        case copyForm
    }

    /// Why a text cannot be used.
    public struct Mistake: Error, Sendable, Hashable {
        /// What is wrong.
        public let what: Bilingual
        /// What would be right.
        public let expected: Bilingual
    }

    enum Piece: Sendable, Hashable {
        case words(String)
        case placeholder(Placeholder)
    }

    let pieces: [Piece]

    /// Reads a text.
    ///
    /// - Throws: `Mistake` for an unknown placeholder or a missing brace.
    public init(_ text: String) throws(Mistake) {
        var pieces: [Piece] = []
        var rest = text[...]
        while let open = rest.firstIndex(of: "{") {
            if open > rest.startIndex { pieces.append(.words(String(rest[..<open]))) }
            guard let close = rest[open...].firstIndex(of: "}") else {
                throw Mistake(
                    what: Bilingual(vi: "thiếu dấu }", en: "a } is missing"),
                    expected: Bilingual(vi: "mỗi { có một }", en: "a } for every {"))
            }
            let name = rest[rest.index(after: open)..<close]
            guard let placeholder = Placeholder(rawValue: String(name)) else {
                let known = Placeholder.allCases.map(\.rawValue)
                throw Mistake(
                    what: Bilingual(vi: "không có chỗ trống {\(name)}", en: "there is no placeholder {\(name)}"),
                    expected: .oneOf(known, near: String(name)))
            }
            pieces.append(.placeholder(placeholder))
            rest = rest[rest.index(after: close)...]
        }
        if !rest.isEmpty { pieces.append(.words(String(rest))) }
        self.pieces = pieces
    }

    /// Words alone, without placeholders.
    public init(words: String) { pieces = words.isEmpty ? [] : [.words(words)] }

    /// A placeholder alone.
    public init(_ placeholder: Placeholder) { pieces = [.placeholder(placeholder)] }

    /// What must be known to write it.
    public var placeholders: [Placeholder] {
        pieces.compactMap { if case .placeholder(let name) = $0 { name } else { nil } }
    }

    /// The text with `values` put in; a placeholder without a value becomes nothing.
    public func filled(_ values: [Placeholder: String]) -> String {
        pieces.map { piece in
            switch piece {
            case .words(let words): words
            case .placeholder(let name): values[name] ?? ""
            }
        }.joined()
    }
}

extension SignatureText: CustomStringConvertible {
    /// As it is written in a profile.
    public var description: String {
        pieces.map { piece in
            switch piece {
            case .words(let words): words
            case .placeholder(let name): "{\(name.rawValue)}"
            }
        }.joined()
    }
}
