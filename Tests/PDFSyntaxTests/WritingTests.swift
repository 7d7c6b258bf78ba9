import TestSupport
import Testing

@testable import PDFSyntax

struct WritingTests {
    static let hasQPDF = Command.has("qpdf")

    @Test func objectsReadBackAsWritten() throws {
        let object: PDFObject = .dictionary([
            "A b#/": .array([.integer(-5), .real(0.5), .real(1e-7), .real(-1234567.25), .null, .boolean(true)]),
            "S": .string(Array("a(b\\)".utf8)), "B": .string([0, 255, 10]), "R": .reference(PDFReference(number: 3)),
            "D": .dictionary(["E": .name("x y"), "F": .dictionary([:])]),
        ])
        let bytes = PDFWriter.serialize(object)
        var parser = ObjectParser(ByteView(bytes), at: 0)
        let back = try parser.object()
        #expect(back.dictionary?.keys == object.dictionary?.keys)
        #expect(back.dictionary?["D"] == object.dictionary?["D"] && back.dictionary?["B"] == object.dictionary?["B"])
        #expect(
            back.dictionary?["A b#/"]
                == .array([.integer(-5), .real(0.5), .integer(0), .real(-1234567.25), .null, .boolean(true)]))
        #expect(PDFWriter.serialize(back) == bytes)
    }

    @Test func realsHaveNoExponent() {
        #expect(PDFWriter.serialize(.real(0.00001)) == Array("0.00001".utf8))
        #expect(PDFWriter.serialize(.real(-0.000025)) == Array("-0.000025".utf8))
        #expect(PDFWriter.serialize(.real(.infinity)) == Array("0".utf8))
        #expect(PDFWriter.serialize(.real(841.89)) == Array("841.89".utf8))
    }

    /// CR at the end of the data and LF before `endstream` would read as one line end.
    @Test func dataThatEndWithACarriageReturnKeepTheirLength() {
        let stream = PDFStream(dictionary: [:], bytes: [0x41, 0x0D])
        #expect(PDFWriter.serialize(.stream(stream)).suffix(13) == Array("A\r\r\nendstream".utf8))
        let plain = PDFStream(dictionary: [:], bytes: [0x41, 0x0A])
        #expect(PDFWriter.serialize(.stream(plain)).suffix(12) == Array("A\n\nendstream".utf8))
    }

    @Test func equalInputGivesEqualFiles() throws {
        #expect(try SamplePDF.onePage() == SamplePDF.onePage())
    }

    @Test(.enabled(if: hasQPDF, "qpdf is not installed")) func aNewFilePassesQPDF() throws {
        let outcome = try qpdfCheck(try SamplePDF.onePage())
        #expect(outcome.status == 0, "\(outcome.text)")
    }

    /// Two updates, the second on the first, on a file with a table and on one with cross-reference streams.
    @Test(.enabled(if: hasQPDF, "qpdf is not installed"), arguments: ["disable", "generate"])
    func updatesOfBothKindsPassQPDF(_ objectStreams: String) throws {
        let input = try Scratch.file("input.pdf", try SamplePDF.onePage()).path
        let made = try Command.tool(
            "qpdf", ["--object-streams=\(objectStreams)", "--static-id", input, input + ".out"])
        #expect(made.status == 0, "\(made.stderr)")
        var bytes = CorpusFiles.bytes(input + ".out")
        let original = bytes
        var ends = [bytes.count]
        for round in 1...2 {
            let before = try document(bytes)
            var update = try IncrementalUpdate(before)
            let page = try #require(before.latest.pages.first)
            var dictionary = page.dictionary
            let added = update.add(.string(Array("round \(round)".utf8)))
            dictionary["Round"] = .reference(added)
            update.set(try #require(page.reference), .dictionary(dictionary))
            bytes += try update.finish().bytes
            ends.append(bytes.count)
        }
        let outcome = try qpdfCheck(bytes)
        #expect(outcome.status == 0, "\(outcome.text)")
        let after = try document(bytes)
        #expect(after.revisions.map(\.end) == ends && after.revisions.count == 3)
        #expect(Set(after.revisions.map(\.kind)) == [objectStreams == "generate" ? .stream : .table])
        #expect(after.revisions[2].defined.count == (objectStreams == "generate" ? 3 : 2))
        for (index, expected) in [nil, "round 1", "round 2"].enumerated() {
            let view = try #require(after.view(ofRevision: index))
            let round = view.resolve(view.pages.first?.dictionary["Round"]).string
            #expect(round == expected.map { Array($0.utf8) })
        }
        #expect(bytes.starts(with: original))
        #expect(after.latest.trailer["ID"] == (try document(original)).latest.trailer["ID"])
    }

    @Test func anUpdateAfterJunkCountsFromTheHeader() throws {
        let junk = [UInt8](repeating: 0x20, count: 5)
        let before = try document(junk + SamplePDF.onePage())
        var update = try IncrementalUpdate(before)
        let reference = update.add(.integer(7))
        let appended = try update.finish()
        let after = try document(junk + before.bytes.bytes + appended.bytes)
        #expect(after.remarks == [.junkBeforeHeader(5)] && after.latest.object(reference) == .integer(7))
        let offset = before.bytes.count + (appended.valueOffsets[reference] ?? 0)
        #expect(after.bytes[offset] == UInt8(ascii: "7"))
    }

    /// What the trailer refers to and nobody ever wrote must not become an object of the update.
    @Test func newNumbersAreThoseThatNothingRefersTo() throws {
        var dangling = try IncrementalUpdate(
            try document(SamplePDF.byHand(SamplePDF.pagesOfTwo, trailer: "/Root 1 0 R/Extra[(a) <</B 7 0 R>>]")))
        #expect(dangling.reserve() == PDFReference(number: 8))
        for size in ["9223372036854775807", "-5", "99999999"] {
            let text = String(decoding: SamplePDF.byHand(SamplePDF.pagesOfTwo), as: UTF8.self)
                .replacing("/Size 5", with: "/Size \(size)")
            var update = try IncrementalUpdate(try document(Array(text.utf8)))
            #expect(update.reserve() == PDFReference(number: 5), "\(size)")
        }
    }

    @Test func aFileWithoutLastLineEndGetsOne() throws {
        let before = try document([UInt8](try SamplePDF.onePage().dropLast()))
        var update = try IncrementalUpdate(before)
        _ = update.add(.null)
        #expect(try update.finish().bytes.first == 0x0A)
    }

    @Test func textStringsAndDates() throws {
        #expect(PDFTextString.encode("abc") == Array("abc".utf8))
        #expect(PDFTextString.encode("ế") == [0xFE, 0xFF, 0x1E, 0xBF])
        for text in ["Ủy ban nhân dân xã", "plain", "😀"] {
            #expect(PDFTextString.decode(PDFTextString.encode(text)) == text)
        }
        #expect(PDFTextString.decode([0x80, 0x41, 0xA0]) == "•A€")
        let date = try #require(PDFDate(Array("D:20260305091500+07'00'".utf8)))
        #expect(date.instant.timeIntervalSince1970 == 1_772_676_900)
        #expect(PDFDate(date.instant, offsetMinutes: 420) == date && date.text == "D:20260305091500+07'00'")
        #expect(PDFDate(Array("D:2024".utf8))?.text == "D:20240101000000")
        #expect(PDFDate(Array("20240229235959Z".utf8))?.instant.timeIntervalSince1970 == 1_709_251_199)
        #expect(PDFDate(Array("D:20240916-08'00".utf8))?.offsetMinutes == -480)
        #expect(PDFDate(Array("Xyz".utf8)) == nil)
    }

    @Test func namesAreBytes() {
        let all = (0...255).map { UInt8($0) }
        let name = PDFName(bytes: all)
        #expect(name.bytes == all && PDFName(bytes: all[...]) == name)
        var parser = ObjectParser(ByteView(PDFWriter.serialize(.name(name)) + [0x20]), at: 0)
        #expect((try? parser.object()) == .name(name))
        #expect(PDFWriter.serialize(.name(PDFName(bytes: [0xE9, 0x41]))) == Array("/#E9A".utf8))
    }

    @Test func integersKeepTheirSign() {
        for value in [0, -1, 10, .max, .min] {
            #expect(PDFWriter.serialize(.integer(value)) == Array(String(value).utf8))
        }
    }
}
