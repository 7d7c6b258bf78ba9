import Records

/// A coarse map of a page, in cells of about 2 mm: answers whether a rectangle is free of ink.
public struct InkMap: Sendable, Hashable, Codable {
    /// Cells across the page.
    public let columns: Int
    /// Cells down the page.
    public let rows: Int
    /// One bit a cell, 1 for ink, row by row from the high bit; rows start on byte boundaries.
    private let bits: [UInt8]

    init(_ mask: InkMask, cell: Int) {
        columns = (mask.width + cell - 1) / cell
        rows = (mask.height + cell - 1) / cell
        let rowBytes = (columns + 7) / 8
        var bits = [UInt8](repeating: 0, count: rowBytes * rows)
        for y in 0..<mask.height {
            for x in 0..<mask.width where mask.ink[y * mask.width + x] == 1 {
                let column = x / cell
                bits[y / cell * rowBytes + column / 8] |= 0x80 >> UInt8(column % 8)
            }
        }
        self.bits = bits
    }

    /// Whether no cell that `box` touches has ink. `box` and the page's size are in the same unit, the origin at the
    /// top left. A box that reaches beyond the page is not free.
    public func isFree(_ box: PageBox, pageWidth: Double, pageHeight: Double) -> Bool {
        guard pageWidth > 0, pageHeight > 0, box.x0 >= 0, box.y0 >= 0, box.x1 <= pageWidth, box.y1 <= pageHeight,
            box.x0 < box.x1, box.y0 < box.y1
        else { return false }
        func cells(_ from: Double, _ to: Double, of count: Int, in size: Double) -> Range<Int> {
            let scale = Double(count) / size
            let first = min(Int(from * scale), count)
            return first..<max(first, min(Int((to * scale).rounded(.up)), count))
        }
        let across = cells(box.x0, box.x1, of: columns, in: pageWidth)
        return cells(box.y0, box.y1, of: rows, in: pageHeight).allSatisfy { row in
            across.allSatisfy { !hasInk($0, row) }
        }
    }

    private func hasInk(_ column: Int, _ row: Int) -> Bool {
        let index = row * ((columns + 7) / 8) + column / 8
        // The map may come from another process: what it does not hold counts as ink.
        guard bits.indices.contains(index) else { return true }
        return bits[index] & (0x80 >> UInt8(column % 8)) != 0
    }
}
