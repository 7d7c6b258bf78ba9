import PDFSyntax
import RasterImage

/// Where a page is free of content: its ink, and the boxes that are taken without showing any, such as the empty fields
/// of other signers. In millimetres as seen.
struct FreeSpace: Sendable {
    private let columns: Int
    private let rows: Int
    private let width: Double
    private let height: Double
    /// 1 where something is, row by row.
    private var cells: [UInt8]
    /// Sums of `cells` over all rows above and columns before: (rows + 1) × (columns + 1) of them, so that the content of
    /// any box is four look-ups.
    private var sums: [Int32] = []

    /// - Parameters:
    ///   - bounds: the page, whose ink `ink` is.
    ///   - taken: boxes that count as content.
    init(_ ink: PageInk, bounds: VisibleBox, taken: [VisibleBox]) {
        (columns, rows, width, height) = (ink.columns, ink.rows, bounds.width, bounds.height)
        let (columns, rows) = (columns, rows)
        cells = [UInt8](unsafeUninitializedCapacity: columns * rows) { cells, count in
            for row in 0..<rows {
                for column in 0..<columns {
                    cells[row * columns + column] = ink.hasInk(column: column, row: row) ? 1 : 0
                }
            }
            count = columns * rows
        }
        for box in taken { set(box, 1) }
        addUp()
    }

    /// The same page with boxes whose content does not count. A pixel drawn half inside a box counts as inside.
    func freeing(_ boxes: [VisibleBox]) -> FreeSpace {
        guard !boxes.isEmpty else { return self }
        var space = self
        let bleed = 0.5
        for box in boxes {
            space.set(
                VisibleBox(
                    x: box.x - bleed, y: box.y - bleed, width: box.width + 2 * bleed, height: box.height + 2 * bleed), 0
            )
        }
        space.addUp()
        return space
    }

    /// Whether `box` lies on the page and has no content.
    func isFree(_ box: VisibleBox) -> Bool {
        let slack = 0.001
        guard box.x >= -slack, box.y >= -slack, box.x + box.width <= width + slack,
            box.y + box.height <= height + slack
        else { return false }
        let (across, down) = (columnRange(box), rowRange(box))
        let stride = columns + 1
        let content =
            sums[down.upperBound * stride + across.upperBound] - sums[down.lowerBound * stride + across.upperBound]
            - sums[down.upperBound * stride + across.lowerBound] + sums[down.lowerBound * stride + across.lowerBound]
        return content == 0
    }

    /// How far a box may be moved from its ideal place.
    struct Reach {
        var across: ClosedRange<Double>
        var down: ClosedRange<Double>
    }

    /// The free place nearest to `ideal` within `reach`, with so much free space around it; nil when there is none.
    func nearest(to ideal: VisibleBox, _ reach: Reach, clearance: Double = 0) -> VisibleBox? {
        func isFree(_ box: VisibleBox) -> Bool {
            self.isFree(
                VisibleBox(
                    x: box.x - clearance, y: box.y - clearance, width: box.width + 2 * clearance,
                    height: box.height + 2 * clearance))
        }
        if isFree(ideal) { return ideal }
        let step = 0.5
        func offsets(_ range: ClosedRange<Double>) -> [Double] {
            // Both ends and zero are tried whatever the step.
            let inner = stride(from: (range.lowerBound / step).rounded(.up) * step, through: range.upperBound, by: step)
            return Array(inner) + [range.lowerBound, range.upperBound]
        }
        let across = offsets(reach.across)
        var tries: [Offset] = []
        for down in offsets(reach.down) { tries += across.map { Offset(across: $0, down: down) } }
        for offset in tries.sorted() {
            var box = ideal
            box.x += offset.across
            box.y += offset.down
            if isFree(box) { return box }
        }
        return nil
    }

    private struct Offset: Comparable {
        let across: Double
        let down: Double
        var distance: Double { across * across + down * down }

        /// Up and left first among equals, so that the same page always gives the same place.
        static func < (a: Offset, b: Offset) -> Bool {
            (a.distance, a.down, a.across) < (b.distance, b.down, b.across)
        }
    }

    private mutating func set(_ box: VisibleBox, _ value: UInt8) {
        let across = columnRange(box)
        for row in rowRange(box) {
            for column in across { cells[row * columns + column] = value }
        }
    }

    private mutating func addUp() {
        let (columns, rows, stride) = (columns, rows, columns + 1)
        let cells = cells
        sums = [Int32](unsafeUninitializedCapacity: stride * (rows + 1)) { sums, count in
            for column in 0..<stride { sums[column] = 0 }
            for row in 0..<rows {
                var line: Int32 = 0
                sums[(row + 1) * stride] = 0
                for column in 0..<columns {
                    line += Int32(cells[row * columns + column])
                    sums[(row + 1) * stride + column + 1] = sums[row * stride + column + 1] + line
                }
            }
            count = stride * (rows + 1)
        }
    }

    /// All cells the box touches by more than a tenth of a cell.
    private func columnRange(_ box: VisibleBox) -> Range<Int> { range(box.x, box.width, columns, width) }
    private func rowRange(_ box: VisibleBox) -> Range<Int> { range(box.y, box.height, rows, height) }

    private func range(_ start: Double, _ length: Double, _ count: Int, _ size: Double) -> Range<Int> {
        guard size > 0, start.isFinite, length.isFinite else { return 0..<0 }
        let scale = Double(count) / size
        func bounded(_ value: Double) -> Int { Int(max(0, min(value, Double(count)))) }
        let first = bounded((start * scale + 0.1).rounded(.down))
        return first..<max(first, bounded(((start + length) * scale - 0.1).rounded(.up)))
    }
}
