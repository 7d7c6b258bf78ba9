import COpenSSL

/// The part of an issuer's certificates that a revocation list speaks for (RFC 5280 §5.2.4, §5.2.5).
struct RevocationListScope: Sendable, Hashable {
    /// False when a critical extension is unknown: the list must then not be used at all (§5.2).
    private(set) var isUsable = true
    /// False for delta lists, indirect lists and lists for some reasons only. A certificate on such a list is revoked; one
    /// that is not on it may be revoked elsewhere.
    private var isComplete = true
    private var onlyUsers = false
    private var onlyAuthorities = false
    /// The encoded GeneralNames of the distribution point; nil when the list is not partitioned.
    private var names: Set<[UInt8]>?

    init(_ list: OpaquePointer) {
        let issuer = Certificate.encoding(X509_CRL_get_issuer(list))
        for index in 0..<max(0, X509_CRL_get_ext_count(list)) {
            guard let found = X509_CRL_get_ext(list, index), let contents = Certificate.contents(found) else {
                continue
            }
            switch OBJ_obj2nid(X509_EXTENSION_get_object(found)) {
            case NID_issuing_distribution_point:
                if (try? read(contents.value, issuer: issuer)) == nil { isUsable = false }
            case NID_delta_crl: isComplete = false
            case NID_authority_key_identifier, NID_crl_number, NID_freshest_crl, NID_issuer_alt_name: break
            default: if contents.critical { isUsable = false }
            }
        }
    }

    private mutating func read(_ value: [UInt8], issuer: [UInt8]) throws(MalformedASN1) {
        for field in try BERElement(value).children() {
            let isSet = field.content.first.map { $0 != 0 } ?? false
            switch field.identifier {
            case DER.Tag.context(0): names = try DistributionPointName(field, issuer: issuer).generalNames
            case DER.Tag.contextPrimitive(1): onlyUsers = isSet
            case DER.Tag.contextPrimitive(2): onlyAuthorities = isSet
            // onlySomeReasons, indirectCRL, onlyContainsAttributeCerts
            default: isComplete = false
            }
        }
    }

    /// True when a certificate that this list does not name is thereby known not to be revoked.
    func covers(_ certificate: Certificate) -> Bool {
        guard isUsable, isComplete, !(certificate.isCA ? onlyUsers : onlyAuthorities) else { return false }
        return names.map { !$0.isDisjoint(with: certificate.distributionPointNames) } ?? true
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
    /// The encoded GeneralNames of the distribution points that hold for all reasons and for this issuer's own lists; the
    /// issuer's name when the certificate has none (RFC 5280 §6.3.3, last paragraph).
    var distributionPointNames: Set<[UInt8]> {
        guard let value = extensionValue(NID_crl_distribution_points)?.value else {
            return [DER.explicit(4, issuerDER)]
        }
        guard let points = try? BERElement(value).children() else { return [] }
        return points.reduce(into: []) { names, point in
            guard let fields = try? point.children(), fields.count == 1, let field = fields.first,
                field.identifier == DER.Tag.context(0),
                let name = try? DistributionPointName(field, issuer: issuerDER)
            else { return }
            names.formUnion(name.generalNames)
        }
    }
}
