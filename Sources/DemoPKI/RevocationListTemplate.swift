import FoundationEssentials
import PKI

/// What a revocation list of the throwaway authority says.
struct RevocationListTemplate: Sendable {
    struct Entry: Sendable {
        var certificate: Certificate
        var date: Date
        var reason: RevocationReason
    }

    var number: UInt
    var thisUpdate: Date
    var nextUpdate: Date
    var entries: [Entry]

    /// Signs the list (RFC 5280 §5.1).
    func issue(by issuer: DemoPKI.Holder) throws(PKIError) -> CertificateList {
        let algorithm = try SignatureAlgorithm.standard(for: issuer.key.type)
        let extensions = DER.sequence(
            X509Extension.authorityKeyIdentifier(issuer.key.publicKey),
            X509Extension.der("2.5.29.20", DER.integer(number)))
        let tbs = DER.sequence(
            DER.integer(1),
            try algorithm.identifierDER,
            issuer.certificate.subjectDER,
            ASN1Time.der(thisUpdate),
            ASN1Time.der(nextUpdate),
            // The field is left out, not empty, when nothing is revoked.
            entries.isEmpty ? [] : DER.element(DER.Tag.sequence, entries.map(Self.der)),
            DER.explicit(0, extensions))
        let signature = try issuer.key.sign(tbs, algorithm: algorithm)
        return try CertificateList(DER.sequence(tbs, try algorithm.identifierDER, DER.bitString(signature)))
    }

    private static func der(_ entry: Entry) -> [UInt8] {
        let reason = DER.element(DER.Tag.enumerated, [UInt8(truncatingIfNeeded: entry.reason.rawValue)])
        return DER.sequence(
            DER.integer(Hexadecimal.decode(padded(entry.certificate.serialHex)) ?? []),
            ASN1Time.der(entry.date),
            DER.sequence(X509Extension.der("2.5.29.21", reason)))
    }

    private static func padded(_ hex: String) -> String { hex.count.isMultiple(of: 2) ? hex : "0" + hex }
}
