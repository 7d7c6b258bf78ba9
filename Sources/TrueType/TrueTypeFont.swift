import Diagnostics

/// A font file with TrueType outlines (ISO/IEC 14496-22): what is needed to measure text and to embed a subset.
///
/// No shaping: one glyph a character, no kerning, left to right. That is right for Vietnamese, whose letters all have
/// composed forms.
public struct TrueTypeFont: Sendable {
    /// Such as `LiberationSerif`; only characters that a PDF name needs no escape for.
    public let postScriptName: String
    /// Measures of the whole font.
    public let metrics: FontMetrics

    let tables: TableDirectory
    let outlines: GlyphOutlines
    let glyphCount: Int
    /// Entries of `hmtx` that have an advance; glyphs after them share the last.
    let horizontalMetricsCount: Int
    private let characterMap: CharacterMap
    /// By glyph, in thousandths of an em.
    private let advances: [Double]

    /// Reads a font file.
    ///
    /// - Throws: `FontErrorCode.fontMalformed`, `.fontUnsupported`, `.embeddingForbidden`.
    public init(_ bytes: [UInt8]) throws(FontError) {
        tables = try TableDirectory(bytes)
        let (head, hhea) = (try tables.required("head"), try tables.required("hhea"))
        postScriptName = FontNames.postScriptName(tables["name"])
        try Self.checkLicence(tables["OS/2"], postScriptName)

        let unitsPerEm = try head.uint16(18)
        guard (16...16384).contains(unitsPerEm) else { throw .malformed("units per em are \(unitsPerEm)") }
        metrics = try FontMetrics(tables, unitsPerEm: Double(unitsPerEm))
        glyphCount = try tables.required("maxp").uint16(4)
        guard glyphCount > 0 else { throw .malformed("it has no glyphs") }
        outlines = try GlyphOutlines(
            loca: tables.required("loca"), glyf: tables.required("glyf"), glyphCount: glyphCount,
            longOffsets: head.int16(50) != 0)
        characterMap = try CharacterMap(tables.required("cmap"), glyphCount: glyphCount)

        horizontalMetricsCount = try hhea.uint16(34)
        guard (1...glyphCount).contains(horizontalMetricsCount) else { throw .malformed("table hhea is wrong") }
        let hmtx = try tables.required("hmtx")
        var advances: [Double] = []
        advances.reserveCapacity(glyphCount)
        for glyph in 0..<glyphCount {
            let entry = min(glyph, horizontalMetricsCount - 1)
            advances.append(Double(try hmtx.uint16(4 * entry)) * 1000 / Double(unitsPerEm))
        }
        self.advances = advances
    }

    /// The glyph of a character; nil when the font has none. Glyph 0 is the "missing" box and never returned.
    public func glyph(for scalar: Unicode.Scalar) -> UInt16? { characterMap[scalar] }

    /// The advance width of a glyph in thousandths of an em; 0 for a glyph that does not exist.
    public func advance(of glyph: UInt16) -> Double {
        Int(glyph) < advances.count ? advances[Int(glyph)] : 0
    }

    /// OS/2 fsType: bit 1 alone forbids embedding, bit 8 forbids subsets, bit 9 allows bitmaps only.
    private static func checkLicence(_ os2: FontTable?, _ name: String) throws(FontError) {
        guard let os2 else { return }
        let type = try os2.uint16(8)
        guard type & 0x000F != 0x0002, type & 0x0300 == 0 else {
            throw FontError(
                .embeddingForbidden, .configuration,
                vi: "Giấy phép của phông chữ \(name) không cho nhúng vào tài liệu.",
                en: "The licence of the font \(name) does not allow embedding.",
                remedy: Bilingual(
                    vi: "Chọn phông chữ khác, ví dụ Liberation Serif.",
                    en: "Choose another font, such as Liberation Serif."))
        }
    }
}
