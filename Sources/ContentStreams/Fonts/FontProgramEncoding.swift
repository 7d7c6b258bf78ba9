import PDFSyntax

/// The encoding that a Type 1 font program brings itself (Adobe Type 1 Font Format, 2.2): lines such as
/// `dup 65 /A put` in its clear text.
enum FontProgramEncoding {
    /// 256 texts; nil when the program is absent, compact (CFF), or uses the standard encoding.
    static func texts(
        of descriptor: PDFDictionary, in view: PDFView, decode: (PDFStream) -> [UInt8]?
    ) -> [String?]? {
        guard let stream = view.resolve(descriptor["FontFile"]).stream, let program = decode(stream) else { return nil }
        let clear = view.resolve(stream.dictionary["Length1"]).integer ?? program.count
        var lexer = ContentLexer([UInt8](program.prefix(max(0, min(clear, 1 << 20)))))
        var texts = [String?](repeating: nil, count: 256)
        var last: [PDFObject] = []
        var isInside = false
        var found = false
        while true {
            switch lexer.next() {
            case .end: return found ? texts : nil
            case .operand(let operand):
                if operand.name == "Encoding" { isInside = true }
                last.append(operand)
                if last.count > 2 { last.removeFirst() }
            case .word(let word):
                if isInside, word == "put", last.count == 2, let code = last[0].integer, (0..<256).contains(code),
                    let name = last[1].name
                {
                    texts[code] = GlyphNames.text(name.text)
                    found = true
                }
                if isInside, word == "def" || lexer.lastWordText == "readonly" {
                    return found ? texts : nil
                }
                last.removeAll()
            }
        }
    }
}
