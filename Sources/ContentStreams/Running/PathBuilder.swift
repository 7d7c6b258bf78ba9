/// The current path (ISO 32000-2, 8.5.2), flattened and already in default user space of the page.
struct PathBuilder {
    private(set) var outlines: [[Point]] = []
    private(set) var count = 0
    private var current = Point(x: 0, y: 0)
    private var start = Point(x: 0, y: 0)
    private let most: Int
    private static let curveSteps = 8

    init(most: Int) { self.most = most }

    /// Whether points were left out.
    private(set) var isCut = false

    var isEmpty: Bool { outlines.isEmpty }

    mutating func move(_ point: Point, _ matrix: Matrix) {
        guard room() else { return }
        (current, start) = (point, point)
        outlines.append([matrix.apply(point)])
    }

    mutating func line(_ point: Point, _ matrix: Matrix) {
        if outlines.isEmpty { return move(point, matrix) }
        guard room() else { return }
        current = point
        outlines[outlines.count - 1].append(matrix.apply(point))
    }

    /// A Bézier curve; nil as first control point means the current point (`v`).
    mutating func curve(_ first: Point?, _ second: Point, _ end: Point, _ matrix: Matrix) {
        let (p0, p1) = (current, first ?? current)
        for step in 1...PathBuilder.curveSteps {
            let t = Double(step) / Double(PathBuilder.curveSteps)
            let u = 1 - t
            let (w0, w1, w2, w3) = (u * u * u, 3 * u * u * t, 3 * u * t * t, t * t * t)
            line(
                Point(
                    x: w0 * p0.x + w1 * p1.x + w2 * second.x + w3 * end.x,
                    y: w0 * p0.y + w1 * p1.y + w2 * second.y + w3 * end.y), matrix)
        }
        current = end
    }

    mutating func close(_ matrix: Matrix) {
        current = start
        guard let outline = outlines.last, let first = outline.first, outline.last != first, room() else { return }
        outlines[outlines.count - 1].append(first)
    }

    mutating func rectangle(x: Double, y: Double, width: Double, height: Double, _ matrix: Matrix) {
        move(Point(x: x, y: y), matrix)
        line(Point(x: x + width, y: y), matrix)
        line(Point(x: x + width, y: y + height), matrix)
        line(Point(x: x, y: y + height), matrix)
        close(matrix)
        current = Point(x: x, y: y)
    }

    private mutating func room() -> Bool {
        count += 1
        if count > most { isCut = true }
        return count <= most
    }
}
