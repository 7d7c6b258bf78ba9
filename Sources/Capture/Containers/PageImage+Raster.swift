import RasterImage

extension PageImage {
    /// A page whose samples were decoded elsewhere: stored again without loss, opacity as a soft mask.
    init(_ raster: Raster, resolution: Resolution?, orientation: ImageOrientation = .topLeft) {
        var (samples, opacity) = (raster.bytes, [UInt8]?.none)
        if raster.model.hasAlpha {
            (samples, opacity) = PageImage.split(
                raster.bytes, channels: raster.model.channels, bytes: raster.bitsPerSample / 8)
            // A page that is opaque everywhere needs no mask.
            if opacity?.allSatisfy({ $0 == 0xFF }) == true { opacity = nil }
        }
        self.init(
            width: raster.width, height: raster.height, bitsPerComponent: raster.bitsPerSample,
            colour: raster.model.colour, opacity: opacity,
            parts: [.init(rows: raster.height, encoding: .samples, bytes: samples)], resolution: resolution,
            orientation: orientation)
    }

    /// Takes the last channel out; of 16-bit opacity the high byte is kept, which is all that shows.
    private static func split(_ samples: [UInt8], channels: Int, bytes: Int) -> (colour: [UInt8], opacity: [UInt8]) {
        let (pixel, colourBytes) = (channels * bytes, (channels - 1) * bytes)
        var colour: [UInt8] = []
        var opacity: [UInt8] = []
        colour.reserveCapacity(samples.count / channels * (channels - 1))
        opacity.reserveCapacity(samples.count / pixel)
        for start in stride(from: 0, to: samples.count - pixel + 1, by: pixel) {
            colour.append(contentsOf: samples[start..<(start + colourBytes)])
            opacity.append(samples[start + colourBytes])
        }
        return (colour, opacity)
    }
}

extension Raster.ColourModel {
    fileprivate var hasAlpha: Bool { self == .greyAlpha || self == .rgba }

    fileprivate var colour: PageColour {
        switch self {
        case .grey, .greyAlpha: .grey
        case .rgb, .rgba: .rgb
        case .cmyk: .cmyk
        }
    }
}
