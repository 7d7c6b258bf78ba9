import FoundationEssentials
import PDFSyntax
import Records

/// The seal's text as data inside the agency strip's form XObject: a page-piece dictionary (ISO 32000-2, 14.5), the
/// place the standard gives to applications for data of their own. A verifier reads it there instead of off the pixels;
/// the agency's signature covers it.
enum SealPieceInfo {
    static func entries(sealURL: String, at instant: Date) -> PDFDictionary {
        let modified = PDFDate(instant, offsetMinutes: VietnamTime.offsetSeconds / 60).object
        let seal: PDFDictionary = ["Seal": .string(Array(sealURL.utf8))]
        let data: PDFDictionary = ["LastModified": modified, "Private": .dictionary(seal)]
        return ["LastModified": modified, "PieceInfo": .dictionary(["SOHOA": .dictionary(data)])]
    }
}
