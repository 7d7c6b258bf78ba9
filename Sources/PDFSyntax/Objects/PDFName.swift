/// A name (ISO 32000-2, 7.3.5), with `#xx` undone. Names are byte sequences: two are equal when their bytes are.
public struct PDFName: Hashable, Sendable, ExpressibleByStringLiteral {
    // One scalar U+0000...U+00FF per byte. Such strings have no canonical equivalents among themselves, so comparing
    // them compares bytes, and the short ASCII names that fill a PDF need no allocation.
    private let scalars: String

    /// A name of these bytes.
    public init(bytes: some Sequence<UInt8>) {
        scalars = PDFName.scalars(of: bytes)
    }

    /// The name whose bytes are the UTF-8 of `string`, without the leading solidus.
    public init(_ string: String) {
        scalars = string.utf8.allSatisfy({ $0 < 0x80 }) ? string : PDFName.scalars(of: string.utf8)
    }

    /// The name whose bytes are the UTF-8 of the literal.
    public init(stringLiteral value: String) {
        self.init(value)
    }

    private static func scalars(of bytes: some Sequence<UInt8>) -> String {
        var text = ""
        for byte in bytes { text.unicodeScalars.append(Unicode.Scalar(byte)) }
        return text
    }

    /// The bytes of the name, without the solidus.
    public var bytes: [UInt8] {
        scalars.unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) }
    }

    /// The name as text: its bytes read as UTF-8, wrong sequences replaced. For display only.
    public var text: String { String(decoding: bytes, as: UTF8.self) }
}

extension PDFName: CustomStringConvertible, Comparable {
    /// The name with its solidus, for messages.
    public var description: String { "/" + text }

    /// Order by bytes.
    public static func < (a: PDFName, b: PDFName) -> Bool {
        a.scalars.unicodeScalars.lexicographicallyPrecedes(b.scalars.unicodeScalars)
    }
}
