import RasterImage
import Records
import Testing

struct InkProfileTests {
    /// An A4 page at 150 dpi, a little grey and uneven as scanned paper is, with black rectangles (in millimetres).
    private func page(_ rectangles: (x: Double, y: Double, width: Double, height: Double)...) throws -> Raster {
        let (width, height) = (1240, 1754)
        var bytes = [UInt8](repeating: 0, count: width * height)
        for y in 0..<height {
            for x in 0..<width {
                let shade = 235 - 20 * x / width
                bytes[y * width + x] = UInt8(shade + (x &* 31 &+ y &* 17) % 7)
            }
        }
        func pixels(_ millimetres: Double) -> Int { Int(millimetres / 25.4 * 150) }
        for box in rectangles {
            for y in pixels(box.y)..<min(pixels(box.y + box.height), height) {
                for x in pixels(box.x)..<min(pixels(box.x + box.width), width) { bytes[y * width + x] = 30 }
            }
        }
        return try #require(Raster(width: width, height: height, model: .grey, bytes: bytes))
    }

    private func pixels(_ millimetres: Double) -> Int { Int(millimetres / 25.4 * 150) }

    @Test func freeBandsEndAtTheInk() throws {
        let profile = try InkProfile(of: page((30, 20, 100, 5), (40, 100, 20, 5)), dpi: 150)
        #expect(abs(profile.freeTop - pixels(20)) <= 2)
        #expect(abs(profile.freeBottom - (1754 - pixels(105))) <= 2)
        #expect(abs(profile.freeLeft - pixels(30)) <= 2)
        #expect(abs(profile.freeRight - (1240 - pixels(130))) <= 2)
        #expect(!profile.isBlank)
        #expect(abs(profile.freeTopFraction - 20 / 297) < 0.002)
    }

    @Test func aShadowAtTheEdgeDoesNotCount() throws {
        let profile = try InkProfile(of: page((0, 0, 1.5, 297), (30, 40, 100, 5)), dpi: 150)
        #expect(abs(profile.freeTop - pixels(40)) <= 2)
        #expect(profile.freeLeft < pixels(1))
    }

    @Test func dirtDoesNotCountButASmallMarkDoes() throws {
        #expect(try InkProfile(of: page((50, 10, 0.3, 0.3)), dpi: 150).isBlank)
        let number = try InkProfile(of: page((100, 280, 1.5, 2.5)), dpi: 150)
        #expect(!number.isBlank)
        #expect(abs(number.freeTop - pixels(280)) <= 2)
    }

    @Test func anEmptyPageIsFreeAllOver() throws {
        let profile = try InkProfile(of: page(), dpi: 150)
        #expect(profile.isBlank)
        #expect(profile.freeTop == 1754)
        #expect(profile.inkFraction == 0)
        #expect((215...240).contains(profile.meanLuminance))
        #expect(profile.map.isFree(PageBox(x0: 0, y0: 0, x1: 595, y1: 842), pageWidth: 595, pageHeight: 842))
    }

    @Test func theMapKnowsWhatIsFree() throws {
        let map = try InkProfile(of: page((30, 20, 100, 5)), dpi: 150).map
        func isFree(_ x0: Double, _ y0: Double, _ x1: Double, _ y1: Double) -> Bool {
            map.isFree(PageBox(x0: x0, y0: y0, x1: x1, y1: y1), pageWidth: 210, pageHeight: 297)
        }
        #expect(isFree(10, 4, 200, 17))
        #expect(!isFree(10, 4, 200, 21))
        #expect(isFree(135, 0, 210, 297))
        #expect(!isFree(125, 22, 135, 30))
        #expect(!isFree(-1, 0, 10, 10))
        #expect(!isFree(0, 0, 10, 298))
    }
}

@Suite("Measured scans", .enabled(if: Corpus.isPresent, "needs the shared corpus"))
struct ImageFactsTests {
    @Test func aScanByItsTruth() throws {
        // The first line of document 000 starts 237 pixels from the top at 300 dpi; the scan is turned by 0.4°.
        for path in ["scans/jpg/000-1.jpg", "scans/tif/000.tif"] {
            let facts = try ImageFacts(measuring: Corpus.file(path))
            let page = try #require(facts.pages.first)
            let ink = try #require(page.ink)
            #expect(page.damage == nil, "\(path)")
            #expect(page.header?.dpiX == 300)
            #expect((200...260).contains(ink.freeTop), "\(path): \(ink.freeTop)")
            #expect((330...370).contains(ink.freeLeft) || ink.freeLeft < 330, "\(path): \(ink.freeLeft)")
            #expect(!ink.isBlank)
            #expect(ink.width == 2480)
        }
        #expect(try ImageFacts(measuring: Corpus.file("scans/tif/000.tif")).pages.count == 2)
    }

    @Test func damageIsAnAnswer() throws {
        let file = try Corpus.file("scans/jpg/000-1.jpg")
        let facts = try ImageFacts(measuring: Array(file.prefix(file.count * 6 / 10)))
        #expect(facts.firstDamage?.page == 1)
        #expect(facts.firstDamage?.damage.kind == .truncated)
        #expect(facts.pages.first?.header?.width == 2480)
        let headless = try ImageFacts(measuring: Array(file.prefix(40)))
        #expect(headless.firstDamage?.damage.kind == .truncated)
        #expect(throws: RasterImageError.self) { try ImageFacts(measuring: Array("%PDF-1.4".utf8)) }
    }
}

@Suite("Ink cell by cell") struct PageInkTests {
    /// White paper of 100 dpi with a black bar, a dot and a faint shade.
    private func page() throws -> Raster {
        var bytes = [UInt8](repeating: 255, count: 300 * 200)
        for y in 50..<60 { for x in 100..<180 { bytes[y * 300 + x] = 0 } }
        bytes[150 * 300 + 20] = 0
        for y in 100..<110 { for x in 0..<100 { bytes[y * 300 + x] = 240 } }
        return try #require(Raster(width: 300, height: 200, model: .grey, bytes: bytes))
    }

    @Test func cellsAreInkWhereTheBarIsAndNowhereElse() throws {
        let ink = PageInk(of: try page(), dpi: 100)
        #expect((ink.columns, ink.rows) == (300, 200))
        for row in -1...200 {
            for column in -1...300 {
                let isBar = (50..<60).contains(row) && (100..<180).contains(column)
                if ink.hasInk(column: column, row: row) != isBar { Issue.record("\(column), \(row)") }
            }
        }
    }

    @Test func aMapThatWasSentHasAllItsBits() throws {
        let ink = PageInk(of: try page(), dpi: 100)
        #expect(PageInk(columns: 300, rows: 200, bits: ink.bits) == ink)
        #expect(PageInk(columns: 301, rows: 201, bits: ink.bits) == nil)
        #expect(PageInk(columns: 0, rows: 0, bits: []) == nil)
        #expect(PageInk(columns: .max, rows: .max, bits: ink.bits) == nil)
    }

    @Test func finePagesAreMeasuredAtAQuarterOfAMillimetre() throws {
        let large = try #require(
            Raster(width: 600, height: 400, model: .grey, bytes: [UInt8](repeating: 255, count: 600 * 400)))
        #expect(PageInk(of: large, dpi: 300).columns == 150)
    }
}
