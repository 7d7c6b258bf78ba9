import PDFSyntax

/// Divides a mask into cells and tells which hide what is below: cells that are opaque throughout, in the colour of paper
/// or as parts of something compact or, when colours cannot be told, of a solid block. Thin shapes in colour are ink, such as that of a seal or a signature: they are seen for
/// what they are, and lie over text in honest documents all the time.
struct MaskGrid {
    let width: Int
    let height: Int
    let rowBytes: Int
    let bits: Int
    let opaqueWhenHigh: Bool

    private static let most = 64
    /// The part of a cell's pixels that must be opaque: compression leaves specks.
    private static let threshold = 0.97
    /// The side of a square, in cells, that no ink fills.
    private static let block = 6

    func read(_ pixels: ByteView, isLight: (Double, Double) -> Bool?) -> ImageOpacity {
        let (columns, rows) = (min(MaskGrid.most, width), min(MaskGrid.most, height))
        var opaque = [Int](repeating: 0, count: columns * rows)
        var total = [Int](repeating: 0, count: columns * rows)
        let columnOf = (0..<width).map { $0 * columns / width }
        pixels.withUnsafeBytes(in: 0..<rowBytes * height) { bytes in
            for y in 0..<height {
                let base = y * rows / height * columns
                for x in 0..<width {
                    let isOpaque: Bool
                    if bits == 1 {
                        let bit = bytes[y * rowBytes + x >> 3] >> UInt8(7 - x & 7) & 1
                        isOpaque = (bit == 1) == opaqueWhenHigh
                    } else {
                        let sample = bytes[y * rowBytes + x]
                        isOpaque = opaqueWhenHigh ? sample >= 245 : sample <= 10
                    }
                    let cell = base + columnOf[x]
                    total[cell] += 1
                    if isOpaque { opaque[cell] += 1 }
                }
            }
        }
        var isSolid = zip(opaque, total).map { Double($0) >= MaskGrid.threshold * Double(max($1, 1)) }
        if isSolid.allSatisfy({ $0 }) { return .opaque }
        if Double(isSolid.count { $0 }) < Shape.compactness * Double(isSolid.count) {
            let blocks = blocks(isSolid, columns: columns, rows: rows)
            for index in isSolid.indices where isSolid[index] {
                let (row, column) = index.quotientAndRemainder(dividingBy: columns)
                let (u, v) = ((Double(column) + 0.5) / Double(columns), (Double(row) + 0.5) / Double(rows))
                isSolid[index] = isLight(u, v) ?? blocks[index]
            }
        }
        let cells = runs(isSolid, columns: columns, rows: rows)
        return cells.isEmpty ? .transparent : .cells(cells)
    }

    /// The cells that belong to solid squares larger than the lines of a seal are wide.
    private func blocks(_ isSolid: [Bool], columns: Int, rows: Int) -> [Bool] {
        let side = MaskGrid.block
        var result = [Bool](repeating: false, count: isSolid.count)
        guard columns >= side, rows >= side else { return isSolid }
        for row in 0...(rows - side) {
            for column in 0...(columns - side) {
                let square = (0..<side * side).map { (row + $0 / side) * columns + column + $0 % side }
                if square.allSatisfy({ isSolid[$0] }) { for index in square { result[index] = true } }
            }
        }
        return result
    }

    /// Opaque cells that lie side by side, as one box; the first row of an image is the top of the unit square.
    private func runs(_ isSolid: [Bool], columns: Int, rows: Int) -> [PDFRectangle] {
        var boxes: [PDFRectangle] = []
        for row in 0..<rows {
            var start: Int?
            for column in 0...columns {
                let solid = column < columns && isSolid[row * columns + column]
                if solid, start == nil { start = column }
                if !solid, let first = start {
                    boxes.append(
                        PDFRectangle(
                            x0: Double(first) / Double(columns), y0: 1 - Double(row + 1) / Double(rows),
                            x1: Double(column) / Double(columns), y1: 1 - Double(row) / Double(rows)))
                    start = nil
                }
            }
        }
        return boxes
    }
}
