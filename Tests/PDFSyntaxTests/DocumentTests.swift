import Testing

@testable import PDFSyntax

struct DocumentTests {
    @Test func pagesInheritFromTheTree() throws {
        let document = try document(SamplePDF.byHand(SamplePDF.pagesOfTwo))
        let pages = document.latest.pages
        #expect(pages.count == 2 && document.revisions.count == 1 && !document.recovered)
        #expect(pages[0].mediaBox == PDFRectangle(x0: 0, y0: 0, x1: 200, y1: 100))
        #expect(pages[0].rotation == 270 && pages[0].cropBox == pages[0].mediaBox)
        #expect(pages[1].mediaBox == PDFRectangle(x0: 10, y0: 10, x1: 110, y1: 210))
        #expect(pages[1].cropBox.width == 10 && pages[1].reference == PDFReference(number: 4))
    }

    @Test func aPageTreeInACircleEnds() throws {
        let document = try document(
            SamplePDF.byHand([
                "<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[2 0 R 3 0 R 3 0 R]/Count 9>>",
                "<</Type/Pages/Kids[2 0 R 4 0 R]>>", "<</Type/Page>>",
            ]))
        #expect(document.latest.pages.count == 1)
    }

    @Test func referencesInACircleAreNull() throws {
        let document = try document(SamplePDF.byHand(["<</Pages 2 0 R>>", "3 0 R", "2 0 R"]))
        #expect(document.latest.object(PDFReference(number: 2)) == .null)
    }

    @Test func lengthsInACircleDoNotHang() throws {
        let stream = "<</Length 3 0 R>>\nstream\nabc\nendstream"
        let document = try document(
            SamplePDF.byHand(["<<>>", "<</Length 3 0 R>>\nstream\nabc\nendstream", stream]))
        #expect(document.latest.object(PDFReference(number: 2)).stream?.data.bytes == Array("abc".utf8))
    }

    @Test func aWrongLengthIsCorrectedByItsEndstream() throws {
        for length in ["2", "1000000", "-1", "(x)", "9 0 R"] {
            let object = "<</Length \(length)>>\nstream\r\nabc\r\nendstream"
            let document = try document(SamplePDF.byHand(["<<>>", object]))
            #expect(document.latest.object(PDFReference(number: 2)).stream?.data.bytes == Array("abc".utf8))
        }
    }

    @Test func aReferenceOfAnotherGenerationIsNull() throws {
        let document = try document(SamplePDF.byHand(["<<>>", "7"]))
        #expect(document.latest.object(PDFReference(number: 2, generation: 1)) == .null)
        #expect(document.latest.object(PDFReference(number: 2)) == .integer(7))
    }

    @Test func junkBeforeTheHeaderIsReported() throws {
        let plain = SamplePDF.byHand(SamplePDF.pagesOfTwo)
        let document = try document([UInt8](repeating: 0x41, count: 21) + plain)
        #expect(document.headerOffset == 21 && document.remarks == [.junkBeforeHeader(21)])
        #expect(document.latest.pages.count == 2 && document.bytes.count == plain.count)
        #expect(throws: PDFSyntaxError(.notAPDF, .input, vi: "", en: "")) {
            try PDFDocument(bytes: ByteView([UInt8](repeating: 0x41, count: 1025) + plain))
        }
    }

    @Test func aBrokenCrossReferenceIsRebuilt() throws {
        var bytes = SamplePDF.byHand(SamplePDF.pagesOfTwo)
        let text = String(decoding: bytes, as: UTF8.self)
        let start = try #require(text.range(of: "startxref\n")).upperBound.utf16Offset(in: text)
        bytes[start] = 0x39
        let document = try document(bytes)
        #expect(document.recovered && document.latest.pages.count == 2)
        #expect(throws: PDFSyntaxError(.notUpdatable, .input, vi: "", en: "")) { try IncrementalUpdate(document) }
    }

    @Test func aPreviousSectionInACircleIsCut() throws {
        let plain = SamplePDF.byHand(SamplePDF.pagesOfTwo)
        let start = try document(plain).revisions[0].startXref
        let text = String(decoding: plain, as: UTF8.self)
            .replacing("/Root 1 0 R>>", with: "/Root 1 0 R/Prev \(start)>>")
        let looped = try document(Array(text.utf8))
        #expect(looped.remarks == [.crossReferenceChainCut] && looped.latest.pages.count == 2)
    }

    @Test func garbageIsUnrecoverable() {
        #expect(throws: PDFSyntaxError(.unrecoverable, .input, vi: "", en: "")) {
            try PDFDocument(bytes: ByteView(Array("%PDF-1.7\n1 0 obj <</A 1>> endobj".utf8)))
        }
        #expect(throws: PDFSyntaxError(.notAPDF, .input, vi: "", en: "")) { try PDFDocument(bytes: ByteView([])) }
    }

    @Test func valueRangesPointIntoTheFile() throws {
        let bytes = SamplePDF.byHand(["<</A<</B (x)/Contents <00ff>>> /C 1>>"])
        let document = try document(bytes)
        let range = try #require(
            document.latest.valueRange(in: PDFReference(number: 1), path: ["A", "Contents"]))
        #expect(document.bytes.slice(range) == Array("<00ff>".utf8))
        #expect(document.latest.valueRange(in: PDFReference(number: 1), path: ["A", "D"]) == nil)
    }

    @Test func manyHalfObjectsCostLinearTime() throws {
        // Every object is an unterminated string: reading any of them reads to the end of the file.
        let text =
            "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Kids["
            + (3..<20_000).map { "\($0) 0 R " }.joined() + "]>>endobj\n"
            + (3..<20_000).map { "\($0) 0 obj(" }.joined()
        let clock = ContinuousClock()
        let time = clock.measure {
            #expect(throws: PDFSyntaxError(.unrecoverable, .input, vi: "", en: "")) {
                try document(Array(text.utf8))
            }
        }
        #expect(time < .seconds(60))
    }

    /// Rows of another width than the standard's twenty bytes are read as well.
    @Test(arguments: ["n\n", "n\r\n", "n \n", "n", "n   \n"])
    func rowsOfATableMayEndInManyWays(_ end: String) throws {
        let text = String(decoding: SamplePDF.byHand(SamplePDF.pagesOfTwo), as: UTF8.self)
        let changed = try document(Array(text.replacing(" n \n", with: " \(end) ").utf8))
        #expect(changed.remarks.isEmpty && changed.latest.pages.count == 2)
        let short = text.replacing("00000000", with: "")
        #expect(try document(Array(short.utf8)).latest.pages.count == 2)
    }

    @Test func onePageIsFoundWithoutTheOthers() throws {
        let view = try document(SamplePDF.byHand(SamplePDF.pagesOfTwo)).latest
        for (index, page) in view.pages.enumerated() {
            let found = try #require(view.page(at: index))
            #expect(found.reference == page.reference && found.mediaBox == page.mediaBox)
        }
        #expect(view.page(at: 2) == nil && view.page(at: -1) == nil)
        let lazy = try document(SamplePDF.byHand(SamplePDF.pagesOfTwo))
        #expect(lazy.latest.page(at: 0) != nil)
        let second = try #require(lazy.latest.location(of: 4))
        #expect(lazy.store.object(at: second) == nil)
    }
}
