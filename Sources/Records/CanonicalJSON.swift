import FoundationEssentials

/// JSON as sohoa writes it to disk and to stdout: keys sorted, slashes as they are, so that equal values give equal
/// bytes and digests can be compared.
public enum CanonicalJSON {
    /// Pretty-printed with a final newline, for files a person may open.
    public static func file(_ value: some Encodable) throws -> [UInt8] {
        try encode(value, [.sortedKeys, .withoutEscapingSlashes, .prettyPrinted]) + [0x0A]
    }

    /// On one line without a newline, for JSON Lines.
    public static func line(_ value: some Encodable) throws -> String {
        try String(decoding: encode(value, [.sortedKeys, .withoutEscapingSlashes]), as: UTF8.self)
    }

    /// Reads what the other two wrote.
    public static func decode<T: Decodable>(_ type: T.Type, from bytes: [UInt8]) throws -> T {
        try JSONDecoder().decode(type, from: Data(bytes))
    }

    private static func encode(_ value: some Encodable, _ formatting: JSONEncoder.OutputFormatting) throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = formatting
        return try [UInt8](encoder.encode(value))
    }
}
