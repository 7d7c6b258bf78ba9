/// Which pixels of a page carry ink: darker than the paper around them, or dark at all. Works on a page reduced to
/// about 100 dpi, so that one pixel is a quarter of a millimetre.
struct InkMask {
    /// Grey levels that ink differs from the paper around it; noise and paper structure stay below.
    static let contrast = 28
    /// Grey level below which a pixel is ink whatever is around it: shadows, filled areas.
    static let dark: UInt8 = 110
    /// Connected ink smaller than this many pixels (half a square millimetre) is dirt.
    static let speck = 6

    let width: Int
    let height: Int
    /// 1 where there is ink, row by row.
    private(set) var ink: [UInt8]

    init(_ page: GreyPlane) {
        (width, height) = (page.width, page.height)
        ink = Self.threshold(page)
        dropSpecks()
    }

    /// Paper brightness is taken per tile of 24 pixels (6 mm), from the tile and its neighbours, so that shadows of
    /// folds and of the scanner's edge count as paper.
    private static func threshold(_ page: GreyPlane) -> [UInt8] {
        let tile = 24
        let columns = (page.width + tile - 1) / tile
        let rows = (page.height + tile - 1) / tile
        let histograms = page.histograms(tile: tile, columns: columns, rows: rows)
        var ink = [UInt8](repeating: 0, count: page.samples.count)
        for row in 0..<rows {
            for column in 0..<columns {
                let paper = paperLevel(histograms, column, row, columns, rows)
                let limit = max(paper - contrast, Int(dark))
                for y in (row * tile)..<min(row * tile + tile, page.height) {
                    for x in (column * tile)..<min(column * tile + tile, page.width)
                    where Int(page.samples[y * page.width + x]) < limit {
                        ink[y * page.width + x] = 1
                    }
                }
            }
        }
        return ink
    }

    /// The grey level that three quarters of the pixels in 3 × 3 tiles do not exceed.
    private static func paperLevel(
        _ histograms: [[UInt16]], _ column: Int, _ row: Int, _ columns: Int, _ rows: Int
    ) -> Int {
        var sum = [Int](repeating: 0, count: 256)
        for y in max(row - 1, 0)...min(row + 1, rows - 1) {
            for x in max(column - 1, 0)...min(column + 1, columns - 1) {
                for (level, count) in histograms[y * columns + x].enumerated() { sum[level] += Int(count) }
            }
        }
        var left = sum.reduce(0, +) * 3 / 4
        for (level, count) in sum.enumerated() {
            left -= count
            if left <= 0 { return level }
        }
        return 255
    }

    private mutating func dropSpecks() {
        var seen = [Bool](repeating: false, count: ink.count)
        var component: [Int] = []
        for start in ink.indices where ink[start] == 1 && !seen[start] {
            component.removeAll(keepingCapacity: true)
            component.append(start)
            seen[start] = true
            var next = 0
            while next < component.count {
                let at = component[next]
                next += 1
                forEachNeighbour(of: at) { neighbour in
                    guard ink[neighbour] == 1, !seen[neighbour] else { return }
                    seen[neighbour] = true
                    component.append(neighbour)
                }
            }
            if component.count < Self.speck { for at in component { ink[at] = 0 } }
        }
    }

    private func forEachNeighbour(of at: Int, _ body: (Int) -> Void) {
        let (x, y) = (at % width, at / width)
        for ny in max(y - 1, 0)...min(y + 1, height - 1) {
            for nx in max(x - 1, 0)...min(x + 1, width - 1) where ny != y || nx != x { body(ny * width + nx) }
        }
    }
}

/// 8-bit grey samples made smaller by a whole factor.
struct GreyPlane {
    let width: Int
    let height: Int
    let samples: [UInt8]
    /// Pixels of the page that one sample stands for, in each direction.
    let reduction: Int

    /// Each sample is the mean of `reduction` × `reduction` pixels of `page`, an 8-bit grey raster.
    init(_ page: Raster, reduction: Int) {
        let factor = max(1, min(reduction, page.width, page.height))
        (width, height, self.reduction) = (page.width / factor, page.height / factor, factor)
        guard factor > 1 else {
            samples = page.bytes
            return
        }
        samples = Self.means(of: page, by: factor)
    }

    private static func means(of page: Raster, by factor: Int) -> [UInt8] {
        let (width, height, area) = (page.width / factor, page.height / factor, factor * factor)
        var means = [UInt8](repeating: 0, count: width * height)
        page.bytes.withUnsafeBufferPointer { source in
            for y in 0..<height {
                for x in 0..<width {
                    var sum = 0
                    for row in (y * factor)..<(y * factor + factor) {
                        let start = row * page.width + x * factor
                        for at in start..<(start + factor) { sum += Int(source[at]) }
                    }
                    means[y * width + x] = UInt8(truncatingIfNeeded: (sum + area / 2) / area)
                }
            }
        }
        return means
    }

    /// Per tile, how many samples have each grey level.
    func histograms(tile: Int, columns: Int, rows: Int) -> [[UInt16]] {
        var histograms = [[UInt16]](repeating: [UInt16](repeating: 0, count: 256), count: columns * rows)
        for y in 0..<height {
            for x in 0..<width {
                histograms[y / tile * columns + x / tile][Int(samples[y * width + x])] += 1
            }
        }
        return histograms
    }
}
