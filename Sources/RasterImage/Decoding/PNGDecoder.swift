import CPNG

/// PNG through libpng's simplified interface: every bit depth, palette, transparency and interlacing. Samples of 16
/// bits come as 8.
struct PNGDecoder: PageDecoder {
    private let chunks: PNGChunks

    init(_ file: [UInt8]) throws(RasterImageError) { chunks = try PNGChunks(file) }

    let pageCount = 1

    func header(ofPage page: Int) throws(RasterImageError) -> ImageHeader {
        ImageHeader(
            width: chunks.width, height: chunks.height, model: model, bitsPerSample: chunks.bitDepth,
            dpiX: chunks.dpiX, dpiY: chunks.dpiY, orientation: 1)
    }

    func decode(_ page: Int, header: ImageHeader, as fidelity: DecodingFidelity) throws(RasterImageError)
        -> DecodedImage
    {
        var image = png_image()
        image.version = CPNG_IMAGE_VERSION
        defer { png_image_free(&image) }
        let samples = try chunks.essential.withUnsafeBufferPointer { (source) throws(RasterImageError) -> [UInt8] in
            guard png_image_begin_read_from_memory(&image, source.baseAddress, source.count) != 0 else {
                throw Self.error(of: &image)
            }
            // Without it libpng takes 16-bit samples for linear light and brightens them.
            image.flags |= UInt32(PNG_IMAGE_FLAG_16BIT_sRGB)
            image.format = model.pngFormat
            guard Int(image.width) == header.width, Int(image.height) == header.height,
                let count = Raster.byteCount(
                    width: header.width, height: header.height, model: model, bitsPerSample: 8)
            else { throw .tooLarge(.png, "\(header.width) × \(header.height)") }
            var samples = [UInt8](repeating: 0, count: count)
            let done = samples.withUnsafeMutableBytes {
                png_image_finish_read(&image, nil, $0.baseAddress, Int32(header.width * model.channels), nil)
            }
            guard done != 0 else { throw Self.error(of: &image) }
            return samples
        }
        let complaint = image.warning_or_error == 0 ? nil : String(cString: cpng_message(&image))
        guard
            let raster = Raster(
                width: header.width, height: header.height, model: model, bytes: samples, dpiX: header.dpiX,
                dpiY: header.dpiY)
        else { throw .tooLarge(.png, "\(header.width) × \(header.height)") }
        let wanted: Raster =
            switch fidelity {
            case .exact: header.bitsPerSample == 1 && model == .grey ? raster.packed() : raster
            case .grey: raster.grey()
            }
        return DecodedImage(raster: wanted, reduction: 1, complaint: complaint)
    }

    private var model: Raster.ColourModel {
        switch chunks.colourType {
        case 0: chunks.hasTransparency ? .greyAlpha : .grey
        case 4: .greyAlpha
        case 6: .rgba
        default: chunks.hasTransparency ? .rgba : .rgb
        }
    }

    private static func error(of image: inout png_image) -> RasterImageError {
        let text = String(cString: cpng_message(&image))
        let lower = text.lowercased()
        // All chunks are there (PNGChunks), so missing rows mean that the compressed data end early.
        return lower.contains("not enough") || lower.contains("read beyond end") || lower.contains("too little")
            ? .truncated(.png, text) : .corrupt(.png, text)
    }
}

extension Raster.ColourModel {
    /// CMYK does not occur in PNG.
    var pngFormat: UInt32 {
        switch self {
        case .grey: CPNG_FORMAT_GREY
        case .greyAlpha: CPNG_FORMAT_GREY_ALPHA
        case .rgb: CPNG_FORMAT_RGB
        case .rgba, .cmyk: CPNG_FORMAT_RGBA
        }
    }
}
