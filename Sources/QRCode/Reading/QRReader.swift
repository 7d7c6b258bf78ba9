import CZBar
import Diagnostics

/// Finds QR codes in a raster, with zbar.
///
/// A C decoder on pixels that strangers send: call it in a worker process only.
public enum QRReader {
    /// All QR codes in an 8-bit grey raster (rows from the top, no padding; 0 is black). Tried at the size given,
    /// and when nothing is found at half and at double size. None found is an empty list.
    ///
    /// - Throws: `QRErrorCode.rasterInvalid`, `.libraryFailed`.
    public static func read(width: Int, height: Int, pixels: [UInt8]) throws(QRError) -> [QRReading] {
        let raster = try GreyRaster(width: width, height: height, pixels: pixels)
        let scanner = try ZBarScanner()
        let found = try scanner.scan(raster)
        guard found.isEmpty else { return found.map(\.reading) }
        if let half = raster.halved() {
            let found = try scanner.scan(half)
            guard found.isEmpty else { return found.map { $0.scaled { $0 * 2 } } }
        }
        guard let double = raster.doubled() else { return [] }
        return try scanner.scan(double).map { $0.scaled { $0 / 2 } }
    }
}

/// Owner of a zbar image scanner that looks for QR codes alone. (zbar's DataBar decoder prints warnings, and every
/// symbology costs time.)
private final class ZBarScanner {
    struct Symbol {
        let bytes: [UInt8]
        let box: QRReading.Box

        var reading: QRReading { QRReading(bytes: bytes, box: box) }

        func scaled(_ scale: (Int) -> Int) -> QRReading {
            QRReading(
                bytes: bytes,
                box: .init(
                    minX: scale(box.minX), minY: scale(box.minY), maxX: scale(box.maxX), maxY: scale(box.maxY)))
        }
    }

    private let scanner: OpaquePointer

    init() throws(QRError) {
        guard let scanner = zbar_image_scanner_create() else { throw Self.outOfMemory }
        self.scanner = scanner
        zbar_image_scanner_set_config(scanner, ZBAR_NONE, ZBAR_CFG_ENABLE, 0)
        zbar_image_scanner_set_config(scanner, ZBAR_QRCODE, ZBAR_CFG_ENABLE, 1)
        // Without it zbar guesses a character set and turns UTF-8 into Shift-JIS.
        zbar_image_scanner_set_config(scanner, ZBAR_QRCODE, ZBAR_CFG_BINARY, 1)
        zbar_image_scanner_set_config(scanner, ZBAR_QRCODE, ZBAR_CFG_POSITION, 1)
    }

    deinit { zbar_image_scanner_destroy(scanner) }

    func scan(_ raster: GreyRaster) throws(QRError) -> [Symbol] {
        guard let width = UInt32(exactly: raster.width), let height = UInt32(exactly: raster.height),
            let image = zbar_image_create()
        else { throw Self.outOfMemory }
        defer { zbar_image_destroy(image) }
        zbar_image_set_format(image, CZBAR_FORMAT_Y800)
        zbar_image_set_size(image, width, height)
        // zbar borrows the pixels: they stay pinned for the scan and are taken away from the image after it.
        let count = raster.pixels.withUnsafeBytes { pixels in
            zbar_image_set_data(image, pixels.baseAddress, UInt(pixels.count), nil)
            defer { zbar_image_set_data(image, nil, 0, nil) }
            return zbar_scan_image(scanner, image)
        }
        guard count >= 0 else { throw Self.outOfMemory }
        var symbols: [Symbol] = []
        var next = zbar_image_first_symbol(image)
        while let symbol = next {
            if zbar_symbol_get_type(symbol) == ZBAR_QRCODE, let found = Self.copy(symbol) { symbols.append(found) }
            next = zbar_symbol_next(symbol)
        }
        return symbols
    }

    private static func copy(_ symbol: OpaquePointer) -> Symbol? {
        guard let data = zbar_symbol_get_data(symbol) else { return nil }
        let bytes = UnsafeRawBufferPointer(start: data, count: Int(zbar_symbol_get_data_length(symbol)))
        let corners = 0..<zbar_symbol_get_loc_size(symbol)
        let xs = corners.map { Int(zbar_symbol_get_loc_x(symbol, $0)) }
        let ys = corners.map { Int(zbar_symbol_get_loc_y(symbol, $0)) }
        guard let minX = xs.min(), let maxX = xs.max(), let minY = ys.min(), let maxY = ys.max() else { return nil }
        return Symbol(bytes: Array(bytes), box: .init(minX: minX, minY: minY, maxX: maxX + 1, maxY: maxY + 1))
    }

    private static var outOfMemory: QRError {
        QRError(
            .libraryFailed, .internal,
            vi: "Thư viện đọc mã QR không làm việc được (hết bộ nhớ).", en: "The QR reader failed (out of memory).")
    }
}
