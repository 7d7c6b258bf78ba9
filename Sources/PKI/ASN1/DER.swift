/// Distinguished encoding (ITU-T X.690 §10): the few forms that signatures and certificates are made of. Each function
/// returns one complete element.
package enum DER {
    /// The identifier octets used here.
    package enum Tag {
        package static let boolean: UInt8 = 0x01
        package static let integer: UInt8 = 0x02
        package static let bitString: UInt8 = 0x03
        package static let octetString: UInt8 = 0x04
        package static let null: UInt8 = 0x05
        package static let objectIdentifier: UInt8 = 0x06
        package static let enumerated: UInt8 = 0x0a
        package static let utf8String: UInt8 = 0x0c
        package static let printableString: UInt8 = 0x13
        package static let utcTime: UInt8 = 0x17
        package static let generalizedTime: UInt8 = 0x18
        package static let sequence: UInt8 = 0x30
        package static let set: UInt8 = 0x31

        /// `[number]`, constructed: what EXPLICIT tags and IMPLICIT tags of constructed types look like.
        package static func context(_ number: UInt8) -> UInt8 { 0xa0 | number }
        /// `[number]` IMPLICIT of a primitive type.
        package static func contextPrimitive(_ number: UInt8) -> UInt8 { 0x80 | number }
    }

    /// One element of any tag.
    package static func element(_ tag: UInt8, _ content: [UInt8]) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(content.count &+ 6)
        bytes.append(tag)
        appendLength(content.count, to: &bytes)
        bytes.append(contentsOf: content)
        return bytes
    }

    /// One constructed element holding `parts` in this order.
    package static func element(_ tag: UInt8, _ parts: [[UInt8]]) -> [UInt8] {
        var count = 0
        for part in parts { count &+= part.count }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(count &+ 6)
        bytes.append(tag)
        appendLength(count, to: &bytes)
        for part in parts { bytes.append(contentsOf: part) }
        return bytes
    }

    package static func sequence(_ parts: [UInt8]...) -> [UInt8] { element(Tag.sequence, parts) }

    /// SET OF: the elements in ascending order of their encodings (X.690 §11.6).
    package static func setOf(_ parts: [[UInt8]], tag: UInt8 = Tag.set) -> [UInt8] {
        element(tag, parts.sorted { $0.lexicographicallyPrecedes($1) })
    }

    package static func explicit(_ number: UInt8, _ element: [UInt8]) -> [UInt8] {
        Self.element(Tag.context(number), element)
    }

    /// A non-negative INTEGER from its big-endian magnitude.
    package static func integer(_ magnitude: [UInt8]) -> [UInt8] {
        var digits = Array(magnitude.drop { $0 == 0 })
        if digits.first.map({ $0 & 0x80 != 0 }) ?? true { digits.insert(0, at: 0) }
        return element(Tag.integer, digits)
    }

    package static func integer(_ value: UInt) -> [UInt8] {
        integer((0..<8).reversed().map { UInt8(truncatingIfNeeded: value >> ($0 * 8)) })
    }

    package static func boolean(_ value: Bool) -> [UInt8] { element(Tag.boolean, [value ? 0xff : 0]) }

    package static let null: [UInt8] = [Tag.null, 0]

    package static func octetString(_ bytes: [UInt8]) -> [UInt8] { element(Tag.octetString, bytes) }

    /// A BIT STRING of whole octets.
    package static func bitString(_ bytes: [UInt8]) -> [UInt8] { element(Tag.bitString, [0] + bytes) }

    /// A BIT STRING of named bits, without trailing zero bits (X.690 §11.2.2). `bits` are numbers, 0 the first.
    package static func namedBits(_ bits: [Int]) -> [UInt8] {
        guard let last = bits.max(), last >= 0, last < 64 else { return element(Tag.bitString, [0]) }
        var octets = [UInt8](repeating: 0, count: last / 8 + 1)
        for bit in bits where bit >= 0 { octets[bit / 8] |= 0x80 >> UInt8(bit % 8) }
        return element(Tag.bitString, [UInt8(7 - last % 8)] + octets)
    }

    package static func utf8String(_ text: String) -> [UInt8] { element(Tag.utf8String, Array(text.utf8)) }

    /// AlgorithmIdentifier (RFC 5280 §4.1.1.2); `parameters` is a complete element, or nil to leave it out.
    package static func algorithm(_ identifier: ObjectIdentifier, _ parameters: [UInt8]? = nil) -> [UInt8] {
        sequence(identifier.der, parameters ?? [])
    }

    private static func appendLength(_ count: Int, to bytes: inout [UInt8]) {
        guard count >= 0x80 else {
            bytes.append(UInt8(count))
            return
        }
        let octets = (Int.bitWidth - count.leadingZeroBitCount + 7) / 8
        bytes.append(0x80 | UInt8(octets))
        for octet in stride(from: octets - 1, through: 0, by: -1) {
            bytes.append(UInt8(truncatingIfNeeded: count >> (octet * 8)))
        }
    }
}
