/// Core deterministic encoding (RFC 8949 §4.2.1): shortest heads, definite lengths, map keys in the bytewise order of
/// their encodings. One value has exactly one encoding.
enum CBOREncoder {
    static func encode(_ value: CBORValue) -> [UInt8] {
        var out: [UInt8] = []
        append(value, to: &out)
        return out
    }

    private static func append(_ value: CBORValue, to out: inout [UInt8]) {
        switch value {
        case .unsigned(let magnitude):
            appendHead(.unsigned, magnitude, to: &out)
        case .negative(let complement):
            appendHead(.negative, complement, to: &out)
        case .bytes(let bytes):
            appendHead(.bytes, UInt64(bytes.count), to: &out)
            out += bytes
        case .text(let text):
            appendHead(.text, UInt64(text.utf8.count), to: &out)
            out += text.utf8
        case .array(let items):
            appendHead(.array, UInt64(items.count), to: &out)
            for item in items { append(item, to: &out) }
        case .map(let entries):
            appendHead(.map, UInt64(entries.count), to: &out)
            let encoded = entries.map { (key: encode($0.key), value: $0.value) }
            for entry in encoded.sorted(by: { $0.key.lexicographicallyPrecedes($1.key) }) {
                out += entry.key
                append(entry.value, to: &out)
            }
        case .tag(let number, let content):
            appendHead(.tag, number, to: &out)
            append(content, to: &out)
        case .null:
            out.append(0xF6)
        }
    }

    private static func appendHead(_ major: CBORMajorType, _ argument: UInt64, to out: inout [UInt8]) {
        let type = major.rawValue << 5
        let (additional, width): (UInt8, Int) =
            switch argument {
            case ...23: (UInt8(truncatingIfNeeded: argument), 0)
            case ...0xFF: (24, 1)
            case ...0xFFFF: (25, 2)
            case ...0xFFFF_FFFF: (26, 4)
            default: (27, 8)
            }
        out.append(type | additional)
        for index in (0..<width).reversed() {
            out.append(UInt8(truncatingIfNeeded: argument >> UInt64(index * 8)))
        }
    }
}
