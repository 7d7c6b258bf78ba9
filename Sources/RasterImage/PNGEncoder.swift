import CPNG

/// Writes a raster as PNG.
public enum PNGEncoder {
    /// Grey, RGB and their alpha variants as 8-bit PNG; CMYK and other depths as 8-bit grey. The resolution goes into
    /// a pHYs chunk.
    ///
    /// - Throws: `RasterImageErrorCode.encodingFailed`.
    public static func encode(_ raster: Raster) throws(RasterImageError) -> [UInt8] {
        let raster = raster.bitsPerSample == 8 && raster.model != .cmyk ? raster : raster.grey()
        var image = png_image()
        image.version = CPNG_IMAGE_VERSION
        image.width = UInt32(raster.width)
        image.height = UInt32(raster.height)
        image.format = raster.model.pngFormat
        defer { png_image_free(&image) }
        // The bound of deflate on filtered rows, and room for the chunks around it.
        let rows = (raster.rowBytes + 1) * raster.height
        var size = rows + rows / 1000 + 4096
        var file = [UInt8](repeating: 0, count: size)
        let done = raster.bytes.withUnsafeBytes { source in
            file.withUnsafeMutableBytes { target in
                png_image_write_to_memory(
                    &image, target.baseAddress, &size, 0, source.baseAddress, Int32(raster.rowBytes), nil)
            }
        }
        guard done != 0, size <= file.count else {
            let text = String(cString: cpng_message(&image))
            throw RasterImageError(
                .encodingFailed, .internal, vi: "Không ghi được ảnh PNG: \(text).", en: "Writing PNG failed: \(text).")
        }
        file.removeLast(file.count - size)
        guard let dpiX = raster.dpiX, let dpiY = raster.dpiY else { return file }
        // libpng's simplified interface cannot write pHYs: it follows IHDR, which ends at byte 33.
        file.insert(contentsOf: physicalSize(dpiX, dpiY), at: 33)
        return file
    }

    /// A pHYs chunk (ISO/IEC 15948, 11.3.5.3), in pixels per metre.
    private static func physicalSize(_ dpiX: Double, _ dpiY: Double) -> [UInt8] {
        func perMetre(_ dpi: Double) -> [UInt8] { bigEndian(UInt32(clamping: Int((dpi / 0.0254).rounded()))) }
        let chunk = Array("pHYs".utf8) + perMetre(dpiX) + perMetre(dpiY) + [1]
        return bigEndian(9) + chunk + bigEndian(checksum(chunk))
    }

    private static func bigEndian(_ number: UInt32) -> [UInt8] {
        (0..<4).map { UInt8(truncatingIfNeeded: number >> (24 - 8 * $0)) }
    }

    /// CRC-32 of ISO/IEC 15948, annex D.
    private static func checksum(_ bytes: [UInt8]) -> UInt32 {
        ~bytes.reduce(UInt32.max) { crc, byte in
            (0..<8).reduce(crc ^ UInt32(byte)) { value, _ in value & 1 == 1 ? value >> 1 ^ 0xEDB8_8320 : value >> 1 }
        }
    }
}
