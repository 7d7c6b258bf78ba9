/// An indirect object as it stands in the file (ISO 32000-2, 7.3.10).
struct IndirectObject {
    let reference: PDFReference
    let object: PDFObject
    /// Where its value begins, after `obj`.
    let bodyStart: Int
    /// Just after `endobj`, or after the value when that keyword is missing.
    let end: Int
    /// The `/Length` of a stream when that is a reference: what the data is then depends on another object.
    let lengthReference: PDFReference?
}

extension ObjectParser {
    /// Reads `N G obj ... endobj` at the parser's position.
    ///
    /// - Parameters:
    ///   - length: gives the value of an indirect `/Length`.
    ///   - endstream: gives the first `endstream` at or after an offset, for streams whose `/Length` is wrong.
    mutating func indirectObject(
        length: (PDFReference) -> Int?, endstream: (Int) -> Int?
    ) throws -> IndirectObject {
        let start = lexer.position
        guard let number = unsignedInteger(), let generation = unsignedInteger(), consume(.obj) else {
            throw PDFSyntaxError.malformed("`N G obj` was expected", at: start)
        }
        lexer.skipWhitespace()
        let bodyStart = lexer.position
        var value: PDFObject = .null
        var lengthReference: PDFReference?
        if !consume(.endobj) {
            value = try object()
            if case .dictionary(let dictionary) = value, consume(.stream) {
                lengthReference = dictionary["Length"]?.reference
                let data = try streamData(dictionary, length: length, endstream: endstream)
                value = .stream(PDFStream(dictionary: dictionary, data: data))
            }
            _ = consume(.endobj)
        }
        return IndirectObject(
            reference: PDFReference(number: number, generation: generation), object: value, bodyStart: bodyStart,
            end: lexer.position, lengthReference: lengthReference)
    }

    /// The data after the keyword `stream` (7.3.8.1). `/Length` is believed when `endstream` follows there.
    private mutating func streamData(
        _ dictionary: PDFDictionary, length: (PDFReference) -> Int?, endstream: (Int) -> Int?
    ) throws -> ByteView {
        let bytes = lexer.bytes
        var start = lexer.position
        while bytes[start] == 0x20 { start += 1 }
        if bytes[start] == 0x0D { start += 1 }
        if bytes[start] == 0x0A { start += 1 }
        let declared: Int? =
            switch dictionary["Length"] {
            case .reference(let reference): length(reference)
            case let value: value?.integer
            }
        if let declared, declared >= 0, declared <= bytes.count - start, let data = bytes.view(start..<start + declared)
        {
            lexer.position = start + declared
            if consume(.endstream) { return data }
        }
        guard let keyword = endstream(start) else {
            throw PDFSyntaxError.malformed("a stream has no `endstream`", at: start)
        }
        var end = keyword
        if end > start, bytes[end - 1] == 0x0A { end -= 1 }
        if end > start, bytes[end - 1] == 0x0D { end -= 1 }
        guard let data = bytes.view(start..<end) else {
            throw PDFSyntaxError.malformed("a stream has no data", at: start)
        }
        lexer.position = keyword
        _ = consume(.endstream)
        return data
    }
}
