import PDFSyntax

/// The predefined encodings of simple fonts (ISO 32000-2, Annex D), as Unicode text by code.
enum BaseEncoding {
    case standard
    case macRoman
    case winAnsi

    init?(_ name: PDFName?) {
        switch name {
        case "StandardEncoding": self = .standard
        case "MacRomanEncoding": self = .macRoman
        case "WinAnsiEncoding": self = .winAnsi
        default: return nil
        }
    }

    /// 256 entries; nil where the encoding has no character.
    var table: [String?] {
        switch self {
        case .standard: BaseEncoding.standardTable
        case .macRoman: BaseEncoding.macRomanTable
        case .winAnsi: BaseEncoding.winAnsiTable
        }
    }

    /// ASCII with `changes`, then `upper` from `start` on, where a space stands for no character.
    private static func characters(_ upper: String, from start: Int, changes: [Int: String] = [:]) -> [String?] {
        var table = [String?](repeating: nil, count: 256)
        for code in 0x20..<0x7F { table[code] = String(Character(Unicode.Scalar(UInt8(code)))) }
        for (offset, character) in upper.unicodeScalars.enumerated() where start + offset < 256 && character != " " {
            table[start + offset] = String(Character(character))
        }
        for (code, text) in changes { table[code] = text }
        return table
    }

    private static let winAnsiTable: [String?] = {
        var table = characters(
            "€•‚ƒ„…†‡ˆ‰Š‹Œ•Ž••‘’“”•–—˜™š›œ•žŸ", from: 0x80, changes: [0x7F: "•", 0xA0: "\u{A0}", 0xAD: "-"])
        for code in 0xA1...0xFF where code != 0xAD { table[code] = String(Character(Unicode.Scalar(UInt8(code)))) }
        return table
    }()

    private static let standardTable = characters(
        "¡¢£⁄¥ƒ§¤'“«‹›ﬁﬂ –†‡· ¶•‚„”»…‰ ¿ `´ˆ˜¯˘˙¨ ˚¸ ˝˛ˇ—                Æ ª    ŁØŒº     æ   ı  łøœß", from: 0xA1,
        changes: [0x27: "’", 0x60: "‘"])

    private static let macRomanTable = characters(
        "ÄÅÇÉÑÖÜáàâäãåçéèêëíìîïñóòôöõúùûü†°¢£§•¶ß®©™´¨≠ÆØ∞±≤≥¥µ∂∑∏π∫ªºΩæø¿¡¬√ƒ≈∆«»… ÀÃÕŒœ–—“”‘’÷◊ÿŸ⁄€‹›ﬁﬂ‡·‚„‰ÂÊÁËÈÍÎÏÌÓÔ ÒÚÛÙıˆ˜¯˘˙˚¸˝˛ˇ",
        from: 0x80, changes: [0xCA: "\u{A0}"])
}
