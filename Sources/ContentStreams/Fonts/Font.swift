import PDFSyntax

/// One glyph to show.
struct Glyph {
    /// The code in the string.
    let code: Int
    /// Its text; nil when the font does not say.
    let text: String?
    /// Its displacement in text space units of size 1: along the line.
    let advance: Double
    /// Its width as ink, in the same units.
    let width: Double
    /// Whether word spacing applies: a code of one byte that is 32 (ISO 32000-2, 9.3.3).
    let isSpaceCode: Bool
}

/// A font as a resource (ISO 32000-2, 9.5), as far as text and places go.
struct Font {
    /// A font whose glyphs are content streams (9.6.4).
    struct Type3 {
        let matrix: Matrix
        /// The procedure of each code that has one.
        let procedures: [Int: PDFStream]
        let resources: PDFDictionary?
    }

    private enum Coding {
        case simple(SimpleFont)
        case composite(CompositeFont)
    }

    private let coding: Coding
    let type3: Type3?
    let isVertical: Bool

    /// - Parameter decode: the decoded data of a stream, nil when it cannot be had.
    init(_ dictionary: PDFDictionary, in view: PDFView, decode: (PDFStream) -> [UInt8]?) {
        let toUnicode = Font.toUnicode(dictionary, view, decode)
        if view.resolve(dictionary["Subtype"]).name == "Type0" {
            let font = CompositeFont(dictionary, toUnicode: toUnicode, in: view, decode: decode)
            coding = .composite(font)
            isVertical = font.isVertical
            type3 = nil
        } else {
            let font = SimpleFont(dictionary, toUnicode: toUnicode, in: view, decode: decode)
            coding = .simple(font)
            isVertical = false
            type3 = font.type3
        }
    }

    private static func toUnicode(
        _ dictionary: PDFDictionary, _ view: PDFView, _ decode: (PDFStream) -> [UInt8]?
    ) -> CMap? {
        switch view.resolve(dictionary["ToUnicode"]) {
        case .stream(let stream): decode(stream).map { CMap($0, base: { CMap(predefined: $0) }) }
        default: nil
        }
    }

    /// The glyphs that `bytes` shows.
    func glyphs(_ bytes: [UInt8]) -> [Glyph] {
        switch coding {
        case .simple(let font): font.glyphs(bytes)
        case .composite(let font): font.glyphs(bytes)
        }
    }
}
