import Testing

@testable import PDFSyntax

struct VisiblePageTests {
    private static func isNear(_ a: PDFRectangle, _ b: PDFRectangle) -> Bool {
        zip([a.x0, a.y0, a.x1, a.y1], [b.x0, b.y0, b.x1, b.y1]).allSatisfy { abs($0 - $1) < 0.001 }
    }

    private static func isNear(_ a: VisibleBox, _ b: VisibleBox) -> Bool {
        zip([a.x, a.y, a.width, a.height], [b.x, b.y, b.width, b.height]).allSatisfy { abs($0 - $1) < 0.001 }
    }

    /// A box an inch from the left and two from the top, three wide and half an inch high, on a page of 400 by 600 units
    /// that does not begin at the origin.
    @Test(arguments: [
        (0, PDFRectangle(x0: 182, y0: 470, x1: 398, y1: 506)),
        // Turned clockwise, the left edge is on top and the bottom edge on the left.
        (90, PDFRectangle(x0: 254, y0: 122, x1: 290, y1: 338)),
        (180, PDFRectangle(x0: 222, y0: 194, x1: 438, y1: 230)),
        (270, PDFRectangle(x0: 330, y0: 362, x1: 366, y1: 578)),
    ])
    func boxesOfATurnedPage(_ rotation: Int, _ expected: PDFRectangle) {
        let page = VisiblePage(shown: PDFRectangle(x0: 110, y0: 50, x1: 510, y1: 650), rotation: rotation)
        let box = VisibleBox(x: 25.4, y: 50.8, width: 76.2, height: 12.7)
        let rectangle = page.rectangle(of: box)
        #expect(Self.isNear(rectangle, expected), "\(rectangle)")
        #expect(Self.isNear(page.box(of: rectangle), box))
        let turned = rotation % 180 != 0
        #expect(abs(page.width - (turned ? 600 : 400) * 25.4 / 72) < 0.001)
        #expect(abs(page.height - (turned ? 400 : 600) * 25.4 / 72) < 0.001)
        let size = page.appearanceSize(in: rectangle)
        #expect(abs(size.width - 216) < 0.001 && abs(size.height - 36) < 0.001)
        #expect((page.uprightMatrix == nil) == (rotation == 0))
        #expect(page.bounds.contains(box) && !page.bounds.contains(VisibleBox(x: -1, y: 0, width: 2, height: 2)))
    }

    /// A unit may be larger than a point, as on plans of A0: millimetres stay millimetres.
    @Test func userUnitsScale() throws {
        let file = SamplePDF.byHand([
            "<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>",
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 1191.966 1685.197]/UserUnit 2>>",
        ])
        let view = try document(file).latest
        let page = VisiblePage(try #require(view.page(at: 0)), in: view)
        #expect(abs(page.width - 841) < 0.01 && abs(page.height - 1189) < 0.01)
        let rectangle = page.rectangle(of: VisibleBox(x: 0, y: 0, width: 25.4, height: 25.4))
        #expect(Self.isNear(rectangle, PDFRectangle(x0: 0, y0: 1649.197, x1: 36, y1: 1685.197)))
        let size = page.appearanceSize(in: rectangle)
        #expect(abs(size.width - 72) < 0.001 && abs(size.height - 72) < 0.001)
    }

    @Test func theCropBoxIsWhatShows() throws {
        let view = try document(SamplePDF.byHand(SamplePDF.pagesOfTwo)).latest
        let pages = view.pages.map { VisiblePage($0, in: view) }
        #expect(pages.map(\.rotation) == [270, 270])
        #expect(pages[1].shown == PDFRectangle(x0: 20, y0: 20, x1: 30, y1: 30))
        let outside = try document(
            SamplePDF.byHand([
                "<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>",
                "<</Type/Page/Parent 2 0 R/MediaBox[0 0 100 100]/CropBox[200 200 300 300]/UserUnit -1/Rotate 45>>",
            ])
        ).latest
        let page = VisiblePage(outside.pages[0], in: outside)
        #expect(page == VisiblePage(shown: PDFRectangle(x0: 0, y0: 0, x1: 100, y1: 100)))
        // A crop box that reaches beyond the media box is cut to it.
        let wide = PDFRectangle(x0: -50, y0: -50, x1: 50, y1: 500)
        let cut = PDFPage(
            reference: nil, dictionary: [:], mediaBox: PDFRectangle(x0: 0, y0: 0, x1: 100, y1: 100), cropBox: wide,
            rotation: 0, resources: [:])
        #expect(VisiblePage(cut, in: outside).shown == PDFRectangle(x0: 0, y0: 0, x1: 50, y1: 100))
    }

    @Test func boxesTouchWithoutOverlapping() {
        let box = VisibleBox(x: 10, y: 10, width: 20, height: 20)
        #expect(!box.intersects(VisibleBox(x: 30, y: 10, width: 5, height: 5)))
        #expect(box.intersects(VisibleBox(x: 29, y: 29, width: 5, height: 5)))
    }
}
