import Diagnostics

/// Measures of a whole font. Lengths are in thousandths of an em, the glyph space of PDF fonts (ISO 32000-2, 9.2.4).
public struct FontMetrics: Sendable, Hashable {
    /// Above the baseline, as lines should be spaced.
    public let ascent: Double
    /// Below the baseline: negative.
    public let descent: Double
    /// Extra space the font asks for between lines.
    public let lineGap: Double
    /// Height of flat capitals.
    public let capHeight: Double
    /// Degrees counter-clockwise from the vertical: negative for italics.
    public let italicAngle: Double
    /// Left, bottom, right, top of a box around all glyphs.
    public let boundingBox: [Double]
    /// 400 regular, 700 bold (OS/2 usWeightClass).
    public let weight: Int
    /// All glyphs have one width.
    public let isFixedPitch: Bool
    /// Strokes end in serifs.
    public let hasSerifs: Bool

    init(_ tables: TableDirectory, unitsPerEm: Double) throws(FontError) {
        let (head, hhea) = (try tables.required("head"), try tables.required("hhea"))
        let (post, os2) = (tables["post"], tables["OS/2"])
        func scaled(_ value: Int) -> Double { Double(value) * 1000 / unitsPerEm }

        ascent = scaled(try hhea.int16(4))
        descent = scaled(try hhea.int16(6))
        lineGap = scaled(try hhea.int16(8))
        boundingBox = [
            scaled(try head.int16(36)), scaled(try head.int16(38)), scaled(try head.int16(40)),
            scaled(try head.int16(42)),
        ]
        italicAngle = try post?.fixed(4) ?? 0
        isFixedPitch = try (post?.uint32(12) ?? 0) != 0
        weight = try os2?.uint16(4) ?? 400
        // PANOSE: family 2 is Latin text, serif styles 2…10 have serifs.
        let panose = try os2.map { table throws(FontError) in (try table.uint8(32), try table.uint8(33)) }
        hasSerifs = panose.map { $0.0 == 2 && (2...10).contains($0.1) } ?? false
        // sCapHeight came with version 2 of OS/2; two thirds of an em suit any Latin type well enough without it.
        let declared = try os2.map { table throws(FontError) in try table.uint16(0) >= 2 ? try table.int16(88) : 0 }
        capHeight = declared.flatMap { $0 > 0 ? scaled($0) : nil } ?? 660
    }
}
