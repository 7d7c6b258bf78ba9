/// The chunks of a PNG file (ISO/IEC 15948, 5.3): what they say, and the ones that pixels depend on.
struct PNGChunks {
    static let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]

    private(set) var width = 0
    private(set) var height = 0
    private(set) var bitDepth = 0
    /// 0 grey, 2 RGB, 3 palette, 4 grey and alpha, 6 RGBA.
    private(set) var colourType = 0
    private(set) var dpiX: Double?
    private(set) var dpiY: Double?
    private(set) var hasTransparency = false
    /// The file without its ancillary chunks. gAMA, iCCP and the like would make libpng convert samples, and text
    /// chunks are attack surface.
    private(set) var essential: [UInt8] = Self.signature

    /// - Throws: `RasterImageErrorCode.truncated` when the file ends before IEND, `.corrupt` when it does not begin
    ///   with IHDR.
    init(_ file: [UInt8]) throws(RasterImageError) {
        essential.reserveCapacity(file.count)
        var position = Self.signature.count
        var type = ""
        while type != "IEND" {
            guard position + 12 <= file.count else { throw .truncated(.png, "no IEND chunk") }
            let length = Self.number(file[position..<(position + 4)])
            type = String(decoding: file[(position + 4)..<(position + 8)], as: UTF8.self)
            guard length <= file.count - position - 12 else { throw .truncated(.png, "chunk \(type)") }
            let content = file[(position + 8)..<(position + 8 + length)]
            if width == 0, type != "IHDR" { throw .corrupt(.png, "no IHDR chunk") }
            read(type, content)
            let end = position + 12 + length
            if ["IHDR", "PLTE", "tRNS", "IDAT", "IEND"].contains(type) { essential += file[position..<end] }
            position = end
        }
    }

    private mutating func read(_ type: String, _ content: ArraySlice<UInt8>) {
        let start = content.startIndex
        switch type {
        case "IHDR" where content.count == 13:
            width = Self.number(content.prefix(4))
            height = Self.number(content.dropFirst(4).prefix(4))
            bitDepth = Int(content[start + 8])
            colourType = Int(content[start + 9])
        case "pHYs" where content.count == 9 && content[start + 8] == 1:
            dpiX = Self.perInch(content.prefix(4))
            dpiY = Self.perInch(content.dropFirst(4).prefix(4))
        case "tRNS": hasTransparency = true
        default: break
        }
    }

    /// Whole pixels per metre cannot express most resolutions: 150 dpi is stored as 5906, which is 150.01. What the
    /// rounding can explain is taken as a whole number.
    private static func perInch(_ field: ArraySlice<UInt8>) -> Double? {
        let perMetre = number(field)
        guard perMetre > 0 else { return nil }
        let perInch = Double(perMetre) * 0.0254
        return abs(perInch - perInch.rounded()) <= 0.0127 ? perInch.rounded() : perInch
    }

    private static func number(_ field: ArraySlice<UInt8>) -> Int { field.reduce(0) { $0 << 8 | Int($1) } }
}
