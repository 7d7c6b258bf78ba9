import PDFSyntax
import Records

/// A one-page document as Capture leaves it: two empty signature fields with blank appearances (DESIGN section 2).
public struct PreparedPage: Sendable {
    /// Row 2, in points from the top left of the page as displayed.
    public var digitizer = PageBox(x0: 14.17, y0: 104.88, x1: 240.94, y1: 133.23)
    /// Row 1.
    public var agency = PageBox(x0: 14.17, y0: 14.17, x1: 581.1, y1: 99.21)
    /// 0, 90, 180 or 270.
    public var rotation = 0

    /// A4, upright, with fields of the shipped profiles' size.
    public init() {}

    /// The names Capture gives the fields.
    public static let digitizerField = "NguoiSoHoa"
    /// The names Capture gives the fields.
    public static let agencyField = "CoQuan"

    private static let (width, height) = (595.28, 841.89)

    /// What Capture would hand on.
    public func captured(as origin: CapturedDocument.Origin = .image) -> CapturedDocument {
        CapturedDocument(
            pdf: file(hasFields: true), origin: origin, pdfaLevel: nil,
            pages: [
                .init(width: Self.width, height: Self.height, headerBand: 147.4, dpiX: 300, dpiY: 300)
            ],
            layout: SignatureLayout(
                digitizer: .init(field: Self.digitizerField, box: digitizer),
                agency: .init(field: Self.agencyField, box: agency)),
            text: nil, findings: [])
    }

    /// The page without any field.
    public func bare() -> [UInt8] { file(hasFields: false) }

    private func file(hasFields: Bool) -> [UInt8] {
        var pdf = PDFFileBuilder()
        let (root, pages, page) = (pdf.reserve(), pdf.reserve(), pdf.reserve())
        let content = pdf.add(.stream(PDFStream(dictionary: [:], bytes: Array("0.9 g 60 60 400 400 re f".utf8))))
        let isTurned = rotation % 180 != 0
        let size = isTurned ? [Self.height, Self.width] : [Self.width, Self.height]
        let fields = hasFields ? [field(Self.digitizerField, digitizer), field(Self.agencyField, agency)] : []
        let references = fields.map { field in
            var widget = field.widget
            widget["AP"] = .dictionary(["N": .reference(pdf.add(.stream(field.appearance)))])
            widget["P"] = .reference(page)
            return PDFObject.reference(pdf.add(.dictionary(widget)))
        }
        var leaf: PDFDictionary = [
            "Type": .name("Page"), "Parent": .reference(pages), "MediaBox": .numbers([0, 0] + size),
            "Resources": .dictionary([:]), "Contents": .reference(content), "Rotate": .integer(rotation),
        ]
        var catalog: PDFDictionary = ["Type": .name("Catalog"), "Pages": .reference(pages)]
        if hasFields {
            leaf["Annots"] = .array(references)
            let form: PDFDictionary = ["Fields": .array(references), "SigFlags": .integer(3)]
            catalog["AcroForm"] = .reference(pdf.add(.dictionary(form)))
        }
        pdf.set(page, .dictionary(leaf))
        pdf.set(
            pages, .dictionary(["Type": .name("Pages"), "Kids": .array([.reference(page)]), "Count": .integer(1)]))
        pdf.set(root, .dictionary(catalog))
        return pdf.finish(root: root, info: nil, id: Array("sohoa-test-00001".utf8))
    }

    private func field(_ name: String, _ box: PageBox) -> (widget: PDFDictionary, appearance: PDFStream) {
        var appearance: PDFDictionary = [
            "Type": .name("XObject"), "Subtype": .name("Form"),
            "BBox": .numbers([0, 0, box.x1 - box.x0, box.y1 - box.y0]), "Resources": .dictionary([:]),
        ]
        // What stands upright on a turned page is itself turned the other way (ISO 32000-2, 12.5.5).
        let upright: [Int: [Double]] = [
            90: [0, 1, -1, 0, 0, 0], 180: [-1, 0, 0, -1, 0, 0], 270: [0, -1, 1, 0, 0, 0],
        ]
        appearance["Matrix"] = upright[rotation].map(PDFObject.numbers)
        let widget: PDFDictionary = [
            "Type": .name("Annot"), "Subtype": .name("Widget"), "FT": .name("Sig"), "T": .text(name),
            "F": .integer(132), "Rect": rectangle(box).object,
        ]
        return (widget, PDFStream(dictionary: appearance, bytes: []))
    }

    /// From the displayed page's top left, y down, to user space.
    private func rectangle(_ box: PageBox) -> PDFRectangle {
        switch rotation {
        case 90: PDFRectangle(x0: box.y0, y0: box.x0, x1: box.y1, y1: box.x1)
        case 180:
            PDFRectangle(x0: Self.width - box.x0, y0: box.y0, x1: Self.width - box.x1, y1: box.y1)
        case 270:
            PDFRectangle(
                x0: Self.height - box.y0, y0: Self.width - box.x0, x1: Self.height - box.y1, y1: Self.width - box.x1)
        default: PDFRectangle(x0: box.x0, y0: Self.height - box.y0, x1: box.x1, y1: Self.height - box.y1)
        }
    }
}
