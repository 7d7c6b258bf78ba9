/// The language of what a person reads. Code, logs and JSON keys are English always.
public enum Language: String, Sendable, CaseIterable, Codable {
    case vi
    case en
}

/// One sentence in both languages; Vietnamese comes first because its readers do.
public struct Bilingual: Sendable, Hashable, Codable {
    /// Vietnamese.
    public let vi: String
    /// English.
    public let en: String

    /// Both sentences say the same.
    public init(vi: String, en: String) {
        self.vi = vi
        self.en = en
    }

    /// The sentence in `language`.
    public func text(in language: Language) -> String {
        switch language {
        case .vi: vi
        case .en: en
        }
    }
}
