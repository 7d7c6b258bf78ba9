import COpenSSL

extension Certificate {
    /// The addresses of the issuer's OCSP responders (RFC 5280 §4.2.2.1).
    public var ocspAddresses: [String] { accessAddresses(.ocspAccess) }

    /// The addresses where the issuer's own certificate can be fetched (`caIssuers`, RFC 5280 §4.2.2.1).
    public var issuerAddresses: [String] { accessAddresses(.caIssuersAccess) }

    /// True when the authority vouches for this responder's certificate until it expires, so that nobody needs to ask
    /// whether it was revoked (RFC 6960 §4.2.2.2.1).
    public var hasOCSPNoCheck: Bool { extensionValue(NID_id_pkix_OCSP_noCheck) != nil }

    /// True when the extended key usage has OCSP signing.
    public var isOCSPResponder: Bool { extendedKeyUsageIdentifiers.contains(.ocspSigning) }

    /// AuthorityInfoAccessSyntax ::= SEQUENCE OF SEQUENCE { accessMethod, accessLocation GeneralName }
    private func accessAddresses(_ method: ObjectIdentifier) -> [String] {
        guard let value = extensionValue(NID_info_access)?.value, let descriptions = try? BERElement(value).children()
        else { return [] }
        return descriptions.compactMap { description in
            guard var fields = try? description.cursor(), let found = try? fields.next().objectIdentifier(),
                found == method, let location = try? fields.next(DER.Tag.contextPrimitive(6))
            else { return nil }
            return String(decoding: location.content, as: UTF8.self)
        }
    }
}

extension ObjectIdentifier {
    package static let ocspAccess: Self = "1.3.6.1.5.5.7.48.1"
    package static let caIssuersAccess: Self = "1.3.6.1.5.5.7.48.2"
}
