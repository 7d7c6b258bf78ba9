import PAdES
import PDFSyntax

/// A QR seal that an agency strip carries as data: `/PieceInfo /SOHOA /Private /Seal` of a signature widget's appearance, as
/// the signature of that widget signed it.
struct SealInFile {
    /// The text of the symbol.
    let text: String
    /// Where the revision of the strip begins to differ from the one before: all before this must be sealed. Counted from
    /// the start of the file, as in the seal.
    let baseEnd: Int
    /// Where the revision of the strip ends.
    let end: Int

    /// The seals of all signed widgets, in file order. Nothing outside of what a signature covers counts, and none hides
    /// another: whoever holds a certificate may add a signature with a seal of his own making.
    static func all(_ document: PDFDocument, _ findings: [SignatureFindings]) -> [SealInFile] {
        let ends = document.revisions.map { $0.end + document.headerOffset }
        return findings.compactMap { signature in
            guard let name = signature.field, let revision = signature.signedRevision, ends.indices.contains(revision),
                let view = document.view(ofRevision: revision),
                let field = view.signatureFields.first(where: { $0.name == name }),
                let text = field.field.widgets.lazy.compactMap({ seal($0.dictionary, view) }).first
            else { return nil }
            return SealInFile(text: text, baseEnd: revision > 0 ? ends[revision - 1] : 0, end: ends[revision])
        }
    }

    private static func seal(_ widget: PDFDictionary, _ view: PDFView) -> String? {
        var object = view.resolve(widget["AP"])
        for key: PDFName in ["N", "PieceInfo", "SOHOA", "Private", "Seal"] {
            guard let dictionary = object.dictionary else { return nil }
            object = view.resolve(dictionary[key])
        }
        guard let bytes = object.string, bytes.count <= 4096 else { return nil }
        return String(decoding: bytes, as: UTF8.self)
    }
}
