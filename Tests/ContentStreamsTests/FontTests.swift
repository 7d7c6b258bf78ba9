import PDFSyntax
import Testing

@testable import ContentStreams

/// From codes to text and widths.
struct FontTests {
    @Test(arguments: [
        ("A", "A"), ("aacute", "á"), ("Acircumflexhookabove", "Ẩ"), ("uni1EA5", "ấ"), ("u1EA5", "ấ"),
        ("ohorndotbelow", "ợ"), ("Uhorn", "Ư"), ("dcroat", "đ"), ("Dcroat", "Đ"), ("abrevegrave", "ằ"),
        ("f_i", "fi"), ("one.oldstyle", "1"), ("uni00410042", "AB"), ("ydotbelow", "ỵ"), ("quoteright", "’"),
        ("dong", "₫"), ("space", " "), ("afii10017", "А"), ("afii10023", "Ё"), ("afii10049", "Я"), ("afii10097", "я"),
    ])
    func glyphNames(_ name: String, _ text: String) {
        // Equal scalars, and not only canonically equivalent.
        #expect(GlyphNames.text(name).map { Array($0.unicodeScalars) } == Array(text.unicodeScalars))
    }

    @Test(arguments: ["", ".notdef", "g123", "uniD800", "uni12", "xyzzy", "A" + String(repeating: "acute", count: 30)])
    func namesThatSayNothing(_ name: String) { #expect(GlyphNames.text(name) == nil) }

    @Test func encodings() {
        #expect(BaseEncoding.winAnsi.table[0x80] == "€")
        #expect(BaseEncoding.winAnsi.table[0xE1] == "á")
        #expect(BaseEncoding.standard.table[0x27] == "’")
        #expect(BaseEncoding.standard.table[0xFB] == "ß")
        #expect(BaseEncoding.standard.table[0xA0] == nil)
        #expect(BaseEncoding.macRoman.table[0x8E] == "é")
        #expect(BaseEncoding.macRoman.table[0xFF] == "ˇ")
    }

    @Test func differencesAndWidths() throws {
        let font: PDFObject = .dictionary([
            "Type": .name("Font"), "Subtype": .name("TrueType"), "BaseFont": .name("ABCDEF+X"),
            "FirstChar": .integer(65), "Widths": .numbers([500, 250]),
            "Encoding": .dictionary([
                "BaseEncoding": .name("WinAnsiEncoding"),
                "Differences": .array([
                    .integer(65), .name("Acircumflexacute"), .name("uni1EE3"), .integer(90), .name("g7"),
                ]),
            ]),
        ])
        let drawing = try Page.drawing(
            "BT /G 10 Tf 0 100 Td (ABABa) Tj 0 -20 Td (Z) Tj ET", resources: ["Font": .dictionary(["G": font])])
        #expect(drawing.words == ["ẤợẤợa", "\u{FFFD}"])
        #expect(abs((drawing.texts.first?.box.x1 ?? 0) - 15.5) < 0.01)
    }

    private static let map = """
        /CIDInit /ProcSet findresource begin begincmap
        1 begincodespacerange <0000> <FFFF> endcodespacerange
        2 beginbfchar <0001> <1EA4> <0002> <0066006C> endbfchar
        2 beginbfrange <0010> <0012> <0061> <0020> <0021> [<0058> <D83DDE00>] endbfrange
        endcmap
        """

    private func composite(_ encoding: PDFObject, toUnicode: Bool = true) -> [PDFObject] {
        let descendant: PDFDictionary = [
            "Type": .name("Font"), "Subtype": .name("CIDFontType2"), "DW": .integer(600),
            "W": .array([.integer(1), .numbers([1000, 200]), .integer(16), .integer(18), .integer(300)]),
        ]
        var font: PDFDictionary = [
            "Type": .name("Font"), "Subtype": .name("Type0"), "Encoding": encoding,
            "DescendantFonts": .array([.dictionary(descendant)]),
        ]
        if toUnicode { font["ToUnicode"] = Page.object(1) }
        return [.dictionary(font), Page.stream(FontTests.map, [:])]
    }

    @Test func compositeFontsWithToUnicode() throws {
        let drawing = try Page.drawing(
            "BT /G 10 Tf 0 100 Td <00010002001000110012002000210099> Tj ET",
            resources: ["Font": .dictionary(["G": Page.object(0)])], objects: composite(.name("Identity-H")))
        #expect(drawing.words == ["Ấflabc\u{58}\u{1F600}\u{FFFD}"])
        #expect(abs((drawing.texts.first?.box.x1 ?? 0) - (10 + 2 + 9 + 18)) < 0.01)
    }

    @Test func embeddedEncodingsGiveCodesOfMixedLength() throws {
        let encoding = """
            2 begincodespacerange <00> <7F> <8000> <FFFF> endcodespacerange
            1 begincidrange <41> <43> 16 endcidrange 1 begincidchar <8001> 1 endcidchar
            """
        var objects = composite(Page.object(2))
        objects.append(Page.stream(encoding, ["Type": .name("CMap")]))
        let document = try PDFDocument(bytes: ByteView(Page.file("", objects: objects)))
        let view = document.latest
        let dictionary = try #require(view.resolve(Page.object(0)).dictionary)
        let font = Font(dictionary, in: view) { try? view.decodedData(of: $0, limit: 1 << 20).bytes }
        let glyphs = font.glyphs([0x41, 0x80, 0x01, 0x43])
        #expect(glyphs.map(\.code) == [0x41, 0x8001, 0x43])
        #expect(glyphs.map(\.width) == [0.3, 1, 0.3])
    }

    @Test func unicodeMapsNeedNoToUnicode() throws {
        let drawing = try Page.drawing(
            "BT /G 10 Tf 0 100 Td <00561EC70074> Tj ET", resources: ["Font": .dictionary(["G": Page.object(0)])],
            objects: composite(.name("UniGB-UCS2-H"), toUnicode: false))
        #expect(drawing.words == ["Vệt"])
    }

    @Test func columnsReadFromTopToBottomAndRightToLeft() throws {
        let drawing = try Page.drawing(
            "BT /G 10 Tf 300 500 Td <00410042> Tj 100 0 Td <00430044> Tj ET",
            resources: ["Font": .dictionary(["G": Page.object(0)])],
            objects: composite(.name("UniJIS-UTF16-V"), toUnicode: false))
        #expect(drawing.text == "CD\nAB")
        let box = try #require(drawing.texts.first?.box)
        #expect(box.height > box.width && box.y1 <= 500)
    }

    @Test func accentsSetApartBelongToTheirLetters() throws {
        let font: PDFObject = .dictionary([
            "Type": .name("Font"), "Subtype": .name("Type1"), "BaseFont": .name("Helvetica"),
            "Widths": .numbers([500, 0]), "FirstChar": .integer(65),
            "Encoding": .dictionary([
                "Differences": .array([.integer(65), .name("acircumflex"), .name("dotbelowcomb")])
            ]),
        ])
        let drawing = try Page.drawing("BT /G 10 Tf 0 100 Td (AB) Tj ET", resources: ["Font": .dictionary(["G": font])])
        #expect(drawing.texts.first.map { Array($0.text.unicodeScalars) } == ["ậ"])
    }

    @Test func glyphProceduresPaintAndStandForLetters() throws {
        let font: PDFObject = .dictionary([
            "Type": .name("Font"), "Subtype": .name("Type3"), "FontBBox": .numbers([0, 0, 1, 1]),
            "FontMatrix": .numbers([0.1, 0, 0, 0.1, 0, 0]), "FirstChar": .integer(97), "Widths": .numbers([10]),
            "Encoding": .dictionary(["Differences": .array([.integer(97), .name("a")])]),
            "CharProcs": .dictionary(["a": Page.object(0)]),
            "Resources": .dictionary(["Font": .dictionary(["F": Page.helvetica])]),
        ])
        let drawing = try Page.drawing(
            "BT /G 20 Tf 100 100 Td (a) Tj ET", resources: ["Font": .dictionary(["G": font])],
            objects: [Page.stream("10 0 0 0 10 10 d1 0 0 10 10 re f BT /F 2 Tf (not this) Tj ET", [:])])
        #expect(drawing.words == ["a"])
        let box = try #require(drawing.opaque.first?.box)
        #expect(abs(box.x0 - 100) + abs(box.y1 - 120) < 0.01)
    }
}
