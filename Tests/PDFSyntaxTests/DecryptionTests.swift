import Testing

@testable import PDFSyntax

/// A cipher of one bit, which tells what was decrypted, how often, and as part of which object.
private struct Flipping: PDFDecryption {
    func plainString(_ cipherText: [UInt8], in owner: PDFReference) -> [UInt8] { cipherText.map { $0 ^ 1 } }

    func plainData(of stream: PDFStream, in owner: PDFReference, cryptFilter: PDFName?) -> ByteView {
        cryptFilter == "Identity" ? stream.data : ByteView(stream.data.bytes.map { $0 ^ 1 })
    }
}

@Suite("Reading through a decryption")
struct DecryptionTests {
    private func open(_ objects: [String], trailer: String = "/Root 1 0 R/Encrypt 4 0 R/ID[(ab)(ab)]") throws -> PDFView
    {
        let plain = try document(SamplePDF.byHand(objects, trailer: trailer))
        #expect(plain.isEncrypted && plain.isCipherText && !plain.isDecrypted)
        let decrypted = try plain.decrypted(by: Flipping())
        #expect(decrypted.isEncrypted && !decrypted.isCipherText && decrypted.isDecrypted)
        return decrypted.latest
    }

    @Test("Strings at any depth and streams are plain; what describes the file is as it was")
    func values() throws {
        let view = try open([
            "<</Type/Catalog/Pages 2 0 R/A[(bc)<</B(bc)>>]>>", "<</Type/Pages/Kids[]/Count 0>>",
            "<</Length 2/X(bc)>>stream\nbc\nendstream", "<</Filter/Standard/O(bc)>>",
            "<</Length 2/Filter/Crypt>>stream\nbc\nendstream", "<</Type/XRef/Length 2/X(bc)>>stream\nbc\nendstream",
        ])
        let flipped = Array("cb".utf8)
        #expect(view.catalog["A"] == .array([.string(flipped), .dictionary(["B": .string(flipped)])]))
        let stream = view.object(PDFReference(number: 3)).stream
        #expect(stream?.data.bytes == flipped && stream?.dictionary["X"]?.string == flipped)
        #expect(view.object(PDFReference(number: 4)).dictionary?["O"]?.string == Array("bc".utf8))
        let identity = view.object(PDFReference(number: 5)).stream
        #expect(identity?.data.bytes == Array("bc".utf8))
        #expect(try view.decodedData(of: try #require(identity), limit: 10).bytes == Array("bc".utf8))
        #expect(view.object(PDFReference(number: 6)).stream?.data.bytes == Array("bc".utf8))
        #expect(view.trailer["ID"]?.array?.first?.string == Array("ab".utf8))
    }

    @Test("The value of a signature is not encrypted, wherever its dictionary stands")
    func signatures() throws {
        let view = try open([
            "<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[]/Count 0>>",
            "<</FT/Sig/T(bc)/V<</Type/Sig/Contents<6263>/M(bc)/ByteRange[0 1 2 3]>>>>", "<</Filter/Standard>>",
            "<</Type/Annot/Contents(bc)>>", "<</Contents(bc)/ByteRange[0 1 2 3]>>",
        ])
        let (plain, flipped) = (Array("bc".utf8), Array("cb".utf8))
        let field = view.object(PDFReference(number: 3)).dictionary
        #expect(field?["T"]?.string == flipped)
        #expect(field?["V"]?.dictionary?["Contents"]?.string == plain)
        #expect(field?["V"]?.dictionary?["M"]?.string == flipped)
        // An annotation's text is not a signature's value.
        #expect(view.object(PDFReference(number: 5)).dictionary?["Contents"]?.string == flipped)
        #expect(view.object(PDFReference(number: 6)).dictionary?["Contents"]?.string == plain)
    }
}

@Suite("Limits")
struct LimitTests {
    @Test("An entry that leads to another number's object finds nothing, and takes nothing from that number")
    func sharedOffset() throws {
        var bytes = SamplePDF.byHand(SamplePDF.pagesOfTwo)
        let text = String(decoding: bytes, as: UTF8.self)
        let rows = text.split(separator: "\n").filter { $0.hasSuffix(" n ") }
        // Object 2 says that it is where object 3 is.
        bytes = Array(text.replacing(rows[1], with: rows[2]).utf8)
        let view = try document(bytes).latest
        #expect(view.object(PDFReference(number: 2)).isNull)
        #expect(view.object(PDFReference(number: 3)).dictionary?["Type"]?.name == "Page")
    }

    @Test("An object with more values than allowed is null")
    func elements() throws {
        var limits = PDFLimits()
        limits.elements = 5
        func read(_ text: String) throws -> PDFObject {
            var parser = ObjectParser(ByteView(Array(text.utf8)), at: 0, limits: limits)
            return try parser.object()
        }
        #expect(try read("[1 2 [3] 4]").array?.count == 4)
        #expect(throws: PDFSyntaxError.self) { try read("[1 2 [3 4] 5]") }
        #expect(throws: PDFSyntaxError.self) { try read("<</A 1/B[1 2 3]/C 1>>") }
    }

    @Test("Rows wider than the data and rows of one byte decode alike")
    func predictorRows() throws {
        func decode(_ columns: Int, _ data: [UInt8]) throws -> [UInt8] {
            let dictionary: PDFDictionary = [
                "Filter": .array([.name("FlateDecode")]),
                "DecodeParms": .dictionary(["Predictor": .integer(15), "Columns": .integer(columns)]),
            ]
            let packed = try PDFStream(dictionary: [:], deflating: data)
            return try FilterChain(dictionary, resolve: { $0 }).decode(packed.data, limit: 1 << 20).bytes.bytes
        }
        #expect(try decode(1 << 24, [1, 5, 1, 1]) == [5, 6, 7])
        #expect(try decode(1, [2, 5, 2, 1, 2, 1, 0, 9]) == [5, 6, 7, 9])
        #expect(try decode(2, [4, 1, 2, 4, 1, 1, 3, 3]) == [1, 3, 2, 4, 4])
        #expect(throws: PDFSyntaxError.self) { try decode(2, [5, 1, 2]) }
    }
}
