import PAdES
import PDFSyntax

/// Finds the text of the QR seal that a file's agency strip carries as data: `/PieceInfo /SOHOA /Private /Seal` of a signature
/// widget's appearance, as the signature of that widget signed it.
enum SealInFile {
    /// The text of the last signed widget that has one. Nothing outside of what a signature covers counts.
    static func find(_ document: PDFDocument, _ findings: [SignatureFindings]) -> String? {
        for signature in findings.reversed() {
            guard let name = signature.field, let revision = signature.signedRevision,
                let view = document.view(ofRevision: revision)
            else { continue }
            for field in view.signatureFields where field.field.name == name {
                for widget in field.field.widgets {
                    if let text = seal(widget.dictionary, view) { return text }
                }
            }
        }
        return nil
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
