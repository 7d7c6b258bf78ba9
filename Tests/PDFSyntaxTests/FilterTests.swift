import Testing

@testable import PDFSyntax

struct FilterTests {
    private func hex(_ text: String) -> ByteView { ByteView(ASCIIFilters.hex(ByteView(Array(text.utf8)))) }

    /// Deterministic bytes with both repetition and noise.
    private func mixed(_ count: Int) -> [UInt8] {
        var state: UInt32 = 7
        return (0..<count).map { index in
            state = state &* 1_664_525 &+ 1_013_904_223
            return index % 900 < 500 ? UInt8(truncatingIfNeeded: index / 3) : UInt8(truncatingIfNeeded: state >> 24)
        }
    }

    @Test(arguments: [0, 1, 10, 65_535, 65_536, 400_000])
    func inflateUndoesZlib(_ count: Int) throws {
        let plain = mixed(count)
        #expect(try Inflate.zlib(ByteView(try Deflate.zlib(plain)), limit: count) == plain)
    }

    @Test func inflateReadsStoredAndFixedBlocks() throws {
        // zlib.compress(b"hello hello hello hello", 0) and level 9, as Python prints them.
        let stored = "7801011700e8ff68656c6c6f2068656c6c6f2068656c6c6f2068656c6c6f680308b1"
        let fixed = "78dacb48cdc9c957c8402701680308b1"
        for text in [stored, fixed] {
            #expect(try Inflate.zlib(hex(text), limit: 100) == Array("hello hello hello hello".utf8))
        }
    }

    @Test func aBombStopsAtTheLimit() throws {
        let bomb = ByteView(try Deflate.zlib([UInt8](repeating: 0, count: 10 << 20)))
        #expect(bomb.count < 20_000)
        #expect(throws: PDFSyntaxError(.streamTooLarge, .input, vi: "", en: "")) {
            try Inflate.zlib(bomb, limit: 1 << 20)
        }
    }

    @Test func damagedZlibDataNeverTraps() throws {
        let good = try Deflate.zlib(mixed(3000))
        for index in good.indices {
            var bad = good
            bad[index] ^= 0x55
            _ = try? Inflate.zlib(ByteView(bad), limit: 1 << 16)
            _ = try? Inflate.zlib(ByteView([UInt8](good.prefix(index))), limit: 1 << 16)
        }
    }

    @Test func lzwOfTheStandard() throws {
        // The example of ISO 32000-2, 7.4.4.2.
        let decoded = try LZWDecode.decode(hex("800B6050220C0C8501"), earlyChange: true, limit: 100)
        #expect(decoded == [45, 45, 45, 45, 45, 65, 45, 45, 45, 66])
    }

    @Test func asciiAndRunLength() throws {
        #expect(try ASCIIFilters.base85(ByteView(Array("87cURD]i,\"Ebo80~>".utf8))) == Array("Hello World!".utf8))
        #expect(try ASCIIFilters.base85(ByteView(Array("z!!~>".utf8))) == [0, 0, 0, 0, 0])
        #expect(throws: PDFSyntaxError.self) { try ASCIIFilters.base85(ByteView(Array("uuuuu~>".utf8))) }
        #expect(try RunLengthDecode.decode(ByteView([2, 1, 2, 3, 254, 9, 128, 7]), limit: 10) == [1, 2, 3, 9, 9, 9])
        #expect(throws: PDFSyntaxError.self) { try RunLengthDecode.decode(ByteView([129, 0]), limit: 10) }
    }

    @Test func predictors() throws {
        let png = try #require(try Predictor(["Predictor": .integer(15), "Columns": .integer(3)]))
        #expect(try png.undo([1, 1, 1, 1, 2, 1, 1, 1, 4, 1, 1, 1]) == [1, 2, 3, 2, 3, 4, 3, 4, 5])
        let tiff = try #require(
            try Predictor(["Predictor": .integer(2), "Columns": .integer(3), "Colors": .integer(1)]))
        #expect(try tiff.undo([1, 1, 1, 5, 1, 1]) == [1, 2, 3, 5, 6, 7])
        let bits = try #require(
            try Predictor(["Predictor": .integer(2), "Columns": .integer(8), "BitsPerComponent": .integer(1)]))
        #expect(try bits.undo([0b1000_0001]) == [0b1111_1110])
        #expect(throws: PDFSyntaxError.self) {
            try Predictor(["Predictor": .integer(15), "Columns": .integer(.max), "Colors": .integer(32)])
        }
    }

    @Test func filtersChain() throws {
        let inner = try Deflate.zlib(Array("abc".utf8))
        let text = inner.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined() + ">"
        let stream = PDFStream(
            dictionary: ["Filter": .array([.name("AHx"), .name("Fl")])], bytes: Array(text.utf8))
        let view = try document(try SamplePDF.onePage()).latest
        #expect(try view.decodedData(of: stream, limit: 100).bytes == Array("abc".utf8))
        let image = PDFStream(dictionary: ["Filter": .name("DCTDecode")], bytes: [1])
        #expect(throws: PDFSyntaxError(.unsupportedFilter, .input, vi: "", en: "")) {
            try view.decodedData(of: image, limit: 100)
        }
    }
}
