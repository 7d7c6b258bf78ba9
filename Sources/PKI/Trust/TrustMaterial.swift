/// What one file of a trust folder holds.
public enum TrustMaterial: Sendable, Hashable {
    case certificate(Certificate)
    case revocation(RevocationEvidence)

    /// The endings of the names of files that are looked at, in lower case.
    public static let fileExtensions: Set<String> = [
        "pem", "crt", "cer", "der", "crl", "ocsp", "p7b", "p7c", "spc",
    ]

    /// True when a file of this name is looked at.
    public static func isNamed(_ name: String) -> Bool {
        guard let dot = name.lastIndex(of: "."), dot != name.startIndex else { return false }
        return fileExtensions.contains(name[name.index(after: dot)...].lowercased())
    }

    /// Everything in a file: PEM blocks in order, one DER certificate, revocation list or OCSP response, or the
    /// certificates and lists of a PKCS#7 bundle (RFC 2315, RFC 5652). Empty when it is none of these; a damaged block
    /// makes the whole file worth nothing, other blocks, such as keys, are left alone.
    public static func all(in bytes: [UInt8]) -> [TrustMaterial] {
        guard PEM.isText(bytes) else { return binary(bytes) }
        var found: [TrustMaterial] = []
        for block in PEM.blocks(in: bytes) where labels.contains(block.label) {
            let contents = binary(block.der)
            if contents.isEmpty { return [] }
            found += contents
        }
        return found
    }

    private static let labels: Set<String> = [
        "CERTIFICATE", "X509 CERTIFICATE", "X509 CRL", "PKCS7", "CMS", "OCSP RESPONSE",
    ]

    private static func binary(_ der: [UInt8]) -> [TrustMaterial] {
        if let certificate = try? Certificate(der: der) { return [.certificate(certificate)] }
        if let list = try? CertificateList(der) { return [.revocation(.crl(list))] }
        if let response = try? OCSPResponse(der) { return [.revocation(.ocsp(response))] }
        guard let bundle = try? SignedData(der) else { return [] }
        return bundle.certificates.map { .certificate($0) } + bundle.revocationLists.map { .revocation(.crl($0)) }
    }
}
