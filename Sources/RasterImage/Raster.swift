/// Pixels of one page, rows from the top without padding between them.
public struct Raster: Sendable, Hashable {
    /// What the samples of a pixel mean, in their order.
    public enum ColourModel: String, Sendable, Codable {
        /// 0 is black.
        case grey
        /// Alpha is not premultiplied.
        case greyAlpha = "grey-alpha"
        case rgb
        /// Alpha is not premultiplied.
        case rgba
        /// 0 is no ink.
        case cmyk

        /// Samples of one pixel.
        public var channels: Int {
            switch self {
            case .grey: 1
            case .greyAlpha: 2
            case .rgb: 3
            case .rgba, .cmyk: 4
            }
        }
    }

    /// Pixels in a row, at least 1.
    public let width: Int
    /// Rows, at least 1.
    public let height: Int
    /// What the samples mean.
    public let model: ColourModel
    /// 1 (grey alone), 8 or 16. Samples of 16 bits have the high byte first; rows of 1-bit samples start at the high bit and end on
    /// a byte boundary.
    public let bitsPerSample: Int
    /// `rowBytes` × `height` of them.
    public let bytes: [UInt8]
    /// Pixels per inch horizontally, when the file says so.
    public var dpiX: Double?
    /// Pixels per inch vertically, when the file says so.
    public var dpiY: Double?

    /// Nil when the sizes do not agree with the number of bytes, or exceed `RasterLimits`.
    public init?(
        width: Int, height: Int, model: ColourModel, bitsPerSample: Int = 8, bytes: [UInt8], dpiX: Double? = nil,
        dpiY: Double? = nil
    ) {
        let expected = Self.byteCount(width: width, height: height, model: model, bitsPerSample: bitsPerSample)
        guard expected == bytes.count else { return nil }
        (self.width, self.height, self.model, self.bitsPerSample) = (width, height, model, bitsPerSample)
        (self.bytes, self.dpiX, self.dpiY) = (bytes, dpiX, dpiY)
    }

    /// Other samples for the pixels of `page`; the caller has counted them.
    init(of page: Raster, _ model: ColourModel, _ bitsPerSample: Int, _ bytes: [UInt8]) {
        (width, height, dpiX, dpiY) = (page.width, page.height, page.dpiX, page.dpiY)
        (self.model, self.bitsPerSample, self.bytes) = (model, bitsPerSample, bytes)
    }

    /// Bytes of one row.
    public var rowBytes: Int { (width * model.channels * bitsPerSample + 7) / 8 }

    /// Bytes of such a raster; nil when a size is not acceptable.
    static func byteCount(width: Int, height: Int, model: ColourModel, bitsPerSample: Int) -> Int? {
        guard RasterLimits.accepts(width: width, height: height), [1, 8, 16].contains(bitsPerSample),
            bitsPerSample > 1 || model == .grey
        else { return nil }
        let count = (width * model.channels * bitsPerSample + 7) / 8 * height
        return count <= RasterLimits.maximumBytes ? count : nil
    }
}

/// What the decoders refuse to make, so that a small file cannot ask for all memory.
public enum RasterLimits {
    /// An A3 sheet at 600 dpi has 70 million.
    public static let maximumPixels = 120_000_000
    /// Of one decoded page.
    public static let maximumBytes = 400_000_000
    /// Of one image file.
    public static let maximumPages = 2_000

    /// Whether a page of this size may be decoded.
    public static func accepts(width: Int, height: Int) -> Bool {
        guard width > 0, height > 0 else { return false }
        let (pixels, overflow) = width.multipliedReportingOverflow(by: height)
        return !overflow && pixels <= maximumPixels
    }
}
