import PDFSyntax

/// The document security store (ETSI EN 319 142-1, 5.4.2): validation data for signatures, as bytes. It is found in the
/// file and so trusted for nothing: certificates and revocation data prove themselves.
public struct SecurityStore: Sendable {
    /// Certificates in DER.
    public let certificates: [[UInt8]]
    /// Revocation lists in DER.
    public let revocationLists: [[UInt8]]
    /// OCSP responses in DER.
    public let ocspResponses: [[UInt8]]

    private static let largestItem = 16 << 20
    private static let mostItems = 10_000

    /// Reads `/DSS` of the catalog as of `view`; empty when there is none. Items that cannot be decoded are left out.
    public init(in view: PDFView) {
        let store = view.resolve(view.catalog["DSS"]).dictionary ?? PDFDictionary()
        func items(_ key: PDFName) -> [[UInt8]] {
            (view.resolve(store[key]).array ?? []).prefix(SecurityStore.mostItems).compactMap { item in
                guard case .stream(let stream) = view.resolve(item) else { return nil }
                return (try? view.decodedData(of: stream, limit: SecurityStore.largestItem))?.bytes
            }
        }
        certificates = items("Certs")
        revocationLists = items("CRLs")
        ocspResponses = items("OCSPs")
    }
}
