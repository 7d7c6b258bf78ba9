/// An object of ISO 32000-2, 7.3.
public enum PDFObject: Sendable, Hashable {
    /// The null object; also what a reference to nothing resolves to.
    case null
    /// A boolean.
    case boolean(Bool)
    /// An integer.
    case integer(Int)
    /// A real number.
    case real(Double)
    /// A string, its bytes with escapes undone.
    case string([UInt8])
    /// A name.
    case name(PDFName)
    /// An array.
    case array([PDFObject])
    /// A dictionary.
    case dictionary(PDFDictionary)
    /// A stream. Kept aside, so that the many small values of a large array do not all take its room.
    indirect case stream(PDFStream)
    /// A reference to an indirect object.
    case reference(PDFReference)
}

extension PDFObject {
    /// The value of a boolean.
    public var boolean: Bool? {
        if case .boolean(let value) = self { value } else { nil }
    }

    /// The value of an integer, or of a real without fraction that fits.
    public var integer: Int? {
        switch self {
        case .integer(let value): value
        case .real(let value): Int(exactly: value)
        default: nil
        }
    }

    /// The value of a number.
    public var number: Double? {
        switch self {
        case .integer(let value): Double(value)
        case .real(let value): value
        default: nil
        }
    }

    /// The bytes of a string.
    public var string: [UInt8]? {
        if case .string(let value) = self { value } else { nil }
    }

    /// The name.
    public var name: PDFName? {
        if case .name(let value) = self { value } else { nil }
    }

    /// The elements of an array.
    public var array: [PDFObject]? {
        if case .array(let value) = self { value } else { nil }
    }

    /// The dictionary, of a stream as well.
    public var dictionary: PDFDictionary? {
        switch self {
        case .dictionary(let value): value
        case .stream(let stream): stream.dictionary
        default: nil
        }
    }

    /// The stream.
    public var stream: PDFStream? {
        if case .stream(let value) = self { value } else { nil }
    }

    /// The reference.
    public var reference: PDFReference? {
        if case .reference(let value) = self { value } else { nil }
    }

    /// True for the null object.
    public var isNull: Bool {
        if case .null = self { true } else { false }
    }

    /// A text string object (ISO 32000-2, 7.9.2.2) of `text`.
    public static func text(_ text: String) -> PDFObject {
        .string(PDFTextString.encode(text))
    }

    /// An array of numbers.
    public static func numbers(_ values: [Double]) -> PDFObject {
        .array(values.map { Int(exactly: $0).map(PDFObject.integer) ?? .real($0) })
    }
}
