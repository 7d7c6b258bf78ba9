/// The CMap that tells readers which characters the glyph codes stand for (ISO 32000-2, 9.10.3): search, copying and
/// screen readers depend on it, and PDF/A-2u requires it.
enum ToUnicodeMap {
    /// - Parameter characters: by two-byte code.
    static func write(_ characters: [UInt16: Unicode.Scalar]) -> [UInt8] {
        var text = """
            /CIDInit /ProcSet findresource begin
            12 dict begin
            begincmap
            /CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
            /CMapName /Adobe-Identity-UCS def
            /CMapType 2 def
            1 begincodespacerange
            <0000> <FFFF>
            endcodespacerange

            """
        let codes = characters.sorted { $0.key < $1.key }
        // At most 100 mappings in a block (Adobe Technical Note 5014).
        for start in stride(from: 0, to: codes.count, by: 100) {
            let block = codes[start..<min(start + 100, codes.count)]
            text += "\(block.count) beginbfchar\n"
            for (code, scalar) in block {
                text += "<\(hex(code))> <\(UTF16.encode(scalar).map { $0.map(hex).joined() } ?? "FFFD")>\n"
            }
            text += "endbfchar\n"
        }
        text += """
            endcmap
            CMapName currentdict /CMap defineresource pop
            end
            end

            """
        return Array(text.utf8)
    }

    private static func hex(_ unit: UInt16) -> String {
        let digits = String(unit, radix: 16, uppercase: true)
        return String(repeating: "0", count: 4 - digits.count) + digits
    }
}
