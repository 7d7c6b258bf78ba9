/// Decodes the pages of a JPEG, PNG or TIFF file one at a time.
///
/// The work is done by C libraries on bytes that strangers send: run it in a worker process only.
public struct ImageDecoder {
    /// By the file's first bytes.
    public let format: ImageFormat
    private let decoder: any PageDecoder

    /// Looks at the structure only; no pixel is decoded.
    ///
    /// - Throws: `RasterImageErrorCode.formatUnknown`, `.truncated`, `.corrupt`, `.tooLarge`.
    public init(_ file: [UInt8]) throws(RasterImageError) {
        guard let format = ImageFormat(of: file) else { throw .formatUnknown }
        self.format = format
        switch format {
        case .jpeg: decoder = JPEGDecoder(file)
        case .png: decoder = try PNGDecoder(file)
        case .tiff: decoder = try TIFFDecoder(file)
        }
    }

    /// 1 for JPEG and PNG.
    public var pageCount: Int { decoder.pageCount }

    /// What the file says about page `page` (0-based) before any pixel is decoded.
    ///
    /// - Throws: `RasterImageError`.
    public func header(ofPage page: Int) throws(RasterImageError) -> ImageHeader {
        try check(page)
        var header = try decoder.header(ofPage: page)
        guard RasterLimits.accepts(width: header.width, height: header.height) else {
            throw .tooLarge(format, "\(header.width) × \(header.height)")
        }
        header.forgetImpossibleResolution()
        return header
    }

    /// Every pixel of page `page` (0-based).
    ///
    /// - Throws: `RasterImageError`; a page whose data end early is `.truncated`, never half a page.
    public func page(_ page: Int, as fidelity: DecodingFidelity = .exact) throws(RasterImageError) -> DecodedImage {
        try decoder.decode(page, header: header(ofPage: page), as: fidelity)
    }

    /// All pages with all their samples, decoded as the sequence is walked.
    public var pages: some Sequence<Result<DecodedImage, RasterImageError>> {
        (0..<pageCount).lazy.map { page in
            Result { () throws(RasterImageError) -> DecodedImage in try self.page(page) }
        }
    }

    private func check(_ page: Int) throws(RasterImageError) {
        guard page >= 0, page < pageCount else { throw .pageMissing(page, of: pageCount) }
    }
}

/// What a page is decoded for.
public enum DecodingFidelity: Sendable, Hashable {
    /// The samples as stored, so that they can be wrapped again without loss. What no `Raster` can hold (palettes,
    /// CMYK in TIFF, 4-bit samples) becomes 8-bit grey or RGB.
    case exact
    /// 8-bit grey for measuring, as small as the decoder makes cheaply while the page keeps this resolution.
    case grey(minimumDPI: Double)
}

/// What an image file says about one page.
public struct ImageHeader: Sendable, Hashable, Codable {
    /// Pixels in a row.
    public var width: Int
    /// Rows.
    public var height: Int
    /// What `DecodingFidelity.exact` gives.
    public var model: Raster.ColourModel
    /// As stored: 1, 2, 4, 8, 16…
    public var bitsPerSample: Int
    /// Pixels per inch; nil when the file does not say.
    public var dpiX: Double?
    /// Likewise, vertically.
    public var dpiY: Double?
    /// Exif and TIFF orientation, 1…8: how to turn the stored rows for display.
    public var orientation: Int

    /// No scanner makes less than 1 or more than 10 000 pixels per inch: such a file does not know.
    fileprivate mutating func forgetImpossibleResolution() {
        let possible = 1.0...10_000
        guard let x = dpiX, let y = dpiY, possible.contains(x), possible.contains(y) else {
            (dpiX, dpiY) = (nil, nil)
            return
        }
    }
}

/// A decoded page.
public struct DecodedImage: Sendable {
    /// The pixels.
    public var raster: Raster
    /// How many stored pixels one pixel stands for in each direction: 1 unless a smaller page was asked for.
    public var reduction: Int
    /// What the decoder complained about without giving up: the page is complete but may show damage.
    public var complaint: String?
}

/// One file format.
protocol PageDecoder {
    var pageCount: Int { get }
    func header(ofPage page: Int) throws(RasterImageError) -> ImageHeader
    /// `header` is that page's, with an acceptable size.
    func decode(_ page: Int, header: ImageHeader, as fidelity: DecodingFidelity) throws(RasterImageError)
        -> DecodedImage
}
