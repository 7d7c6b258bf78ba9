/// An OBJECT IDENTIFIER, such as `2.5.4.3`. It is kept as it is encoded, since signing and reading compare identifiers far
/// more often than people look at them.
package struct ObjectIdentifier: Sendable, Hashable, ExpressibleByStringLiteral, CustomStringConvertible {
    /// The content octets (X.690 §8.19), every arc in its shortest form.
    private let content: [UInt8]

    package init(stringLiteral value: String) { self.init(value) }

    /// From the dotted form; text that is none gives the empty identifier, which equals no encoded one.
    package init(_ dotted: String) {
        var content: [UInt8] = []
        var first: UInt64?
        for (index, part) in dotted.utf8.split(separator: 0x2E, omittingEmptySubsequences: true).enumerated() {
            let arc = Self.number(part)
            switch index {
            case 0: first = arc
            case 1: Self.append((first ?? 0) &* 40 &+ arc, to: &content)
            default: Self.append(arc, to: &content)
            }
        }
        self.content = content
    }

    /// Reads the content octets (X.690 §8.19); nil when they end inside an arc or an arc does not fit 63 bits.
    init?(content octets: ArraySlice<UInt8>) {
        guard !octets.isEmpty, octets.count <= 128 else { return nil }
        var content: [UInt8] = []
        content.reserveCapacity(octets.count)
        var value: UInt64 = 0
        for octet in octets {
            guard value < 1 << 56 else { return nil }
            // A leading 0x80 adds nothing to an arc: without it equal identifiers have equal octets.
            if octet != 0x80 || value != 0 { content.append(octet) }
            value = octet & 0x80 == 0 ? 0 : value << 7 | UInt64(octet & 0x7f)
        }
        guard let last = octets.last, last & 0x80 == 0 else { return nil }
        self.content = content
    }

    /// The dotted form.
    package var description: String {
        var arcs: [UInt64] = []
        var value: UInt64 = 0
        for octet in content {
            value = value << 7 | UInt64(octet & 0x7f)
            if octet & 0x80 != 0 { continue }
            if arcs.isEmpty {
                let first = min(value / 40, 2)
                arcs = [first, value &- first &* 40]
            } else {
                arcs.append(value)
            }
            value = 0
        }
        return arcs.map(String.init).joined(separator: ".")
    }

    /// The complete element.
    package var der: [UInt8] { DER.element(DER.Tag.objectIdentifier, content) }

    private static func number(_ digits: Substring.UTF8View) -> UInt64 {
        var value: UInt64 = 0
        for digit in digits {
            let (tenfold, isTooLarge) = value.multipliedReportingOverflow(by: 10)
            guard digit >= 0x30, digit <= 0x39, !isTooLarge else { return 0 }
            value = tenfold &+ UInt64(digit &- 0x30)
        }
        return value
    }

    /// Base 128, the highest group first, all but the last with the top bit set.
    private static func append(_ arc: UInt64, to content: inout [UInt8]) {
        var shift = 63
        while shift > 0, arc >> UInt64(shift) == 0 { shift -= 7 }
        while shift > 0 {
            content.append(UInt8(truncatingIfNeeded: arc >> UInt64(shift)) | 0x80)
            shift -= 7
        }
        content.append(UInt8(truncatingIfNeeded: arc & 0x7f))
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
