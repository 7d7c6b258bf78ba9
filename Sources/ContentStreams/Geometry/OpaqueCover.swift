import PDFSyntax

/// Answers how much of a box opaque paint hides.
public struct OpaqueCover: Sendable {
    private let boxes: [PDFRectangle]
    /// The boxes that reach into each horizontal band.
    private var bands: [Int: [Int]] = [:]
    /// Boxes so tall that they are looked at always.
    private var tall: [Int] = []
    private static let bandHeight = 16.0
    private static let mostBands = 256

    /// The cover made by the opaque ones of `areas`.
    public init(_ areas: some Sequence<PaintedArea>) {
        boxes = areas.filter(\.isOpaque).map(\.box)
        for (index, box) in boxes.enumerated() {
            let low = OpaqueCover.band(box.y0)
            let high = OpaqueCover.band(box.y1)
            if high - low > OpaqueCover.mostBands {
                tall.append(index)
            } else {
                for band in low...high { bands[band, default: []].append(index) }
            }
        }
    }

    /// Whether there is no opaque paint.
    public var isEmpty: Bool { boxes.isEmpty }

    /// The share of `box` that is hidden, 0...1, to about a fiftieth.
    public func share(of box: PDFRectangle) -> Double { share(of: box, after: nil) }

    /// The same, by boxes whose index in `order` says that they came later than `moment`.
    func share(of box: PDFRectangle, after later: ((Int) -> Bool)?) -> Double {
        guard !boxes.isEmpty, box.width > 0, box.height > 0 else { return 0 }
        var near: [PDFRectangle] = []
        var seen: Set<Int> = []
        func consider(_ index: Int) {
            guard boxes[index].intersects(box), later?(index) ?? true, seen.insert(index).inserted else { return }
            near.append(boxes[index])
        }
        for index in tall { consider(index) }
        let (low, high) = (OpaqueCover.band(box.y0), OpaqueCover.band(box.y1))
        for band in low...min(high, low + OpaqueCover.mostBands) { for index in bands[band] ?? [] { consider(index) } }
        if near.isEmpty { return 0 }
        let (columns, rows) = (16, 6)
        var hidden = 0
        for row in 0..<rows {
            let y = box.y0 + box.height * (Double(row) + 0.5) / Double(rows)
            for column in 0..<columns {
                let point = Point(x: box.x0 + box.width * (Double(column) + 0.5) / Double(columns), y: y)
                if near.contains(where: { $0.contains(point) }) { hidden += 1 }
            }
        }
        return Double(hidden) / Double(columns * rows)
    }

    private static func band(_ y: Double) -> Int {
        guard y.isFinite else { return 0 }
        return Int(min(max((y / bandHeight).rounded(.down), -1e6), 1e6))
    }
}
