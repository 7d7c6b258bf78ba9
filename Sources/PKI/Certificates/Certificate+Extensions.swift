import COpenSSL

extension Certificate {
    /// True when basic constraints say that the subject is a certification authority (RFC 5280 §4.2.1.9).
    public var isCA: Bool {
        guard let value = extensionValue(NID_basic_constraints)?.value, let element = try? BERElement(value),
            let first = try? element.children().first
        else { return false }
        return first.identifier == DER.Tag.boolean && first.content.first.map { $0 != 0 } ?? false
    }

    /// The key usage bits; nil when the extension is absent, which allows every use.
    public var keyUsage: KeyUsage? {
        guard let value = extensionValue(NID_key_usage)?.value else { return nil }
        guard let element = try? BERElement(value), element.identifier == DER.Tag.bitString else { return [] }
        return KeyUsage(bitString: element.content)
    }

    /// The extended key usage identifiers, dotted; empty when the extension is absent.
    public var extendedKeyUsage: [String] { extendedKeyUsageIdentifiers.map(\.description) }

    var extendedKeyUsageIdentifiers: [ObjectIdentifier] {
        guard let value = extensionValue(NID_ext_key_usage)?.value,
            let elements = try? BERElement(value).children()
        else { return [] }
        return elements.compactMap { try? $0.objectIdentifier() }
    }

    /// True when the certificate is fit for a time stamping authority: its extended key usage is critical and holds
    /// time stamping alone (RFC 3161 §2.3).
    public var isTimeStampingOnly: Bool {
        extensionValue(NID_ext_key_usage)?.critical == true && extendedKeyUsageIdentifiers == [.timeStamping]
    }

    /// The addresses where the issuer publishes revocation lists (RFC 5280 §4.2.1.13).
    public var crlDistributionPoints: [String] {
        guard let value = extensionValue(NID_crl_distribution_points)?.value,
            let points = try? BERElement(value).children()
        else { return [] }
        return points.flatMap { Self.addresses(distributionPoint: $0) }
    }

    /// The uniformResourceIdentifiers of a DistributionPoint, which begins with `[0] { [0] { GeneralName… } }`.
    private static func addresses(distributionPoint: BERElement) -> [String] {
        guard var fields = try? distributionPoint.cursor(),
            let pointName = try? fields.nextIf(DER.Tag.context(0)),
            var choice = try? pointName.cursor(), let fullName = try? choice.nextIf(DER.Tag.context(0)),
            let names = try? fullName.children()
        else { return [] }
        return names.filter { $0.identifier == DER.Tag.contextPrimitive(6) }
            .map { String(decoding: $0.content, as: UTF8.self) }
    }

    /// The subject key identifier (RFC 5280 §4.2.1.2).
    public var subjectKeyIdentifier: [UInt8]? {
        guard let value = extensionValue(NID_subject_key_identifier)?.value,
            let element = try? BERElement(value), element.identifier == DER.Tag.octetString
        else { return nil }
        return Array(element.content)
    }

    /// The contents of an extension's OCTET STRING and whether it is critical; the first one if it is repeated.
    func extensionValue(_ nid: Int32) -> (value: [UInt8], critical: Bool)? {
        let index = X509_get_ext_by_NID(object.pointer, nid, -1)
        guard index >= 0, let found = X509_get_ext(object.pointer, index) else { return nil }
        return Self.contents(found)
    }

    static func contents(_ found: OpaquePointer) -> (value: [UInt8], critical: Bool)? {
        guard let data = X509_EXTENSION_get_data(found), let start = ASN1_STRING_get0_data(data) else { return nil }
        let count = Int(ASN1_STRING_length(data))
        let value = [UInt8](UnsafeBufferPointer(start: start, count: max(0, count)))
        return (value, X509_EXTENSION_get_critical(found) == 1)
    }
}
