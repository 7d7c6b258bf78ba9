import PDFSyntax

/// A font with codes of one byte (ISO 32000-2, 9.6): Type 1, TrueType, Type 3.
struct SimpleFont {
    private let texts: [String?]
    private let widths: [Double]
    let type3: Font.Type3?

    init(
        _ dictionary: PDFDictionary, toUnicode: CMap?, in view: PDFView, decode: (PDFStream) -> [UInt8]?
    ) {
        let subtype = view.resolve(dictionary["Subtype"]).name
        let descriptor = view.resolve(dictionary["FontDescriptor"]).dictionary ?? PDFDictionary()
        let name = SimpleFont.plainName(dictionary, descriptor, view)
        let names = SimpleFont.differences(dictionary, view)
        var texts = SimpleFont.base(dictionary, descriptor, subtype: subtype, in: view, decode: decode)
        for (code, glyph) in names { texts[code] = GlyphNames.text(glyph.text) }
        if let toUnicode { for code in 0..<256 { texts[code] = toUnicode.text(code) ?? texts[code] } }
        var type3: Font.Type3?
        var unit = 0.001
        if subtype == "Type3" {
            type3 = SimpleFont.type3(dictionary, names, view)
            unit = abs(type3?.matrix.a ?? 0.001)
        }
        widths = SimpleFont.widths(dictionary, descriptor, name: name, texts: texts, unit: unit, in: view)
        self.texts = texts
        self.type3 = type3
    }

    func glyphs(_ bytes: [UInt8]) -> [Glyph] {
        bytes.map { byte in
            let code = Int(byte)
            return Glyph(
                code: code, text: texts[code], advance: widths[code], width: widths[code], isSpaceCode: code == 32)
        }
    }

    /// The name of the font without the tag of a subset.
    private static func plainName(_ dictionary: PDFDictionary, _ descriptor: PDFDictionary, _ view: PDFView) -> String {
        let name = view.resolve(dictionary["BaseFont"]).name ?? view.resolve(descriptor["FontName"]).name
        let text = name?.text ?? ""
        return text.utf8.count > 7 && text.utf8.dropFirst(6).first == 0x2B ? String(text.dropFirst(7)) : text
    }

    /// The texts of the base encoding (9.6.5): the one that is named, the font program's own, or the usual one.
    private static func base(
        _ dictionary: PDFDictionary, _ descriptor: PDFDictionary, subtype: PDFName?, in view: PDFView,
        decode: (PDFStream) -> [UInt8]?
    ) -> [String?] {
        let encoding = view.resolve(dictionary["Encoding"])
        let named = encoding.name ?? view.resolve(encoding.dictionary?["BaseEncoding"]).name
        if let base = BaseEncoding(named) { return base.table }
        if subtype == "Type3" { return [String?](repeating: nil, count: 256) }
        if subtype == "TrueType" { return BaseEncoding.winAnsi.table }
        if let own = FontProgramEncoding.texts(of: descriptor, in: view, decode: decode) { return own }
        return BaseEncoding.standard.table
    }

    /// Names by code, from `/Differences`.
    private static func differences(_ dictionary: PDFDictionary, _ view: PDFView) -> [Int: PDFName] {
        let encoding = view.resolve(dictionary["Encoding"]).dictionary
        var result: [Int: PDFName] = [:]
        var code = 0
        for element in view.resolve(encoding?["Differences"]).array ?? [] {
            switch view.resolve(element) {
            case .name(let name):
                if (0..<256).contains(code) { result[code] = name }
                code &+= 1
            case let number: code = number.integer ?? code
            }
        }
        return result
    }

    private static func type3(_ dictionary: PDFDictionary, _ names: [Int: PDFName], _ view: PDFView) -> Font.Type3 {
        let matrix = view.resolve(dictionary["FontMatrix"]).array.flatMap { numbers in
            Matrix(numbers.map { view.resolve($0).number ?? .nan })
        }
        let streams = view.resolve(dictionary["CharProcs"]).dictionary ?? PDFDictionary()
        var procedures: [Int: PDFStream] = [:]
        for (code, name) in names { procedures[code] = view.resolve(streams[name]).stream }
        return Font.Type3(
            matrix: matrix ?? Matrix(a: 0.001, d: 0.001), procedures: procedures,
            resources: view.resolve(dictionary["Resources"]).dictionary)
    }

    private static func widths(
        _ dictionary: PDFDictionary, _ descriptor: PDFDictionary, name: String, texts: [String?], unit: Double,
        in view: PDFView
    ) -> [Double] {
        let missing = (view.resolve(descriptor["MissingWidth"]).number ?? 0) * unit
        var widths = [Double](repeating: missing, count: 256)
        guard let list = view.resolve(dictionary["Widths"]).array else {
            return texts.map { StandardWidths.width(of: $0 ?? "", font: name) / 1000 }
        }
        let first = view.resolve(dictionary["FirstChar"]).integer ?? 0
        for (offset, width) in list.prefix(256).enumerated() {
            let code = first &+ offset
            guard (0..<256).contains(code), let width = view.resolve(width).number, width.isFinite else { continue }
            widths[code] = width * unit
        }
        return widths
    }
}
