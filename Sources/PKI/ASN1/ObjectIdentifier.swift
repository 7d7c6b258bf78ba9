/// An OBJECT IDENTIFIER in its dotted form, such as `2.5.4.3`.
package struct ObjectIdentifier: Sendable, Hashable, ExpressibleByStringLiteral, CustomStringConvertible {
    package let description: String

    package init(stringLiteral value: String) { description = value }
    package init(_ dotted: String) { description = dotted }

    /// Reads the content octets (X.690 §8.19); nil when they end inside an arc or an arc does not fit 63 bits.
    init?(content: ArraySlice<UInt8>) {
        guard !content.isEmpty, content.count <= 128 else { return nil }
        var arcs: [UInt64] = []
        var value: UInt64 = 0
        var inside = false
        for byte in content {
            guard value < 1 << 56 else { return nil }
            value = value << 7 | UInt64(byte & 0x7f)
            inside = byte & 0x80 != 0
            if inside { continue }
            if arcs.isEmpty {
                let first = min(value / 40, 2)
                arcs = [first, value &- first &* 40]
            } else {
                arcs.append(value)
            }
            value = 0
        }
        if inside { return nil }
        description = arcs.map(String.init).joined(separator: ".")
    }

    /// The complete element.
    package var der: [UInt8] {
        let arcs = description.split(separator: ".").map { UInt64($0) ?? 0 }
        guard arcs.count >= 2 else { return DER.element(DER.Tag.objectIdentifier, [UInt8]()) }
        var content: [UInt8] = []
        for arc in [arcs[0] &* 40 &+ arcs[1]] + arcs.dropFirst(2) {
            var groups = [UInt8(arc & 0x7f)]
            var rest = arc >> 7
            while rest > 0 {
                groups.append(UInt8(rest & 0x7f) | 0x80)
                rest >>= 7
            }
            content.append(contentsOf: groups.reversed())
        }
        return DER.element(DER.Tag.objectIdentifier, content)
    }
}

extension ObjectIdentifier {
    // RFC 5652 content types and attributes
    static let data: Self = "1.2.840.113549.1.7.1"
    static let signedData: Self = "1.2.840.113549.1.7.2"
    static let contentType: Self = "1.2.840.113549.1.9.3"
    static let messageDigest: Self = "1.2.840.113549.1.9.4"
    static let signingTime: Self = "1.2.840.113549.1.9.5"
    // RFC 5035 and RFC 2634 signing certificate references, RFC 3161 tokens
    static let signingCertificate: Self = "1.2.840.113549.1.9.16.2.12"
    static let signingCertificateV2: Self = "1.2.840.113549.1.9.16.2.47"
    static let signatureTimeStampToken: Self = "1.2.840.113549.1.9.16.2.14"
    static let timeStampInfo: Self = "1.2.840.113549.1.9.16.1.4"
    // RFC 8017, RFC 5758, RFC 8410
    static let rsaEncryption: Self = "1.2.840.113549.1.1.1"
    static let mgf1: Self = "1.2.840.113549.1.1.8"
    static let rsaPSS: Self = "1.2.840.113549.1.1.10"
    static let ecPublicKey: Self = "1.2.840.10045.2.1"
    static let dsa: Self = "1.2.840.10040.4.1"
    static let ed25519: Self = "1.3.101.112"
    static let ed448: Self = "1.3.101.113"
    // RFC 5280 extended key usages
    package static let timeStamping: Self = "1.3.6.1.5.5.7.3.8"
    package static let documentSigning: Self = "1.3.6.1.5.5.7.3.36"
}
