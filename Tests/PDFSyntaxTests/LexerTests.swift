import Testing

@testable import PDFSyntax

struct LexerTests {
    private func object(_ text: String) throws -> PDFObject {
        var parser = ObjectParser(ByteView(Array(text.utf8)), at: 0)
        return try parser.object()
    }

    @Test(arguments: [
        ("42", PDFObject.integer(42)), ("-17", .integer(-17)), ("+3", .integer(3)), ("4.", .real(4)),
        ("-.002", .real(-0.002)),
        ("34.5", .real(34.5)), ("00012", .integer(12)), ("--5", .integer(-5)),
    ])
    func numbers(_ text: String, _ expected: PDFObject) throws {
        #expect(try object(text) == expected)
    }

    @Test func anIntegerThatDoesNotFitIsReal() throws {
        let value = try #require(try object("99999999999999999999").number)
        #expect(abs(value - 1e20) < 1e6)
        #expect(try object(String(repeating: "9", count: 500)) == .real(0))
    }

    @Test(arguments: [
        (#"(a(b)c\)\n\053\5x)"#, "a(b)c)\n+\u{5}x"), ("(a\\\r\nb\r\nc)", "ab\nc"), ("<4 1 4 2 5>", "ABP"), ("()", ""),
        ("<4142 43x445>", "ABCDP"), ("<>", ""), ("<3>", "0"),
    ])
    func strings(_ text: String, _ expected: String) throws {
        #expect(try object(text) == .string(Array(expected.utf8)))
    }

    @Test func namesUndoTheirEscapes() throws {
        #expect(try object("/A#20B#zz") == .name(PDFName("A B#zz")))
        #expect(try object("/") == .name(""))
        #expect(PDFName("tên").bytes == Array("tên".utf8))
        #expect(PDFName(bytes: [0xFF]) != PDFName(bytes: [0xFE]))
    }

    @Test func referencesNeedTwoIntegersAndR() throws {
        let expected: [PDFObject] = [.reference(PDFReference(number: 1)), .integer(2), .integer(3), .integer(4)]
        #expect(try object("[1 0 R 2 3 4]") == .array(expected))
        #expect(try object("<</A 1 0 R/B 2/C<</D[]>>/E>>").dictionary?.keys == ["A", "B", "C"])
    }

    @Test(arguments: ["(abc", "<41", "[1 2", "<</A", "<</A 1", ">>", "]", "", "<<(a) endobj", "%only a comment"])
    func unfinishedObjectsAreErrors(_ text: String) {
        #expect(throws: PDFSyntaxError.self) { try object(text) }
    }

    @Test func valuesWithoutAKeyAreLeftOut() throws {
        // A missing value makes its key swallow the next key: what follows must not cost the whole dictionary.
        #expect(try object("<</Contents /ByteRange [0 1 <</X 1>> 2] /M (x)>>").dictionary?.keys == ["Contents", "M"])
    }

    @Test func deepNestingIsRefused() {
        #expect(throws: PDFSyntaxError(.nestedTooDeeply, .input, vi: "", en: "")) {
            try object(String(repeating: "[", count: 100_000))
        }
        #expect(throws: PDFSyntaxError(.nestedTooDeeply, .input, vi: "", en: "")) {
            try object(String(repeating: "<</A", count: 100_000))
        }
    }

    @Test func aHugeDictionaryIsReadInLinearTime() throws {
        let text = "<<" + (0..<200_000).map { "/K\($0) \($0)" }.joined() + ">>"
        #expect(try object(text).dictionary?["K199999"] == .integer(199_999))
    }
}
