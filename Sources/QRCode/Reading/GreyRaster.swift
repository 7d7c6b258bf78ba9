import Diagnostics

/// Eight-bit grey pixels, rows from the top, no padding: what the reader looks at.
struct GreyRaster {
    /// An A0 sheet at 300 dpi; more is a mistake or an attack.
    static let maximumPixelCount = 150_000_000

    let width: Int
    let height: Int
    let pixels: [UInt8]

    /// - Throws: `QRErrorCode.rasterInvalid`.
    init(width: Int, height: Int, pixels: [UInt8]) throws(QRError) {
        let (count, overflow) = width.multipliedReportingOverflow(by: height)
        guard width > 0, height > 0, !overflow, count == pixels.count, count <= Self.maximumPixelCount else {
            throw QRError(
                .rasterInvalid, .internal,
                vi: "Ảnh \(width) × \(height) không khớp với \(pixels.count) điểm ảnh.",
                en: "A raster of \(width) × \(height) does not match \(pixels.count) pixels.")
        }
        (self.width, self.height, self.pixels) = (width, height, pixels)
    }

    private init(unchecked width: Int, _ height: Int, _ pixels: [UInt8]) {
        (self.width, self.height, self.pixels) = (width, height, pixels)
    }

    /// Half the width and height, each pixel the mean of four: averages out the noise and the screen of a print.
    /// Nil when a side would vanish.
    func halved() -> GreyRaster? {
        let (w, h) = (width / 2, height / 2)
        guard w > 0, h > 0 else { return nil }
        var out = [UInt8](repeating: 0, count: w * h)
        pixels.withUnsafeBufferPointer { source in
            for y in 0..<h {
                let (upper, lower) = (2 * y * width, (2 * y + 1) * width)
                for x in 0..<w {
                    let sum =
                        UInt16(source[upper + 2 * x]) + UInt16(source[upper + 2 * x + 1])
                        + UInt16(source[lower + 2 * x]) + UInt16(source[lower + 2 * x + 1])
                    out[y * w + x] = UInt8(truncatingIfNeeded: (sum + 2) >> 2)
                }
            }
        }
        return GreyRaster(unchecked: w, h, out)
    }

    /// Twice the width and height, linear in between: helps with modules of two pixels or less. Nil when it would
    /// exceed the limit.
    func doubled() -> GreyRaster? {
        guard pixels.count <= Self.maximumPixelCount / 4 else { return nil }
        let w = 2 * width
        var out = [UInt8](repeating: 0, count: 4 * pixels.count)
        pixels.withUnsafeBufferPointer { source in
            for y in 0..<height {
                let row = y * width
                let next = min(y + 1, height - 1) * width
                for x in 0..<width {
                    let right = min(x + 1, width - 1)
                    let (a, b) = (UInt16(source[row + x]), UInt16(source[row + right]))
                    let (c, d) = (UInt16(source[next + x]), UInt16(source[next + right]))
                    let at = 2 * y * w + 2 * x
                    out[at] = UInt8(truncatingIfNeeded: a)
                    out[at + 1] = UInt8(truncatingIfNeeded: (a + b) >> 1)
                    out[at + w] = UInt8(truncatingIfNeeded: (a + c) >> 1)
                    out[at + w + 1] = UInt8(truncatingIfNeeded: (a + b + c + d) >> 2)
                }
            }
        }
        return GreyRaster(unchecked: w, 2 * height, out)
    }
}
