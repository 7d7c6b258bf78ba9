/// The kinds of image file that a scanner delivers.
public enum ImageFormat: String, Sendable, Codable {
    /// ISO/IEC 10918.
    case jpeg
    /// ISO/IEC 15948.
    case png
    /// TIFF 6.0.
    case tiff

    /// By the first bytes; nil for anything else.
    public init?(of bytes: some Collection<UInt8>) {
        let head = Array(bytes.prefix(8))
        switch true {
        case head.starts(with: [0xFF, 0xD8, 0xFF]): self = .jpeg
        case head == PNGChunks.signature: self = .png
        // Classic TIFF in both byte orders, then BigTIFF.
        case head.starts(with: [0x49, 0x49, 0x2A, 0]), head.starts(with: [0x4D, 0x4D, 0, 0x2A]): self = .tiff
        case head.starts(with: [0x49, 0x49, 0x2B, 0]), head.starts(with: [0x4D, 0x4D, 0, 0x2B]): self = .tiff
        default: return nil
        }
    }

    /// As people write it.
    var name: String { rawValue.uppercased() }
}
