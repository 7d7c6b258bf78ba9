import Foundation
import PDFSyntax
import Records
import TestSupport
import Testing

@testable import Capture

/// Pages: their size, their header band, the fields of page 1, what free space changes.
@Suite(.enabled(if: Scans.hasTools, "needs qpdf, poppler-utils and the Python packages of Tests/Oracles"))
struct PageTests {
    let scans: Scans

    init() throws { scans = try Scans.shared.get() }

    private func document(_ file: String, _ measurements: CaptureMeasurements? = nil) throws -> CapturedDocument {
        try #require(try scans.capture(file, measurements: measurements).document)
    }

    private func view(_ document: CapturedDocument) throws -> PDFView {
        try PDFDocument(bytes: ByteView(document.pdf)).latest
    }

    @Test("page size is pixels by resolution, plus the band; turned scans swap their sides")
    func sizes() throws {
        let band = HeaderPlan.pointsPerMM * (5 + 30 + 2 + 10 + 5)
        // Across and down in pixels, and pixels per inch.
        let scans: [(String, Double, Double, Double)] = [
            ("colour.jpg", 640, 820, 300), ("grey.jpg", 640, 820, 200), ("exif6.jpg", 820, 640, 300),
            ("cm.tif", 640, 820, 299.9994),
        ]
        for (file, across, down, dpi) in scans {
            let (width, height) = (across / dpi, down / dpi)
            let page = try #require(document(file).pages.first)
            #expect(abs(page.headerBand - band) < 0.001, "\(file)")
            #expect(abs(page.height - band - height * 72) < 0.01, "\(file)")
            // The strip needs 120 mm; a narrower scan gets white paper at its right.
            #expect(abs(page.width - max(width * 72, 120 * HeaderPlan.pointsPerMM)) < 0.01, "\(file)")
        }
        let pages = try document("g4.tif").pages
        #expect(pages.count == 2)
        #expect(pages[1].headerBand == 0 && abs(pages[1].width - 640.0 / 300 * 72) < 0.01)
    }

    @Test("both fields stand in the band, apart from each other, with blank appearances of their size")
    func fields() throws {
        for file in [
            "colour.jpg", "scan-rotate90.pdf", "born-rotate0.pdf", "born-rotate90.pdf", "born-rotate180.pdf",
            "born-rotate270.pdf",
        ] {
            let captured = try document(file)
            let layout = try #require(captured.layout)
            let page = try #require(captured.pages.first)
            let (agency, digitizer) = (layout.agency.box, layout.digitizer.box)
            #expect(agency.y1 < digitizer.y0 && agency.y0 > 0 && digitizer.y1 < page.headerBand, "\(file)")
            #expect(agency.x0 == digitizer.x0 && agency.x1 < page.width, "\(file)")
            let view = try self.view(captured)
            let form = try #require(view.resolve(view.catalog["AcroForm"]).dictionary)
            #expect(form["SigFlags"]?.integer == 3)
            let fields = try #require(view.resolve(form["Fields"]).array)
            #expect(fields.count == 2)
            let shown = try #require(view.pages.first)
            #expect(view.resolve(shown.dictionary["Annots"]).array == fields, "\(file)")
            let geometry = PageGeometry(shown, in: view)
            #expect(abs(geometry.width - page.width) < 0.01 && abs(geometry.height - page.height) < 0.01, "\(file)")
            for (object, slot) in zip(fields, [layout.digitizer, layout.agency]) {
                let field = try #require(view.resolve(object).dictionary)
                #expect(field["F"]?.integer == 132 && field["FT"]?.name == "Sig" && field["V"] == nil)
                #expect(field["T"]?.string.map(PDFTextString.decode) == slot.field)
                let rectangle = geometry.toDisplay.bounds(of: try #require(view.rectangle(field["Rect"])))
                #expect(
                    abs(rectangle.x0 - slot.box.x0) < 0.01 && abs(rectangle.width - slot.box.x1 + slot.box.x0) < 0.01)
                #expect(abs(geometry.height - rectangle.y1 - slot.box.y0) < 0.01, "\(file)")
                let appearance = view.resolve(view.resolve(field["AP"]).dictionary?["N"])
                let box = try #require(view.rectangle(appearance.dictionary?["BBox"]))
                #expect(abs(box.width - slot.box.x1 + slot.box.x0) < 0.01, "\(file)")
            }
        }
    }

    @Test("measured free space at the top takes the rows and no band is added")
    func freeSpace() throws {
        // A4 at 300 dpi would be 842 pt high; the born-digital page is: 52 mm are 17.5 % of it.
        let free = CaptureMeasurements(pages: [.init(freeTop: 0.2)])
        let kept = try document("born-rotate0.pdf", free)
        #expect(kept.pages[0].headerBand == 0 && kept.pages[0].height == 842)
        #expect(kept.layout != nil)
        let little = try document("born-rotate0.pdf", CaptureMeasurements(pages: [.init(freeTop: 0.17)]))
        #expect(little.pages[0].headerBand > 0)
    }

    @Test("the text of a source moves down with its page")
    func text() throws {
        let word = TextLayer.Word(text: "Số", box: PageBox(x0: 10, y0: 20, x1: 30, y1: 32))
        let layer = TextLayer(
            source: .embedded, pages: [.init(width: 595, height: 842, lines: [.init(words: [word])])])
        let measured = CaptureMeasurements(pages: [.init(freeTop: nil)], text: layer)
        let captured = try document("born-rotate0.pdf", measured)
        let moved = try #require(captured.text?.pages.first)
        #expect(moved.height == 842 + captured.pages[0].headerBand)
        #expect(moved.lines[0].words[0].box.y0 == 20 + captured.pages[0].headerBand)
    }

    @Test("a worker's verdict on the pixels counts")
    func damage() throws {
        let why = CaptureMeasurements(pages: [.init(freeTop: nil, damage: .truncated(.init(vi: "cụt", en: "cut")))])
        let outcome = try scans.capture("colour.jpg", measurements: why)
        #expect(outcome.document == nil && outcome.findings.contains { $0.code == "IMAGE_TRUNCATED" && $0.page == 1 })
        let doubt = CaptureMeasurements(pages: [.init(freeTop: nil, damage: .doubtful(.init(vi: "ngờ", en: "odd")))])
        #expect(try scans.capture("colour.jpg", measurements: doubt).findings.contains { $0.consequence == .review })
        let two = CaptureMeasurements(pages: [.init(freeTop: nil), .init(freeTop: nil)])
        #expect(
            try scans.capture("colour.jpg", measurements: two).findings.contains { $0.code == "PAGE_COUNT_DIFFERS" })
    }

    @Test("a document says how many pages came in and went out")
    func counted() throws {
        let finding = try #require(try document("g4.tif").findings.first { $0.code == "PAGES_COUNTED" })
        #expect(finding.measured == 2 && finding.limit == 2 && finding.consequence == .note)
    }

    @Test("captured and kept origins are told apart")
    func origins() throws {
        #expect(try document("colour.jpg").origin == .image)
        #expect(try document("scan-jpeg.pdf").origin == .imagePDF)
        #expect(try document("born-rotate0.pdf").origin == .bornDigitalPDF)
        #expect(try document("born-rotate0.pdf").pdfaLevel == nil)
        let source = try scans.bytes("born-rotate0.pdf")
        #expect(try document("born-rotate0.pdf").pdf.starts(with: source))
    }
}
