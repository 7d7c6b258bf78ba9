import Diagnostics
import Foundation
import PDFSyntax
import Testing

@testable import TrueType

@Suite("Embedding a subset", .enabled(if: LiberationSerif.isInstalled, "needs fonts-liberation2"))
struct EmbeddingTests {
    static let lines = [
        "SAO Y", "Cơ quan sao: Ủy ban nhân dân xã Mỹ Hòa Hưng", "Thời gian ký: 11/03/2026 08:00:00 +07:00",
        "Người số hóa: Nguyễn Thị Ánh Tuyết", "“Đắk Lắk – Đường Lê Hồng Phong, số 12/3”", vietnameseLetters,
    ]

    @Test("the subset is a font file with right checksums") func checksums() throws {
        let subset = try subset(of: "Giấy phép xây dựng")
        #expect(FontFileWriter.checksum(subset.bytes) == 0xB1B0_AFBA)
        let file = FontTable(tag: "file", bytes: subset.bytes[...])
        let count = try file.uint16(4)
        #expect(count == 9)
        for index in 0..<count {
            let record = 12 + 16 * index
            let (start, length) = (try file.uint32(record + 8), try file.uint32(record + 12))
            #expect(start % 4 == 0)
            var table = Array(try file.slice(start..<start + length))
            if try file.slice(record..<record + 4).elementsEqual("head".utf8) {
                table.replaceSubrange(8..<12, with: [0, 0, 0, 0])
            }
            #expect(try file.uint32(record + 4) == Int(FontFileWriter.checksum(table)))
        }
    }

    @Test("outlines in use are kept with their components, others dropped") func outlines() throws {
        let font = try LiberationSerif.font()
        let subset = try subset(of: "ế")
        let glyph = try #require(font.glyph(for: "ế"))
        let unused = try #require(font.glyph(for: "W"))
        #expect(subset.glyphs.isSuperset(of: [0, glyph]))
        #expect(!subset.glyphs.contains(unused))
        let directory = try TableDirectory(subset.bytes)
        let outlines = try GlyphOutlines(
            loca: directory.required("loca"), glyf: directory.required("glyf"), glyphCount: font.glyphCount,
            longOffsets: true)
        for kept in subset.glyphs {
            let (new, old) = (try outlines.description(of: kept), try font.outlines.description(of: kept))
            #expect(new.starts(with: old) && new.count - old.count < 4)
        }
        #expect(try outlines.description(of: unused).isEmpty)
        #expect(try outlines.closure(of: [glyph]).isSubset(of: subset.glyphs))
    }

    @Test("the same text gives the same subset and name, another text another") func deterministic() throws {
        let (first, again, other) = (try subset(of: "Số 111"), try subset(of: "Số 1"), try subset(of: "Số 2"))
        #expect(first.bytes == again.bytes)
        #expect(first.tag == again.tag)
        #expect(first.tag != other.tag)
        #expect(first.tag.utf8.count == 6 && first.tag.utf8.allSatisfy { (0x41...0x5A).contains($0) })
        #expect(try page(Self.lines).pdf == page(Self.lines).pdf)
    }

    @Test("text outside the plan is refused") func notPlanned() throws {
        let plan = try EmbeddedFontPlan(font: LiberationSerif.font(), texts: ["abc"])
        #expect(try plan.encode("cab").count == 6)
        #expect(throws: FontError(.glyphsNotPlanned, .internal, vi: "", en: "")) { try plan.encode("abd") }
    }

    @Test("characters beyond the first plane are surrogate pairs in the ToUnicode map") func astral() {
        let map = String(decoding: ToUnicodeMap.write([5: "\u{1F600}", 3: "ế"]), as: UTF8.self)
        #expect(map.contains("2 beginbfchar\n<0003> <1EBF>\n<0005> <D83DDE00>\nendbfchar"))
    }

    @Test(
        "pdftotext gives the text back, letter for letter", .enabled(if: Tool.has("pdftotext"), "needs poppler-utils"))
    func text() throws {
        let output = try Tool.run(["pdftotext", "-layout", "-enc", "UTF-8"], on: page(Self.lines).pdf, then: ["-"])
        let read = output.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }
        #expect(read.filter { !$0.isEmpty && $0 != "\u{0C}" } == Self.lines)
    }

    @Test(
        "pdffonts sees an embedded subset with a Unicode map", .enabled(if: Tool.has("pdffonts"), "needs poppler-utils")
    )
    func fonts() throws {
        let (pdf, plan) = try page(Self.lines)
        let output = try Tool.run(["pdffonts"], on: pdf)
        let row = try #require(output.split(separator: "\n").last).split(separator: " ").map(String.init)
        #expect(row.prefix(7) == [plan.baseFontName, "CID", "TrueType", "Identity-H", "yes", "yes", "yes"])
    }

    @Test("qpdf finds nothing wrong", .enabled(if: Tool.has("qpdf"), "needs qpdf")) func structure() throws {
        let output = try Tool.run(["qpdf", "--check"], on: page(Self.lines).pdf)
        #expect(output.contains("No syntax or stream encoding errors found"))
    }

    @Test("a page with it is PDF/A-2u", .enabled(if: Tool.hasPythonModule("page"), "needs the Python module page"))
    func archival() throws {
        let script = "import sys, page; print(page.validate_pdf(sys.argv[1], profile='2u'))"
        let output = try Tool.run([Tool.python, "-c", script], on: page(Self.lines).pdf)
        #expect(output.contains(" 0 failed,"), "\(output)")
    }

    private func subset(of text: String) throws -> FontSubset {
        let font = try LiberationSerif.font()
        return try FontSubset(of: font, keeping: text.unicodeScalars.compactMap(font.glyph))
    }

    /// A page with one line of text under the other that says of itself that it is PDF/A-2u.
    private func page(_ lines: [String]) throws -> (pdf: [UInt8], plan: EmbeddedFontPlan) {
        let font = try LiberationSerif.font()
        let plan = try EmbeddedFontPlan(font: font, texts: lines)
        var pdf = PDFFileBuilder()
        let (catalog, pages, page) = (pdf.reserve(), pdf.reserve(), pdf.reserve())
        let fontReference = try plan.embed(into: &pdf)
        var content = "BT /CS0 cs 0 sc /F0 12 Tf 18 TL 40 800 Td\n"
        for line in lines {
            // The alphabet is wider than the page.
            let size = min(12, 500 / font.width(of: line, size: 1))
            let hex = try plan.encode(line).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
            content += "/F0 \(size) Tf <\(hex)> Tj T*\n"
        }
        content += "ET\n"
        let contents = pdf.add(.stream(PDFStream(dictionary: [:], bytes: Array(content.utf8))))
        // A calibrated space needs no output intent.
        let grey = PDFObject.array([
            .name("CalGray"), .dictionary(["WhitePoint": .numbers([0.9505, 1, 1.089])]),
        ])
        pdf.set(
            page,
            .dictionary([
                "Type": .name("Page"), "Parent": .reference(pages), "MediaBox": .numbers([0, 0, 595, 842]),
                "Contents": .reference(contents),
                "Resources": .dictionary([
                    "Font": .dictionary(["F0": .reference(fontReference)]),
                    "ColorSpace": .dictionary(["CS0": grey]),
                ]),
            ]))
        pdf.set(
            pages,
            .dictionary(["Type": .name("Pages"), "Kids": .array([.reference(page)]), "Count": .integer(1)]))
        let metadata = pdf.add(
            .stream(
                PDFStream(
                    dictionary: ["Type": .name("Metadata"), "Subtype": .name("XML")], bytes: Array(Self.xmp.utf8))))
        pdf.set(
            catalog,
            .dictionary([
                "Type": .name("Catalog"), "Pages": .reference(pages), "Metadata": .reference(metadata),
            ]))
        return (pdf.finish(root: catalog, info: nil, id: [UInt8](repeating: 7, count: 16)), plan)
    }

    private static let xmp = """
        <?xpacket begin="\u{FEFF}" id="W5M0MpCehiHzreSzNTczkc9d"?>
        <x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
        <rdf:Description rdf:about="" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">
        <pdfaid:part>2</pdfaid:part><pdfaid:conformance>U</pdfaid:conformance>
        </rdf:Description></rdf:RDF></x:xmpmeta>
        <?xpacket end="w"?>
        """
}
