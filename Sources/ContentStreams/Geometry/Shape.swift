import PDFSyntax

/// The inside of a path, as upright boxes. A rectangle is one box; any other shape is cut into horizontal strips, each as
/// wide as the shape is at the middle of the strip.
enum Shape {
    /// Strips that a shape is cut into when its corners do not ask for more.
    private static let strips = 32
    /// More corners than this, at different heights, are not taken one by one: a curve has them everywhere.
    private static let mostHeights = 48
    /// The part of its surrounding box that a shape fills when it is compact: a disc or a turned square does, a ring, a
    /// star or a letter does not.
    static let compactness = 0.45

    /// The inside of `outlines`, which are closed.
    ///
    /// - Parameters:
    ///   - evenOdd: the rule of ISO 32000-2, 8.5.3.3.3; otherwise the nonzero winding number rule.
    ///   - steps: the work that may still be done; what is used is taken off. Nothing is left: no boxes.
    static func boxes(of outlines: [[Point]], evenOdd: Bool, steps: inout Int) -> [PDFRectangle] {
        let outlines = outlines.filter { $0.count > 2 }
        if outlines.count == 1, let outline = outlines.first, let box = upright(outline) { return [box] }
        var edges: [Edge] = []
        var heights: Set<Double> = []
        for outline in outlines {
            for (index, start) in outline.enumerated() {
                let end = outline[index + 1 < outline.count ? index + 1 : 0]
                guard start.y != end.y, [start.x, start.y, end.x, end.y].allSatisfy(\.isFinite) else { continue }
                edges.append(
                    start.y < end.y
                        ? Edge(low: start, high: end, winding: 1) : Edge(low: end, high: start, winding: -1))
                heights.insert(start.y)
                heights.insert(end.y)
            }
        }
        guard let bottom = heights.min(), let top = heights.max(), top > bottom else { return [] }
        var cuts = heights.count <= mostHeights ? heights.sorted() : [bottom, top]
        cuts = refined(cuts, step: max((top - bottom) / Double(strips), 0.25))
        var boxes: [PDFRectangle] = []
        for (low, high) in zip(cuts, cuts.dropFirst()) {
            steps -= edges.count
            guard steps > 0 else { return [] }
            for span in spans(edges, at: (low + high) / 2, evenOdd: evenOdd) {
                boxes.append(PDFRectangle(x0: span.0, y0: low, x1: span.1, y1: high))
            }
        }
        return boxes
    }

    /// The band of a straight line of `width` from `start` to `end`.
    static func line(from start: Point, to end: Point, width: Double) -> [Point] {
        let (dx, dy) = (end.x - start.x, end.y - start.y)
        let length = (dx * dx + dy * dy).squareRoot()
        guard length > 0, length.isFinite, width > 0 else { return [] }
        let (nx, ny) = (-dy / length * width / 2, dx / length * width / 2)
        return [
            Point(x: start.x + nx, y: start.y + ny), Point(x: end.x + nx, y: end.y + ny),
            Point(x: end.x - nx, y: end.y - ny), Point(x: start.x - nx, y: start.y - ny),
        ]
    }

    private struct Edge {
        let low: Point
        let high: Point
        let winding: Int

        func crossing(_ y: Double) -> Double { low.x + (high.x - low.x) * (y - low.y) / (high.y - low.y) }
    }

    /// The box, when the outline is an upright rectangle.
    private static func upright(_ outline: [Point]) -> PDFRectangle? {
        var corners = outline
        if corners.count == 5, corners[0] == corners[4] { corners.removeLast() }
        guard corners.count == 4 else { return nil }
        let box = PDFRectangle(around: corners)
        let slack = 1e-6 * max(1, box.width + box.height)
        func same(_ a: Double, _ b: Double) -> Bool { abs(a - b) <= slack }
        let horizontalFirst =
            same(corners[0].y, corners[1].y) && same(corners[1].x, corners[2].x) && same(corners[2].y, corners[3].y)
            && same(corners[3].x, corners[0].x)
        let verticalFirst =
            same(corners[0].x, corners[1].x) && same(corners[1].y, corners[2].y) && same(corners[2].x, corners[3].x)
            && same(corners[3].y, corners[0].y)
        return horizontalFirst || verticalFirst ? box : nil
    }

    private static func refined(_ cuts: [Double], step: Double) -> [Double] {
        var result: [Double] = []
        for (low, high) in zip(cuts, cuts.dropFirst()) {
            let parts = max(1, min(strips, Int(((high - low) / step).rounded(.up))))
            for part in 0..<parts { result.append(low + (high - low) * Double(part) / Double(parts)) }
        }
        if let last = cuts.last { result.append(last) }
        return result
    }

    private static func spans(_ edges: [Edge], at y: Double, evenOdd: Bool) -> [(Double, Double)] {
        var crossings: [(x: Double, winding: Int)] = []
        for edge in edges where edge.low.y <= y && y < edge.high.y {
            crossings.append((edge.crossing(y), edge.winding))
        }
        crossings.sort { $0.x < $1.x }
        var result: [(Double, Double)] = []
        var winding = 0
        var start = 0.0
        for crossing in crossings {
            let wasInside = evenOdd ? winding & 1 == 1 : winding != 0
            winding += evenOdd ? 1 : crossing.winding
            let isInside = evenOdd ? winding & 1 == 1 : winding != 0
            if !wasInside, isInside { start = crossing.x }
            if wasInside, !isInside, crossing.x > start { result.append((start, crossing.x)) }
        }
        return result
    }
}
