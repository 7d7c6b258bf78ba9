import COpenSSL

/// The part of an issuer's certificates that a revocation list speaks for (RFC 5280 §5.2.4, §5.2.5).
struct RevocationListScope: Sendable, Hashable {
    /// False when a critical extension is unknown: the list must then not be used at all (§5.2).
    private(set) var isUsable = true
    /// The number of the complete list that a delta list amends (§5.2.4); nil for complete lists.
    private(set) var baseNumber: RevocationListNumber?
    /// The list's own number.
    private(set) var number: RevocationListNumber?
    /// Whether the list names certificates of other issuers.
    private(set) var isIndirect = false
    /// The issuing distribution point as it stands there: lists that go together have the same.
    private(set) var pointDER: [UInt8]?
    private var onlyUsers = false
    private var onlyAuthorities = false
    private var onlyAttributes = false
    private var reasons = RevocationReasons.all
    /// The encoded GeneralNames of the distribution point; nil when the list is not partitioned.
    private var names: Set<[UInt8]>?
    private let issuer: [UInt8]

    init(_ list: OpaquePointer) {
        issuer = Certificate.encoding(X509_CRL_get_issuer(list))
        for index in 0..<max(0, X509_CRL_get_ext_count(list)) {
            guard let found = X509_CRL_get_ext(list, index), let contents = Certificate.contents(found) else {
                continue
            }
            switch OBJ_obj2nid(X509_EXTENSION_get_object(found)) {
            case NID_issuing_distribution_point:
                pointDER = contents.value
                if (try? read(contents.value)) == nil { isUsable = false }
            case NID_delta_crl:
                baseNumber = RevocationListNumber(contents.value)
                if baseNumber == nil { isUsable = false }
            case NID_crl_number: number = RevocationListNumber(contents.value)
            case NID_authority_key_identifier, NID_freshest_crl, NID_issuer_alt_name: break
            default: if contents.critical { isUsable = false }
            }
        }
    }

    private mutating func read(_ value: [UInt8]) throws(MalformedASN1) {
        for field in try BERElement(value).children() {
            let isSet = field.content.first.map { $0 != 0 } ?? false
            switch field.identifier {
            case DER.Tag.context(0): names = try DistributionPointName(field, issuer: issuer).generalNames
            case DER.Tag.contextPrimitive(1): onlyUsers = isSet
            case DER.Tag.contextPrimitive(2): onlyAuthorities = isSet
            case DER.Tag.contextPrimitive(3): reasons = RevocationReasons(field)
            case DER.Tag.contextPrimitive(4): isIndirect = isSet
            case DER.Tag.contextPrimitive(5): onlyAttributes = isSet
            default: throw MalformedASN1()
            }
        }
    }

    /// For which reasons a certificate that this list does not name is thereby known not to be revoked (§6.3.3, steps b to
    /// d); none when it is not about that certificate.
    func reasonsCovered(for certificate: Certificate) -> RevocationReasons {
        guard isUsable, !onlyAttributes, !(certificate.isCA ? onlyUsers : onlyAuthorities) else { return [] }
        return certificate.distributionPoints.reduce(into: []) { covered, point in
            if matches(point, issuerOf: certificate) { covered.formUnion(reasons.intersection(point.reasons)) }
        }
    }

    private func matches(_ point: DistributionPoint, issuerOf certificate: Certificate) -> Bool {
        if point.issuers.isEmpty {
            guard issuer == certificate.issuerDER || !isIndirect else { return false }
        } else {
            guard isIndirect, point.issuers.contains(DER.explicit(4, issuer)) else { return false }
        }
        guard let names else { return true }
        return !names.isDisjoint(with: point.names.isEmpty ? point.issuers : point.names)
    }
}

/// CRLNumber: a number of any length.
struct RevocationListNumber: Sendable, Hashable, Comparable {
    private let magnitude: [UInt8]

    /// - Parameter value: the INTEGER; nil when it is none, or negative.
    init?(_ value: [UInt8]) {
        guard let element = try? BERElement(value), element.identifier == DER.Tag.integer,
            let first = element.content.first, first < 0x80
        else { return nil }
        magnitude = Array(element.content.drop { $0 == 0 })
    }

    static func < (a: Self, b: Self) -> Bool {
        a.magnitude.count == b.magnitude.count
            ? a.magnitude.lexicographicallyPrecedes(b.magnitude) : a.magnitude.count < b.magnitude.count
    }
}
