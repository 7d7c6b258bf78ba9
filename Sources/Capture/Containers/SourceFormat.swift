import Diagnostics

/// What a file is, by its first bytes: names and extensions are not believed.
enum SourceFormat: Hashable {
    case jpeg
    case png
    case tiff
    case pdf
    /// A known format that is not taken, or an unknown one (nil).
    case other(String?)

    init(_ bytes: [UInt8]) {
        if bytes.starts(with: [0xFF, 0xD8, 0xFF]) {
            self = .jpeg
        } else if bytes.starts(with: PNGFile.signature) {
            self = .png
        } else if bytes.starts(with: [0x49, 0x49, 0x2A, 0x00]) || bytes.starts(with: [0x4D, 0x4D, 0x00, 0x2A]) {
            self = .tiff
        } else if SourceFormat.holdsPDFHeader(bytes) {
            self = .pdf
        } else {
            self = .other(SourceFormat.known.first { SourceFormat.has(bytes, $0.magic, at: $0.offset) }?.name)
        }
    }

    /// The header may stand anywhere in the first 1,024 bytes (ISO 32000-2, 7.5.2).
    private static func holdsPDFHeader(_ bytes: [UInt8]) -> Bool {
        let magic = Array("%PDF-".utf8)
        let last = min(bytes.count - magic.count, 1024)
        guard last >= 0 else { return false }
        return (0...last).contains { has(bytes, magic, at: $0) }
    }

    private static func has(_ bytes: [UInt8], _ magic: [UInt8], at offset: Int) -> Bool {
        bytes.count >= offset + magic.count && bytes[offset..<(offset + magic.count)].elementsEqual(magic)
    }

    private static let known: [(name: String, magic: [UInt8], offset: Int)] = [
        ("BigTIFF", [0x49, 0x49, 0x2B, 0x00], 0), ("BigTIFF", [0x4D, 0x4D, 0x00, 0x2B], 0),
        ("HEIC", Array("ftyphei".utf8), 4), ("HEIC", Array("ftypmif1".utf8), 4), ("AVIF", Array("ftypavif".utf8), 4),
        ("WebP", Array("WEBP".utf8), 8), ("GIF", Array("GIF8".utf8), 0), ("BMP", Array("BM".utf8), 0),
        ("JPEG 2000", [0, 0, 0, 0x0C, 0x6A, 0x50, 0x20, 0x20], 0), ("JPEG XL", [0xFF, 0x0A], 0),
        ("Word/Excel (ZIP)", [0x50, 0x4B, 0x03, 0x04], 0), ("Word/Excel 97", [0xD0, 0xCF, 0x11, 0xE0], 0),
        ("DjVu", Array("AT&TFORM".utf8), 0),
    ]

    /// The sentence for a file that is not taken.
    static func unsupported(_ name: String?) -> Bilingual {
        if let name {
            return Bilingual(
                vi: "Định dạng \(name) không được nhận; hãy dùng JPEG, PNG, TIFF hoặc PDF.",
                en: "The format \(name) is not taken; use JPEG, PNG, TIFF or PDF.")
        }
        return Bilingual(
            vi: "Không nhận ra định dạng tệp; hãy dùng JPEG, PNG, TIFF hoặc PDF.",
            en: "The file's format is unknown; use JPEG, PNG, TIFF or PDF.")
    }
}
