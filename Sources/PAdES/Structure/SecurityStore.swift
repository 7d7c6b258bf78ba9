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

    static let largestItem = 16 << 20
    private static let mostItems = 10_000
    /// All items of one list together: the largest revocation lists in use have a few million bytes.
    static let largestList = 64 << 20

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
        var left = largestList
        return references(of: list, in: view).compactMap { reference in
            guard let bytes = bytes(of: reference, in: view, atMost: left) else {
                // What could not be decoded may have cost as much as what is too large.
                left -= (view.object(reference).stream?.data.count ?? 0) * 1024
                return nil
            }
            left -= bytes.count
            return (reference, bytes)
        }
    }

    /// What one list refers to.
    static func references(of list: PDFObject?, in view: PDFView) -> [PDFReference] {
        (view.resolve(list).array ?? []).prefix(mostItems).compactMap(\.reference)
    }

    /// The decoded stream; nil when it is none, or longer than `most`.
    static func bytes(of reference: PDFReference, in view: PDFView, atMost most: Int = largestItem) -> [UInt8]? {
        guard most > 0, case .stream(let stream) = view.object(reference) else { return nil }
        return (try? view.decodedData(of: stream, limit: min(most, largestItem)))?.bytes
    }
}
