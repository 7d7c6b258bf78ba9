import Diagnostics

/// A font file with the outlines of some glyphs only. Glyph ids stay as they were, so that text can address the
/// subset by the ids of the whole font.
struct FontSubset: Sendable {
    /// The glyphs asked for, the ones their composites need, and glyph 0, which every font must have.
    let glyphs: Set<UInt16>
    /// The font file: the tables that ISO 32000-2, 9.9 wants for an embedded CIDFontType2, and no others.
    let bytes: [UInt8]

    init(of font: TrueTypeFont, keeping wanted: some Sequence<UInt16>) throws(FontError) {
        let glyphs = try font.outlines.closure(of: [0] + wanted)
        var glyf: [UInt8] = []
        var loca: [UInt8] = []
        for index in 0..<font.glyphCount {
            let glyph = UInt16(truncatingIfNeeded: index)
            loca.append(uint32: glyf.count)
            guard glyphs.contains(glyph) else { continue }
            glyf += try font.outlines.description(of: glyph)
            glyf += [UInt8](repeating: 0, count: -glyf.count & 3)
        }
        loca.append(uint32: glyf.count)

        var head = Array(try font.tables.required("head").slice(0..<54))
        head.replaceSubrange(8..<12, with: [0, 0, 0, 0])  // checkSumAdjustment, set by the writer
        head.replaceSubrange(50..<52, with: [0, 1])  // long offsets in loca
        var tables: [(tag: String, bytes: [UInt8])] = [
            ("head", head), ("loca", loca), ("glyf", glyf), ("hmtx", try Self.metrics(font, glyphs)),
        ]
        for tag in ["hhea", "maxp"] { tables.append((tag, Array(try font.tables.required(tag).bytes))) }
        // Hinting programs: optional, but glyphs that have instructions call them.
        for tag in ["cvt ", "fpgm", "prep"] {
            if let table = font.tables[tag] { tables.append((tag, Array(table.bytes))) }
        }
        self.glyphs = glyphs
        bytes = FontFileWriter.write(tables)
    }

    /// `hmtx` with zeros for the glyphs left out: they are never drawn, and zeros compress to nothing. The last full
    /// entry is kept, since the glyphs after it share its advance.
    private static func metrics(_ font: TrueTypeFont, _ glyphs: Set<UInt16>) throws(FontError) -> [UInt8] {
        var bytes = Array(try font.tables.required("hmtx").bytes)
        for glyph in 0..<font.horizontalMetricsCount - 1 where !glyphs.contains(UInt16(truncatingIfNeeded: glyph)) {
            guard 4 * glyph + 4 <= bytes.count else { break }
            bytes.replaceSubrange(4 * glyph..<4 * glyph + 4, with: [0, 0, 0, 0])
        }
        return bytes
    }

    /// Six capital letters that name this subset (ISO 32000-2, 9.9.2), a function of its bytes: equal input makes
    /// equal files, and two different subsets in one file get different names.
    var tag: String {
        // FNV-1a, 64 bits: an even spread is all that is asked of it.
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
        let letters = (0..<6).map { _ in
            defer { hash /= 26 }
            return UInt8(ascii: "A") + UInt8(hash % 26)
        }
        return String(decoding: letters, as: UTF8.self)
    }
}
