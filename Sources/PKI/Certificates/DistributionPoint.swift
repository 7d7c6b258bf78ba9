import COpenSSL

/// ReasonFlags (RFC 5280 §4.2.1.13): for which reasons a list speaks.
struct RevocationReasons: OptionSet, Sendable, Hashable {
    let rawValue: UInt16

    /// keyCompromise (1) to aACompromise (8).
    static let all = RevocationReasons(rawValue: 0x1FE)

    init(rawValue: UInt16) { self.rawValue = rawValue }

    /// - Parameter element: a BIT STRING with an implicit tag.
    init(_ element: BERElement) {
        var bits: UInt16 = 0
        for (index, byte) in element.content.dropFirst().prefix(2).enumerated() {
            for bit in 0..<8 where byte & (0x80 >> UInt8(bit)) != 0 { bits |= 1 << UInt16(index * 8 + bit) }
        }
        self.init(rawValue: bits & Self.all.rawValue)
    }
}

/// Where lists about a certificate are found, and who issues them (RFC 5280 §4.2.1.13).
struct DistributionPoint: Sendable {
    /// The encoded GeneralNames.
    let names: Set<[UInt8]>
    /// The reasons that the lists there speak for.
    let reasons: RevocationReasons
    /// The encoded GeneralNames of who issues them; empty when it is the certificate's issuer.
    let issuers: Set<[UInt8]>
}

extension DistributionPoint {
    fileprivate init(_ element: BERElement, issuer: [UInt8]) throws(MalformedASN1) {
        var (name, reasons, issuers): (BERElement?, RevocationReasons, Set<[UInt8]>) = (nil, .all, [])
        for field in try element.children() {
            switch field.identifier {
            case DER.Tag.context(0): name = field
            case DER.Tag.contextPrimitive(1): reasons = RevocationReasons(field)
            case DER.Tag.context(2): issuers = Set(try field.children().map { Array($0.encoding) })
            default: throw MalformedASN1()
            }
        }
        // A relative name is relative to whoever issues the list.
        var base = issuer
        for name in issuers {
            let element = try BERElement(name)
            if element.identifier == DER.Tag.context(4) { base = Array(element.content) }
        }
        if let name { names = try DistributionPointName(name, issuer: base).generalNames } else { names = [] }
        (self.reasons, self.issuers) = (reasons, issuers)
    }
}

/// A DistributionPointName (RFC 5280 §4.2.1.13), its relative form completed with the issuer's name.
struct DistributionPointName {
    let generalNames: Set<[UInt8]>

    /// - Parameter field: the `[0]` that holds the choice.
    init(_ field: BERElement, issuer: [UInt8]) throws(MalformedASN1) {
        var fields = try field.cursor()
        let choice = try fields.next()
        switch choice.identifier {
        case DER.Tag.context(0): generalNames = Set(try choice.children().map { Array($0.encoding) })
        case DER.Tag.context(1):
            let relative = DER.element(DER.Tag.set, Array(choice.content))
            let name = DER.element(DER.Tag.sequence, Array(try BERElement(issuer).content) + relative)
            generalNames = [DER.explicit(4, name)]
        default: throw MalformedASN1()
        }
    }
}

extension Certificate {
    /// The distribution points, and last the one that every certificate has: lists of its issuer (RFC 5280 §6.3.3, last
    /// paragraph).
    var distributionPoints: [DistributionPoint] {
        let implied = DistributionPoint(names: [DER.explicit(4, issuerDER)], reasons: .all, issuers: [])
        guard let value = extensionValue(NID_crl_distribution_points)?.value,
            let points = try? BERElement(value).children()
        else { return [implied] }
        return points.compactMap { try? DistributionPoint($0, issuer: issuerDER) } + [implied]
    }
}
