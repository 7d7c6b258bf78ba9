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

    /// The lists of the store.
    static let listKeys: [PDFName] = ["Certs", "OCSPs", "CRLs"]

    /// Reads `/DSS` of the catalog as of `view`; empty when there is none. Items that cannot be decoded are left out.
    public init(in view: PDFView) {
        let store = view.resolve(view.catalog["DSS"]).dictionary ?? PDFDictionary()
        func items(_ key: PDFName) -> [[UInt8]] { SecurityStore.items(of: store[key], in: view).map(\.bytes) }
        certificates = items("Certs")
        revocationLists = items("CRLs")
        ocspResponses = items("OCSPs")
    }

    /// The streams of one list, decoded; those that cannot be are left out.
    static func items(of list: PDFObject?, in view: PDFView) -> [(reference: PDFReference, bytes: [UInt8])] {
        references(of: list, in: view).compactMap { reference in bytes(of: reference, in: view).map { (reference, $0) }
        }
    }

    /// What one list refers to.
    static func references(of list: PDFObject?, in view: PDFView) -> [PDFReference] {
        (view.resolve(list).array ?? []).prefix(mostItems).compactMap(\.reference)
    }

    /// The decoded stream.
    static func bytes(of reference: PDFReference, in view: PDFView) -> [UInt8]? {
        guard case .stream(let stream) = view.object(reference) else { return nil }
        return (try? view.decodedData(of: stream, limit: largestItem))?.bytes
    }
}
