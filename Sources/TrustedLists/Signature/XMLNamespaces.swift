/// The vocabularies of a trusted list.
enum XMLNamespace {
    /// Trusted lists (TS 119 612 annex C).
    static let list = "http://uri.etsi.org/02231/v2#"
    static let additionalTypes = "http://uri.etsi.org/02231/v2/additionaltypes#"
    static let qualifications = "http://uri.etsi.org/TrstSvc/SvcInfoExt/eSigDir-1999-93-EC-TrustedList/#"
    /// XML signatures.
    static let signature = "http://www.w3.org/2000/09/xmldsig#"
    /// XAdES (EN 319 132-1).
    static let xades = "http://uri.etsi.org/01903/v1.3.2#"
    static let xml = "http://www.w3.org/XML/1998/namespace"
}

extension XMLName {
    /// A name of trusted lists.
    static func list(_ local: String) -> XMLName { XMLName(namespace: XMLNamespace.list, local: local) }
    /// A name of XML signatures.
    static func signature(_ local: String) -> XMLName { XMLName(namespace: XMLNamespace.signature, local: local) }
    /// A name of XAdES.
    static func xades(_ local: String) -> XMLName { XMLName(namespace: XMLNamespace.xades, local: local) }
}
