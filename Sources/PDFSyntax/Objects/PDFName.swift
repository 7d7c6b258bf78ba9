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
        let plain: String?? = bytes.withContiguousStorageIfAvailable { buffer in
            buffer.allSatisfy { $0 < 0x80 } ? String(decoding: buffer, as: UTF8.self) : nil
        }
        if case .some(.some(let text)) = plain { return text }
        var text = ""
        for byte in bytes { text.unicodeScalars.append(Unicode.Scalar(byte)) }
        return text
    }

    /// Calls `body` with each byte of the name, without the solidus.
    @inline(__always)
    func forEachByte(_ body: (UInt8) -> Void) {
        var lead: UInt8 = 0
        for unit in scalars.utf8 {
            // Scalars up to U+00FF take one unit, or a lead of 0xC2 or 0xC3 and a second one.
            if unit < 0x80 {
                body(unit)
            } else if unit >= 0xC0 {
                lead = unit
            } else {
                body(lead << 6 | unit & 0x3F)
            }
        }
    }

    /// The bytes of the name, without the solidus.
    public var bytes: [UInt8] {
        var bytes: [UInt8] = []
        forEachByte { bytes.append($0) }
        return bytes
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
