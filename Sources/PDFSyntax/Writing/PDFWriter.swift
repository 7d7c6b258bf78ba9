/// Writes objects as bytes. Equal objects with equal entry order give equal bytes. The syntax is that of ISO 19005-2,
/// 6.1: hexadecimal strings of even length, `stream` and `endstream` on lines of their own, an exact `/Length`.
public struct PDFWriter: Sendable {
    /// What was written so far.
    public private(set) var bytes: [UInt8] = []

    /// A writer with nothing written.
    public init() {}

    /// The bytes of one direct object.
    public static func serialize(_ object: PDFObject) -> [UInt8] {
        var writer = PDFWriter()
        writer.write(object)
        return writer.bytes
    }

    /// Appends an object. A stream may only be written as an indirect object.
    public mutating func write(_ object: PDFObject) {
        switch object {
        case .null: append("null")
        case .boolean(let value): append(value ? "true" : "false")
        case .integer(let value): append(value)
        case .real(let value): append(PDFWriter.decimal(value))
        case .string(let value): write(string: value)
        case .name(let value): write(name: value)
        case .array(let elements):
            append("[")
            for (index, element) in elements.enumerated() {
                if index > 0 { append(" ") }
                write(element)
            }
            append("]")
        case .dictionary(let value): write(dictionary: value)
        case .stream(let value): write(stream: value)
        case .reference(let value):
            append(value.number)
            append(" ")
            append(value.generation)
            append(" R")
        }
    }

    /// Appends `N G obj`, the object and `endobj`, each on lines of their own.
    public mutating func write(_ object: PDFObject, as reference: PDFReference) {
        begin(reference)
        write(object)
        end()
    }

    /// What follows the value of an indirect object.
    mutating func end() { append("\nendobj\n") }

    /// What stands before the value of an indirect object.
    mutating func begin(_ reference: PDFReference) {
        append(reference.number)
        append(" ")
        append(reference.generation)
        append(" obj\n")
    }

    /// Appends ASCII text.
    public mutating func append(_ text: String) { bytes.append(contentsOf: text.utf8) }

    /// Appends an integer in at least `width` digits.
    mutating func append(_ value: Int, width: Int = 1) {
        if value < 0 { bytes.append(0x2D) }
        let start = bytes.count
        var rest = value.magnitude
        repeat {
            bytes.append(0x30 + UInt8(rest % 10))
            rest /= 10
        } while rest > 0
        while bytes.count - start < width { bytes.append(0x30) }
        bytes[start...].reverse()
    }

    /// Appends bytes as they are.
    public mutating func append(_ raw: [UInt8]) { bytes.append(contentsOf: raw) }

    private mutating func write(dictionary: PDFDictionary) {
        append("<<")
        for entry in dictionary.entries {
            write(name: entry.key)
            switch entry.value {
            // These begin with a delimiter, so no space is needed between key and value.
            case .name, .string, .array, .dictionary: break
            default: append(" ")
            }
            write(entry.value)
        }
        append(">>")
    }

    private mutating func write(stream: PDFStream) {
        var dictionary = stream.dictionary
        dictionary["Length"] = .integer(stream.data.count)
        write(dictionary: dictionary)
        append("\nstream\n")
        append(stream.data.bytes)
        // After data that end with a carriage return a bare line feed would read as the second half of one line end, and
        // the data as a byte short of `/Length` (ISO 19005-2, 6.1.7.1).
        append(stream.data[stream.data.count - 1] == 0x0D ? "\r\nendstream" : "\nendstream")
    }

    private mutating func write(name: PDFName) {
        bytes.append(0x2F)
        name.forEachByte { byte in
            if byte > 0x20, byte < 0x7F, CharacterClass.isRegular(byte), byte != 0x23 {
                bytes.append(byte)
            } else {
                bytes.append(0x23)
                write(hex: byte)
            }
        }
    }

    /// Readable text as a literal string, all else in hexadecimal.
    private mutating func write(string: [UInt8]) {
        if string.allSatisfy({ (0x20..<0x7F).contains($0) }) {
            append("(")
            for byte in string {
                if byte == 0x28 || byte == 0x29 || byte == 0x5C { append("\\") }
                bytes.append(byte)
            }
            append(")")
        } else {
            append("<")
            for byte in string { write(hex: byte) }
            append(">")
        }
    }

    private mutating func write(hex byte: UInt8) {
        bytes.append(PDFWriter.hexDigits[Int(byte >> 4)])
        bytes.append(PDFWriter.hexDigits[Int(byte & 15)])
    }

    private static let hexDigits = [UInt8]("0123456789ABCDEF".utf8)

    /// A real without exponent, which PDF does not know (7.3.3); six decimals are far below a printer's dot.
    private static func decimal(_ value: Double) -> String {
        guard value.isFinite, abs(value) < 1e15 else { return "0" }
        let plain = value.description
        if !plain.contains("e") { return plain.hasSuffix(".0") ? String(plain.dropLast(2)) : plain }
        let millionths = (abs(value) * 1e6).rounded()
        guard millionths >= 1, let scaled = Int(exactly: millionths) else { return "0" }
        var fraction = String(scaled % 1_000_000)
        fraction = String(repeating: "0", count: 6 - fraction.utf8.count) + fraction
        while fraction.hasSuffix("0") { fraction.removeLast() }
        let text = fraction.isEmpty ? String(scaled / 1_000_000) : "\(scaled / 1_000_000).\(fraction)"
        return value < 0 ? "-" + text : text
    }
}
