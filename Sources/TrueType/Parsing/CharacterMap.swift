import Diagnostics

/// From characters to glyphs: the `cmap` table, formats 4 and 12 of its Unicode encodings.
struct CharacterMap: Sendable {
    private var glyphs: [UInt32: UInt16] = [:]

    init(_ table: FontTable, glyphCount: Int) throws(FontError) {
        var best: (rank: Int, offset: Int, format: Int)?
        for index in 0..<(try table.uint16(2)) {
            let record = 4 + 8 * index
            let (platform, encoding) = (try table.uint16(record), try table.uint16(record + 2))
            let offset = try table.uint32(record + 4)
            guard platform == 0 || (platform == 3 && (encoding == 1 || encoding == 10)) else { continue }
            let format = try table.uint16(offset)
            // Format 12 covers all planes, 4 the first; other formats of Unicode encodings are of no use here.
            let rank = [4: 1, 12: 2][format] ?? 0
            if rank > best?.rank ?? 0 { best = (rank, offset, format) }
        }
        guard let best else { throw .unsupported("it has no Unicode character map") }
        if best.format == 12 {
            try readSegmentedCoverage(table, at: best.offset, glyphCount: glyphCount)
        } else {
            try readSegmentMapping(table, at: best.offset, glyphCount: glyphCount)
        }
    }

    /// The glyph of a character; nil when the font has none.
    subscript(scalar: Unicode.Scalar) -> UInt16? { glyphs[scalar.value] }

    /// Format 4: segments of the basic multilingual plane.
    private mutating func readSegmentMapping(
        _ table: FontTable, at start: Int, glyphCount: Int
    ) throws(FontError) {
        let doubledCount = try table.uint16(start + 6)
        let ends = start + 14
        let (starts, deltas, offsets) = (
            ends + doubledCount + 2, ends + 2 * doubledCount + 2, ends + 3 * doubledCount + 2
        )
        var following = 0
        for position in stride(from: 0, to: doubledCount, by: 2) {
            let (first, last) = (try table.uint16(starts + position), try table.uint16(ends + position))
            // Ascending segments bound the work at 65,536 characters.
            guard first >= following, first <= last else { throw .malformed("segments of cmap overlap") }
            following = last + 1
            let delta = try table.uint16(deltas + position)
            let rangeOffset = try table.uint16(offsets + position)
            for code in first...last where code != 0xFFFF {
                var glyph = code
                if rangeOffset != 0 {
                    glyph = try table.uint16(offsets + position + rangeOffset + 2 * (code - first))
                    guard glyph != 0 else { continue }
                }
                add(code, glyph: (glyph + delta) & 0xFFFF, glyphCount: glyphCount)
            }
        }
    }

    /// Format 12: groups of consecutive characters and glyphs.
    private mutating func readSegmentedCoverage(
        _ table: FontTable, at start: Int, glyphCount: Int
    ) throws(FontError) {
        var following = 0
        for index in 0..<(try table.uint32(start + 12)) {
            let group = start + 16 + 12 * index
            let (first, last) = (try table.uint32(group), try table.uint32(group + 4))
            let glyph = try table.uint32(group + 8)
            guard first >= following, first <= last, last <= 0x10FFFF else {
                throw .malformed("groups of cmap overlap")
            }
            following = last + 1
            for code in first...last { add(code, glyph: glyph + code - first, glyphCount: glyphCount) }
        }
    }

    private mutating func add(_ code: Int, glyph: Int, glyphCount: Int) {
        guard glyph > 0, glyph < glyphCount, let key = UInt32(exactly: code) else { return }
        glyphs[key] = UInt16(truncatingIfNeeded: glyph)
    }
}
