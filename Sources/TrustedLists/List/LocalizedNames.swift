import Diagnostics

/// A name in several languages (TS 119 612 §5.1.4).
public struct LocalizedNames: Sendable, Hashable {
    /// One name.
    public struct Entry: Sendable, Hashable {
        /// BCP 47 tag in lower case, such as `vi`.
        public let language: String
        /// The name.
        public let text: String
    }

    /// The names in the list's order.
    public let entries: [Entry]

    /// The name in this language, else in English, else the first; empty when there is none.
    public func text(in language: Language) -> String {
        let wanted = [language.rawValue, Language.en.rawValue]
        let found = wanted.lazy.compactMap { tag in
            entries.first { $0.language == tag || $0.language.hasPrefix(tag + "-") }
        }.first
        return (found ?? entries.first)?.text ?? ""
    }

    /// Reads the children `Name` of an element.
    init(_ element: XMLElement?) {
        let language = XMLName(namespace: XMLNamespace.xml, local: "lang")
        entries = (element?.all(.list("Name")) ?? []).map { name in
            let tag = name.attributes.first { $0.name == language }?.value ?? ""
            return Entry(language: tag.lowercased(), text: name.trimmedText)
        }
    }
}
