/// The name of a vault object, for ever: `urn:sohoa:<agency>:<type>:<token>`. It shows in OCFL paths and logs, so it
/// holds no personal data: the token is derived from the content and a secret of the vault, never from an owner's id.
public struct RecordURN: Sendable, Hashable, Codable, RawRepresentable, CustomStringConvertible {
    /// The URN as written.
    public let rawValue: String

    /// Nil unless the text has the four parts and only lower-case letters, digits, `.` and `-` after `urn:sohoa:`.
    public init?(rawValue: String) {
        let parts = rawValue.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 5, parts[0] == "urn", parts[1] == "sohoa", rawValue.utf8.count <= 160,
            parts.dropFirst(2).allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy(Self.allowed) })
        else { return nil }
        self.rawValue = rawValue
    }

    /// The URN as written.
    public var description: String { rawValue }

    private static func allowed(_ byte: UInt8) -> Bool {
        (48...57).contains(byte) || (97...122).contains(byte) || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "-")
    }
}
