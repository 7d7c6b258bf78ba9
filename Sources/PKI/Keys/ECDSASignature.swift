/// The two numbers of an ECDSA signature, in the two forms that standards write them.
package struct ECDSASignature {
    private let r: ArraySlice<UInt8>
    private let s: ArraySlice<UInt8>

    /// From `Ecdsa-Sig-Value ::= SEQUENCE { r, s }` (RFC 3279 §2.2.3).
    init(der: [UInt8]) throws(MalformedASN1) {
        let numbers = try BERElement(der).children()
        guard numbers.count == 2, numbers.allSatisfy({ $0.identifier == DER.Tag.integer && !$0.content.isEmpty }) else {
            throw MalformedASN1()
        }
        r = numbers[0].content.drop { $0 == 0 }
        s = numbers[1].content.drop { $0 == 0 }
    }

    /// From the plain form r ‖ s, both of the same length (RFC 9053 §2.1, BSI TR-03111 §5.2.1); nil for an odd length.
    package init?(plain: [UInt8]) {
        guard !plain.isEmpty, plain.count.isMultiple(of: 2) else { return nil }
        r = plain[..<(plain.count / 2)]
        s = plain[(plain.count / 2)...]
    }

    /// `Ecdsa-Sig-Value`.
    package var der: [UInt8] { DER.sequence(DER.integer(Array(r)), DER.integer(Array(s))) }

    /// r ‖ s, each padded to `width` bytes; nil when one is longer.
    func plain(width: Int) -> [UInt8]? {
        guard r.count <= width, s.count <= width else { return nil }
        return [UInt8](repeating: 0, count: width - r.count) + r + [UInt8](repeating: 0, count: width - s.count) + s
    }
}
