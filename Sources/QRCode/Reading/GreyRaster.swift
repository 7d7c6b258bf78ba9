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

    /// Twice the width and height, bicubic: makes modules of about a pixel and a half legible. Nil when it would exceed
    /// the limit.
    func doubled() -> GreyRaster? {
        guard pixels.count <= Self.maximumPixelCount / 4 else { return nil }
        return widenedAndTransposed().widenedAndTransposed()
    }

    /// Twice the width, rows made columns: done twice it enlarges both ways.
    private func widenedAndTransposed() -> GreyRaster {
        var out = [UInt8](repeating: 0, count: 2 * pixels.count)
        pixels.withUnsafeBufferPointer { source in
            for y in 0..<height {
                let row = y * width
                for x in 0..<width {
                    let here = Int(source[row + x])
                    let (left, right) = (Int(source[row + max(x - 1, 0)]), Int(source[row + min(x + 1, width - 1)]))
                    let (farLeft, farRight) = (
                        Int(source[row + max(x - 2, 0)]), Int(source[row + min(x + 2, width - 1)])
                    )
                    // Catmull-Rom weights, in 128ths, a quarter of a pixel to either side of the centre.
                    let first = (-3 * farLeft + 29 * left + 111 * here - 9 * right + 64) >> 7
                    let second = (-9 * left + 111 * here + 29 * right - 3 * farRight + 64) >> 7
                    out[2 * x * height + y] = UInt8(clamping: first)
                    out[(2 * x + 1) * height + y] = UInt8(clamping: second)
                }
            }
        }
        return GreyRaster(unchecked: height, 2 * width, out)
    }
}
