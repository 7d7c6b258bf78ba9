import PKI

/// Where the throwaway authority's services are said to be: what its certificates carry when they are made for a test
/// that runs such services.
struct ServiceAddresses: Sendable, Hashable {
    /// The addresses below one base such as `http://127.0.0.1:8080`: `/ocsp`, `/NAME.crl` and `/NAME.cer`, where the name
    /// is the issuer's, `root` or `issuing`.
    let base: String
    /// Which issuer.
    let issuer: String

    /// AuthorityInfoAccessSyntax and CRLDistributionPoints (RFC 5280 §4.2.2.1, §4.2.1.13).
    var extensions: [[UInt8]] {
        let access = DER.sequence(
            DER.sequence(ObjectIdentifier.ocspAccess.der, Self.uri(base + "/ocsp")),
            DER.sequence(ObjectIdentifier.caIssuersAccess.der, Self.uri("\(base)/\(issuer).cer")))
        let point = DER.sequence(DER.explicit(0, DER.explicit(0, Self.uri("\(base)/\(issuer).crl"))))
        return [
            X509Extension.der("1.3.6.1.5.5.7.1.1", access),
            X509Extension.der("2.5.29.31", DER.sequence(point)),
        ]
    }

    private static func uri(_ address: String) -> [UInt8] {
        DER.element(DER.Tag.contextPrimitive(6), Array(address.utf8))
    }
}
