/// Where a page has ink, in cells of about a quarter of a millimetre: fine enough to put a number between two words.
/// `InkMap` is the coarse answer for free bands and corners.
///
/// Dirt and dotted leaders (less than half a square millimetre in one piece) are no ink.
public struct PageInk: Sendable, Hashable {
    /// Cells across the page.
    public let columns: Int
    /// Cells down the page.
    public let rows: Int
    /// One bit a cell, 1 for ink, row by row from the high bit; rows start on byte boundaries.
    public let bits: [UInt8]

    /// Measures a page of any colour model.
    ///
    /// - Parameter dpi: pixels per inch of `page`; 100 is what the measuring is made for.
    public init(of page: Raster, dpi: Double) {
        let dpi = dpi.isFinite ? max(20, min(dpi, 10_000)) : 100
        let mask = InkMask(GreyPlane(page.grey(), reduction: max(1, Int(dpi / 75))))
        (columns, rows) = (mask.width, mask.height)
        let rowBytes = (mask.width + 7) / 8
        var bits = [UInt8](repeating: 0, count: rowBytes * mask.height)
        for y in 0..<mask.height {
            for x in 0..<mask.width where mask.ink[y * mask.width + x] == 1 {
                bits[y * rowBytes + x / 8] |= 0x80 >> UInt8(x % 8)
            }
        }
        self.bits = bits
    }

    /// A map that was measured elsewhere; nil when the bits are not as many as the cells need.
    public init?(columns: Int, rows: Int, bits: [UInt8]) {
        guard RasterLimits.accepts(width: columns, height: rows), bits.count == (columns + 7) / 8 * rows else {
            return nil
        }
        (self.columns, self.rows, self.bits) = (columns, rows, bits)
    }

    /// Whether a cell has ink. Beyond the page there is none.
    public func hasInk(column: Int, row: Int) -> Bool {
        guard (0..<columns).contains(column), (0..<rows).contains(row) else { return false }
        return bits[row * ((columns + 7) / 8) + column / 8] & (0x80 >> UInt8(column % 8)) != 0
    }
}
