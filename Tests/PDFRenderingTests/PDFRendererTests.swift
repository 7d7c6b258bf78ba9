import Foundation
import PDFRendering
import RasterImage
import Records
import Testing

/// What the generator of the corpus wrote on the pages.
private struct Truth: Decodable {
    struct Line: Decodable {
        var page: Int
        var text: String
        /// Pixels at 300 dpi.
        var box: [Double]
    }
    var pages: Int
    var lines: [Line]

    static func of(_ number: Int) throws -> Truth {
        try JSONDecoder().decode(Truth.self, from: Data(Corpus.file("scans/truth/\(name(number)).json")))
    }
}

private func name(_ number: Int) -> String { String(repeating: "0", count: 3 - "\(number)".count) + "\(number)" }

@Suite("Text of born-digital PDFs", .enabled(if: Corpus.isPresent, "needs the shared corpus"))
struct TextLayerTests {
    /// Not document 031: the halves of its letterhead run into each other.
    @Test(arguments: Array(0..<31) + Array(32..<40)) func linesEqualTheTruth(_ number: Int) throws {
        let truth = try Truth.of(number)
        let layer = try PDFRenderer(Corpus.file("scans/born/\(name(number)).pdf")).textLayer()
        #expect(layer.source == .embedded)
        #expect(layer.pages.count == truth.pages)
        for (index, page) in layer.pages.enumerated() {
            let expected = truth.lines.filter { $0.page == index + 1 }
            #expect(Set(page.lines.map(\.text)) == Set(expected.map { VietnameseText.nfc($0.text) }))
        }
    }

    @Test func boxesLieWhereTheWordsAre() throws {
        let truth = try Truth.of(0)
        let page = try #require(try PDFRenderer(Corpus.file("scans/born/000.pdf")).textLayer().pages.first)
        #expect(abs(page.width - 595.276) < 0.01)
        for expected in truth.lines where expected.page == 1 {
            let line = try #require(page.lines.first { $0.text == expected.text })
            let box = try #require(line.words.map(\.box).reduce(nil) { $0?.union($1) ?? $1 })
            #expect(abs(box.x0 - expected.box[0] * 72 / 300) < 3, "\(expected.text)")
            // The generator puts the base line at the bottom of the box it noted, in another font size.
            #expect(box.y0 < expected.box[3] * 72 / 300 && expected.box[3] * 72 / 300 < box.y1 + 1)
            for word in line.words { #expect(word.confidence == 1) }
        }
        #expect(
            page.lines.map(\.text).prefix(4) == [
                "ỦY BAN NHÂN DÂN", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "HUYỆN LONG HỒ", "Độc lập - Tự do - Hạnh phúc",
            ])
    }

    @Test(.enabled(if: QPDF.isPresent, "needs qpdf")) func aTurnedPageReadsTheSame() throws {
        let upright = try PDFRenderer(Corpus.file("scans/born/000.pdf"))
        let turned = try PDFRenderer(QPDF.changed("scans/born/000.pdf", "--rotate=+90"))
        #expect(try turned.size(ofPage: 0).width == upright.size(ofPage: 0).height)
        func words(_ renderer: PDFRenderer) throws -> [String] {
            try renderer.textLayer().pages.flatMap { $0.lines.flatMap { $0.words.map(\.text) } }.sorted()
        }
        #expect(try words(turned) == words(upright))
    }

    private func textOfSignedFile(_ part: String) throws -> TextLayer {
        let folder = "vietnam/signed"
        let names = try FileManager.default.contentsOfDirectory(
            atPath: Corpus.folder.appendingPathComponent(folder).path)
        let name = try #require(names.first { $0.contains(part) })
        return try PDFRenderer(Corpus.file("\(folder)/\(name)")).textLayer()
    }

    /// A signed scan: its only text is what the signature fields show.
    @Test func textOfSignatureStampsIsNoContent() throws {
        let layer = try textOfSignedFile("210-QDCT.signed")
        #expect(layer.pages.count == 3)
        #expect(layer.pages.flatMap(\.lines).map(\.text) == [])
    }

    /// The clerk's software wrote the number and the day as appearances of signature fields.
    @Test(arguments: [
        ("QCT22", "Số: 221 /QĐ-UBND", "Bạc Liêu, ngày 20 tháng 02 năm 2025"),
        ("1.SYTCBKCB170225", "Số: 364 /QĐ-UBND", "Nam Định, ngày 19 tháng 02 năm 2025"),
        ("Q179GDTrH", "Số: 179 /QĐ-UBND", "Ninh Thuận, ngày 19 tháng 02 năm 2025"),
    ])
    func whatClerksFillInIsContent(_ file: String, _ number: String, _ day: String) throws {
        let lines = try textOfSignedFile(file).pages.first?.lines.map(\.text) ?? []
        #expect(lines.contains(number), "\(lines.prefix(8))")
        #expect(lines.contains(day), "\(lines.prefix(8))")
        #expect(!lines.contains { $0.contains("Thời gian ký") })
    }
}

@Suite("Drawn pages", .enabled(if: Corpus.isPresent, "needs the shared corpus"))
struct RenderingTests {
    @Test func aPageInGreyAndColour() throws {
        let renderer = try PDFRenderer(Corpus.file("scans/born/000.pdf"))
        #expect(renderer.pageCount == 2)
        let grey = try renderer.render(page: 0, dpi: 150, model: .grey)
        #expect((grey.width, grey.height) == (1240, 1754))
        #expect((grey.dpiX, grey.dpiY) == (150, 150))
        let colour = try renderer.render(page: 0, dpi: 150)
        #expect(colour.model == .rgb)
        #expect(colour.grey().bytes == grey.bytes)
        let ink = InkProfile(of: grey, dpi: 150)
        #expect(!ink.isBlank)
        // The first base line is 281 pixels from the top at 300 dpi; 12-point capitals with marks reach up 50 pixels.
        #expect((100...141).contains(ink.freeTop), "\(ink.freeTop)")
    }

    @Test func imagesCoverScansAndNotText() throws {
        #expect(try PDFRenderer(Corpus.file("scans/bpdf/000.pdf")).imageCoverage(ofPage: 0) > 0.99)
        #expect(try PDFRenderer(Corpus.file("scans/born/000.pdf")).imageCoverage(ofPage: 0) == 0)
    }

    @Test func facts() throws {
        let scan = try PDFFacts(measuring: Corpus.file("scans/bpdf/000.pdf"), inkPages: 1)
        #expect(scan.pages.count == 2)
        #expect(scan.pages.map { $0.ink != nil } == [true, false])
        #expect(scan.text.pages.flatMap(\.lines) == [])
        let top = try #require(scan.pages.first?.ink?.freeTopFraction)
        #expect((200.0...260).contains(top * 3508), "\(top * 3508)")
    }

    @Test func refusals() throws {
        func code(_ pdf: [UInt8]) -> PDFRenderingErrorCode? {
            do throws(PDFRenderingError) { _ = try PDFRenderer(pdf) } catch { return error.code }
            return nil
        }
        #expect(code(Array("not a PDF".utf8)) == .unreadable)
        #expect(code([]) == .unreadable)
        let renderer = try PDFRenderer(Corpus.file("scans/born/000.pdf"))
        #expect(throws: PDFRenderingError.self) { try renderer.render(page: 2, dpi: 100) }
        #expect(throws: PDFRenderingError.self) { try renderer.render(page: -1, dpi: 100) }
        let error = #expect(throws: PDFRenderingError.self) { try renderer.render(page: 0, dpi: 1e7) }
        #expect(error?.code == .tooLarge)
        #expect(throws: PDFRenderingError.self) { try renderer.render(page: 0, dpi: .nan) }
    }

    @Test(.enabled(if: QPDF.isPresent, "needs qpdf")) func passwords() throws {
        let locked = try QPDF.changed("scans/born/000.pdf", "--encrypt", "secret", "owner", "256", "--")
        let error = #expect(throws: PDFRenderingError.self) { try PDFRenderer(locked) }
        #expect(error?.code == .encrypted)
        #expect(try PDFRenderer(locked, password: "secret").pageCount == 2)
    }
}

@Suite("What stands on a page", .enabled(if: Corpus.isPresent, "needs the shared corpus"))
struct PageContentTests {
    @Test func inkStandsWhereTheWordsAre() throws {
        let renderer = try PDFRenderer(Corpus.file("scans/born/000.pdf"))
        let content = try renderer.content(ofPage: 0)
        let layer = try renderer.textLayer()
        #expect(content.pageCount == renderer.pageCount && content.text == layer.pages[0])
        let scale = Double(content.ink.columns) / content.text.width
        for word in content.text.lines.flatMap(\.words) where word.text.count > 2 {
            let columns = Int(word.box.x0 * scale)..<Int(word.box.x1 * scale)
            let rows = Int(word.box.y0 * scale)..<Int(word.box.y1 * scale)
            let hasInk = rows.contains { row in columns.contains { content.ink.hasInk(column: $0, row: row) } }
            #expect(hasInk, "\(word.text)")
        }
        // The top margin has none.
        #expect(!(0..<20).contains { row in (0..<800).contains { content.ink.hasInk(column: $0, row: row) } })
    }

    @Test func negativePagesCountFromTheEnd() throws {
        let renderer = try PDFRenderer(Corpus.file("scans/born/000.pdf"))
        let last = try renderer.content(ofPage: -1)
        #expect(last.index == renderer.pageCount - 1)
        #expect(throws: PDFRenderingError.self) { try renderer.content(ofPage: -renderer.pageCount - 1) }
        #expect(throws: PDFRenderingError.self) { try renderer.content(ofPage: renderer.pageCount) }
    }
}
