import Diagnostics
import PDFSyntax

/// A font as a PDF carries it for given texts: the subset, and how text is written with it.
///
/// Type 0 with a CIDFontType2 descendant and Identity-H: a character is two bytes, its glyph id. That needs no
/// 8-bit encoding, into which the 134 letters of Vietnamese would not fit beside the rest.
public struct EmbeddedFontPlan: Sendable {
    /// With the subset's tag, such as `QWERTY+LiberationSerif`.
    public let baseFontName: String

    private let font: TrueTypeFont
    private let subset: FontSubset
    /// By glyph id; the lowest of the characters in use when several share a glyph.
    private let characters: [UInt16: Unicode.Scalar]

    /// Plans the subset of `font` that `texts` need.
    ///
    /// - Throws: `FontErrorCode.glyphsMissing` when a character has no glyph, `.fontMalformed`.
    public init(font: TrueTypeFont, texts: [String]) throws(FontError) {
        let missing = font.missingScalars(in: texts.joined(separator: "\n"))
        guard missing.isEmpty else { throw .missing(missing, in: font.postScriptName) }
        var characters: [UInt16: Unicode.Scalar] = [:]
        for scalar in Set(texts.flatMap(\.normalizedToFormC.unicodeScalars)) {
            guard let glyph = font.glyph(for: scalar) else { continue }
            characters[glyph] = min(characters[glyph] ?? scalar, scalar)
        }
        self.font = font
        self.characters = characters
        subset = try FontSubset(of: font, keeping: characters.keys)
        baseFontName = "\(subset.tag)+\(font.postScriptName)"
    }

    /// The bytes of one line of text for `Tj`: two a character.
    ///
    /// - Throws: `FontErrorCode.glyphsNotPlanned` when `text` has characters that none of the planned texts had.
    public func encode(_ text: String) throws(FontError) -> [UInt8] {
        var bytes: [UInt8] = []
        for scalar in text.normalizedToFormC.unicodeScalars {
            guard let glyph = font.glyph(for: scalar), characters[glyph] != nil else {
                throw FontError(
                    .glyphsNotPlanned, .internal,
                    vi: "Chữ “\(scalar)” không có trong phần phông chữ đã nhúng.",
                    en: "The character “\(scalar)” is not in the embedded subset.")
            }
            bytes.append(uint16: Int(glyph))
        }
        return bytes
    }

    /// Adds the font's objects to a PDF and returns the Type 0 font dictionary, for `/Resources /Font`. The result
    /// satisfies ISO 19005-2, 6.2.11 (levels b and u).
    ///
    /// - Throws: what compressing the streams throws.
    public func embed(into pdf: inout some PDFObjectSink) throws -> PDFReference {
        let program = pdf.add(
            .stream(
                try PDFStream(dictionary: ["Length1": .integer(subset.bytes.count)], deflating: subset.bytes)))
        let descriptor = pdf.add(.dictionary(descriptor(program)))
        let descendant = pdf.add(.dictionary(descendant(descriptor)))
        let toUnicode = pdf.add(
            .stream(try PDFStream(dictionary: [:], deflating: ToUnicodeMap.write(characters))))
        return pdf.add(
            .dictionary([
                "Type": .name("Font"), "Subtype": .name("Type0"), "BaseFont": .name(PDFName(baseFontName)),
                "Encoding": .name("Identity-H"), "DescendantFonts": .array([.reference(descendant)]),
                "ToUnicode": .reference(toUnicode),
            ]))
    }

    private func descendant(_ descriptor: PDFReference) -> PDFDictionary {
        [
            "Type": .name("Font"), "Subtype": .name("CIDFontType2"), "BaseFont": .name(PDFName(baseFontName)),
            "CIDSystemInfo": .dictionary([
                "Registry": .string(Array("Adobe".utf8)), "Ordering": .string(Array("Identity".utf8)),
                "Supplement": .integer(0),
            ]),
            "FontDescriptor": .reference(descriptor), "CIDToGIDMap": .name("Identity"), "W": widths,
        ]
    }

    /// `/W`: runs of consecutive glyph ids, each with its advances (ISO 32000-2, 9.7.4.3).
    private var widths: PDFObject {
        var runs: [(first: UInt16, advances: [Double])] = []
        for glyph in subset.glyphs.sorted() {
            let advance = Self.rounded(font.advance(of: glyph))
            if let last = runs.last, Int(last.first) + last.advances.count == Int(glyph) {
                runs[runs.count - 1].advances.append(advance)
            } else {
                runs.append((glyph, [advance]))
            }
        }
        return .array(runs.flatMap { [.integer(Int($0.first)), .numbers($0.advances)] })
    }

    private func descriptor(_ program: PDFReference) -> PDFDictionary {
        let metrics = font.metrics
        // ISO 32000-2, table 121. Symbolic: the glyphs go beyond the Adobe standard Latin set.
        var flags = 1 << 2
        if metrics.isFixedPitch { flags |= 1 << 0 }
        if metrics.hasSerifs { flags |= 1 << 1 }
        if metrics.italicAngle != 0 { flags |= 1 << 6 }
        // TrueType does not record the stem width; this relation to the weight class is the customary guess.
        let relativeWeight = Double(metrics.weight) / 65
        return [
            "Type": .name("FontDescriptor"), "FontName": .name(PDFName(baseFontName)), "Flags": .integer(flags),
            "FontBBox": .numbers(metrics.boundingBox.map(Self.rounded)),
            "ItalicAngle": Self.number(metrics.italicAngle),
            "Ascent": Self.number(metrics.ascent), "Descent": Self.number(metrics.descent),
            "CapHeight": Self.number(metrics.capHeight),
            "StemV": .integer(Int(50 + relativeWeight * relativeWeight)), "FontFile2": .reference(program),
        ]
    }

    /// Two decimals: a hundred-thousandth of an em, far below what a reader compares or shows.
    private static func rounded(_ value: Double) -> Double { (value * 100).rounded() / 100 }

    private static func number(_ value: Double) -> PDFObject {
        let value = rounded(value)
        return Int(exactly: value).map(PDFObject.integer) ?? .real(value)
    }
}
