import Diagnostics

/// Reads only what `CBOREncoder` could have written: any other spelling of the same value is refused, so that a seal
/// has one form and nothing can hide between two readings of it (RFC 8949 §4.2.1, checked on decoding).
struct CBORDecoder {
    /// Nesting allowed; a seal needs four levels.
    static let maximumDepth = 8

    private let bytes: [UInt8]
    private var position = 0

    private init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// The one value that `bytes` holds, with nothing after it.
    ///
    /// - Throws: `QRErrorCode.cborMalformed`.
    static func decode(_ bytes: [UInt8]) throws(QRError) -> CBORValue {
        var decoder = CBORDecoder(bytes)
        let value = try decoder.value(depth: 0)
        guard decoder.position == bytes.count else { throw malformed("bytes after the value", at: decoder.position) }
        return value
    }

    private mutating func value(depth: Int) throws(QRError) -> CBORValue {
        guard depth < Self.maximumDepth else { throw Self.malformed("nesting too deep", at: position) }
        let (major, argument) = try head()
        switch major {
        case .unsigned: return .unsigned(argument)
        case .negative: return .negative(argument)
        case .bytes: return .bytes(Array(try run(argument)))
        case .text: return .text(try text(argument))
        case .array: return try array(count: argument, depth: depth)
        case .map: return try map(count: argument, depth: depth)
        case .tag: return .tag(argument, try value(depth: depth + 1))
        case .simple: return .null
        }
    }

    private mutating func head() throws(QRError) -> (CBORMajorType, UInt64) {
        let start = position
        let initial = try byte()
        guard let major = CBORMajorType(rawValue: initial >> 5) else { throw Self.malformed("head", at: start) }
        let additional = initial & 0x1F
        if major == .simple {
            guard initial == 0xF6 else { throw Self.malformed("a simple value or float other than null", at: start) }
            return (major, 0)
        }
        // The smallest argument that needs each width: anything below it should have been written shorter.
        let (width, smallest): (Int, UInt64)
        switch additional {
        case ...23: return (major, UInt64(additional))
        case 24: (width, smallest) = (1, 24)
        case 25: (width, smallest) = (2, 0x100)
        case 26: (width, smallest) = (4, 0x1_0000)
        case 27: (width, smallest) = (8, 0x1_0000_0000)
        default: throw Self.malformed("an indefinite or reserved length", at: start)
        }
        var argument: UInt64 = 0
        for _ in 0..<width { argument = argument << 8 | UInt64(try byte()) }
        guard argument >= smallest else { throw Self.malformed("a length or number not in shortest form", at: start) }
        return (major, argument)
    }

    private mutating func byte() throws(QRError) -> UInt8 {
        guard position < bytes.count else { throw Self.malformed("the end came too early", at: position) }
        defer { position += 1 }
        return bytes[position]
    }

    private mutating func run(_ count: UInt64) throws(QRError) -> ArraySlice<UInt8> {
        guard count <= UInt64(bytes.count - position) else {
            throw Self.malformed("a string longer than the data", at: position)
        }
        let end = position + Int(count)
        defer { position = end }
        return bytes[position..<end]
    }

    private mutating func text(_ count: UInt64) throws(QRError) -> String {
        let start = position
        guard let text = String(validating: try run(count), as: UTF8.self) else {
            throw Self.malformed("text that is not UTF-8", at: start)
        }
        return text
    }

    private mutating func array(count: UInt64, depth: Int) throws(QRError) -> CBORValue {
        // Every item takes a byte at least: this bounds the loop before any memory is reserved.
        guard count <= UInt64(bytes.count - position) else {
            throw Self.malformed("an array longer than the data", at: position)
        }
        var items: [CBORValue] = []
        for _ in 0..<count { items.append(try value(depth: depth + 1)) }
        return .array(items)
    }

    private mutating func map(count: UInt64, depth: Int) throws(QRError) -> CBORValue {
        guard count <= UInt64(bytes.count - position) / 2 else {
            throw Self.malformed("a map longer than the data", at: position)
        }
        var entries: [CBORValue: CBORValue] = [:]
        var previous: ArraySlice<UInt8> = []
        for _ in 0..<count {
            let start = position
            let key = try value(depth: depth + 1)
            let encoded = bytes[start..<position]
            // Two texts can differ in bytes and still be equal to Swift, hence the second test.
            guard previous.isEmpty || previous.lexicographicallyPrecedes(encoded), entries[key] == nil else {
                throw Self.malformed("map keys repeated or out of order", at: start)
            }
            previous = encoded
            entries[key] = try value(depth: depth + 1)
        }
        return .map(entries)
    }

    private static func malformed(_ reason: String, at offset: Int) -> QRError {
        QRError(
            .cborMalformed, .input,
            vi: "Dữ liệu của mã xác thực không đúng khuôn dạng CBOR (byte \(offset)).",
            en: "The seal's data are not the CBOR expected: \(reason), at byte \(offset).")
    }
}
