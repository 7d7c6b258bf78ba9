import FoundationEssentials
import PDFSyntax
import PKI

/// Writes a document time-stamp (ISO 32000-2, 12.8.5; ETSI EN 319 142-1, 5.4.3): an invisible signature field whose value
/// is an RFC 3161 token over everything before it, the document security store included.
public enum DocumentTimeStampRevision {
    /// Writes the incremental update with the token's place left empty: complete it with the token over its digest.
    ///
    /// A document time-stamp is permitted after every certification, P = 1 included, and no field lock concerns it.
    /// - Parameters:
    ///   - reservedBytes: how long the token may be.
    ///   - digest: by which the time-stamping authority is asked.
    /// - Throws: `sign-encrypted-document`, `sign-no-such-page`, a `PDFSyntaxError` when the document is broken.
    public static func prepare(
        _ document: PDFDocument, reservedBytes: Int, digest: DigestAlgorithm = .sha256
    ) throws -> PreparedSignature {
        var request = SignatureRequest(
            field: freeName(in: document), place: place, signingTime: Date(timeIntervalSince1970: 0),
            utcOffsetMinutes: 0, reservedBytes: reservedBytes, digestAlgorithm: digest)
        request.kind = .documentTimeStamp
        return try SignatureRevision.prepare(document, request)
    }

    private static let place = SignaturePlace(page: 0, rectangle: PDFRectangle(x0: 0, y0: 0, x1: 0, y1: 0))

    /// `DocTimeStamp1`, or the first number that no field has.
    private static func freeName(in document: PDFDocument) -> String {
        let names = Set(document.latest.formFields.map(\.name))
        return (1...names.count + 1).lazy.map { "DocTimeStamp\($0)" }.first { !names.contains($0) } ?? "DocTimeStamp"
    }
}
