import PKI

/// The parts of a subject (RFC 5280 §4.1.2.4), from the least specific to the most specific.
struct DistinguishedName: Sendable, Hashable {
    var organization: String
    var commonName: String
    /// `CCCD:…` or `MST:…`, as Vietnamese authorities write the holder's number.
    var userID: String?
    /// The agency code of a result seal (X.520 §6.2.9: a printable string).
    var serialNumber: String?

    var der: [UInt8] {
        var names = [
            Self.attribute("2.5.4.6", DER.element(DER.Tag.printableString, Array("VN".utf8))),
            Self.attribute("2.5.4.10", DER.utf8String(organization)),
            Self.attribute("2.5.4.3", DER.utf8String(commonName)),
        ]
        if let serialNumber {
            names.append(
                Self.attribute("2.5.4.5", DER.element(DER.Tag.printableString, Array(serialNumber.utf8))))
        }
        if let userID { names.append(Self.attribute("0.9.2342.19200300.100.1.1", DER.utf8String(userID))) }
        return DER.element(DER.Tag.sequence, names)
    }

    private static func attribute(_ type: ObjectIdentifier, _ value: [UInt8]) -> [UInt8] {
        DER.setOf([DER.sequence(type.der, value)])
    }
}
