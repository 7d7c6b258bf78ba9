import Diagnostics

/// The outlines: tables `loca` and `glyf`.
struct GlyphOutlines: Sendable {
    private let data: FontTable
    /// One more than there are glyphs, ascending, inside `data`.
    private let offsets: [Int]

    init(loca: FontTable, glyf: FontTable, glyphCount: Int, longOffsets: Bool) throws(FontError) {
        var offsets: [Int] = []
        offsets.reserveCapacity(glyphCount + 1)
        for index in 0...glyphCount {
            let offset = longOffsets ? try loca.uint32(4 * index) : 2 * (try loca.uint16(2 * index))
            guard offset >= offsets.last ?? 0, offset <= glyf.count else {
                throw .malformed("offsets of glyphs are out of order")
            }
            offsets.append(offset)
        }
        data = glyf
        self.offsets = offsets
    }

    /// The glyph description; empty for a glyph that draws nothing, such as the space.
    func description(of glyph: UInt16) throws(FontError) -> ArraySlice<UInt8> {
        let index = Int(glyph)
        guard index + 1 < offsets.count else { throw .malformed("a glyph refers to one that does not exist") }
        return try data.slice(offsets[index]..<offsets[index + 1])
    }

    /// `glyphs` and all glyphs that their composites are made of, however deep.
    func closure(of glyphs: some Sequence<UInt16>) throws(FontError) -> Set<UInt16> {
        var found = Set(glyphs)
        var pending = Array(found)
        while let glyph = pending.popLast() {
            for component in try components(of: glyph) where found.insert(component).inserted {
                pending.append(component)
            }
        }
        return found
    }

    /// The glyphs a composite glyph is put together from; none for a simple one.
    private func components(of glyph: UInt16) throws(FontError) -> [UInt16] {
        let description = FontTable(tag: "glyf", bytes: try description(of: glyph))
        guard description.count > 0, try description.int16(0) < 0 else { return [] }
        var components: [UInt16] = []
        var position = 10
        while true {
            let flags = try description.uint16(position)
            components.append(UInt16(truncatingIfNeeded: try description.uint16(position + 2)))
            guard flags & ComponentFlag.moreComponents != 0 else { return components }
            position += 4 + (flags & ComponentFlag.argumentsAreWords != 0 ? 4 : 2)
            if flags & ComponentFlag.hasScale != 0 {
                position += 2
            } else if flags & ComponentFlag.hasTwoScales != 0 {
                position += 4
            } else if flags & ComponentFlag.hasMatrix != 0 {
                position += 8
            }
        }
    }

    private enum ComponentFlag {
        static let argumentsAreWords = 0x0001
        static let hasScale = 0x0008
        static let moreComponents = 0x0020
        static let hasTwoScales = 0x0040
        static let hasMatrix = 0x0080
    }
}
