import FoundationEssentials

/// `xs:base64Binary` (XML Schema Part 2 §3.2.16): base 64 with white space between the characters.
enum XMLBase64 {
    /// The bytes; nil when a character is neither base 64 nor white space, or the padding is wrong.
    static func decode(_ text: String) -> [UInt8]? {
        let characters = text.utf8.filter { $0 != 0x20 && $0 != 0x09 && $0 != 0x0d && $0 != 0x0a }
        return Data(base64Encoded: Data(characters)).map { [UInt8]($0) }
    }
}
