import PDFSyntax

/// A point.
struct Point: Hashable {
    var x: Double
    var y: Double
}

/// A transformation of coordinates (ISO 32000-2, 8.3.4): x' = a x + c y + e, y' = b x + d y + f.
struct Matrix {
    var a = 1.0
    var b = 0.0
    var c = 0.0
    var d = 1.0
    var e = 0.0
    var f = 0.0

    /// The matrix of six numbers; nil when they are not six finite ones.
    init?(_ numbers: [Double]) {
        guard numbers.count == 6, numbers.allSatisfy(\.isFinite) else { return nil }
        (a, b, c) = (numbers[0], numbers[1], numbers[2])
        (d, e, f) = (numbers[3], numbers[4], numbers[5])
    }

    init(a: Double = 1, b: Double = 0, c: Double = 0, d: Double = 1, e: Double = 0, f: Double = 0) {
        (self.a, self.b, self.c, self.d, self.e, self.f) = (a, b, c, d, e, f)
    }

    /// First this one, then `next`.
    func then(_ next: Matrix) -> Matrix {
        Matrix(
            a: a * next.a + b * next.c, b: a * next.b + b * next.d, c: c * next.a + d * next.c,
            d: c * next.b + d * next.d, e: e * next.a + f * next.c + next.e, f: e * next.b + f * next.d + next.f)
    }

    func apply(_ point: Point) -> Point {
        Point(x: a * point.x + c * point.y + e, y: b * point.x + d * point.y + f)
    }

    func apply(x: Double, y: Double) -> Point { apply(Point(x: x, y: y)) }

    /// The corners of `box`, in order around it.
    func corners(of box: PDFRectangle) -> [Point] {
        [
            apply(x: box.x0, y: box.y0), apply(x: box.x1, y: box.y0), apply(x: box.x1, y: box.y1),
            apply(x: box.x0, y: box.y1),
        ]
    }

    /// The smallest upright box around `box` transformed.
    func bounds(of box: PDFRectangle) -> PDFRectangle { PDFRectangle(around: corners(of: box)) }

    /// How much it scales, all directions taken together.
    var scale: Double { abs(a * d - b * c).squareRoot() }

    /// Whether all results are usable numbers.
    var isFinite: Bool { [a, b, c, d, e, f].allSatisfy { $0.isFinite && abs($0) < 1e12 } }
}

extension PDFRectangle {
    /// The smallest box around `points`; empty at the origin when there are none.
    init(around points: [Point]) {
        var (x0, y0, x1, y1) = (Double.infinity, Double.infinity, -Double.infinity, -Double.infinity)
        for point in points {
            x0 = min(x0, point.x)
            x1 = max(x1, point.x)
            y0 = min(y0, point.y)
            y1 = max(y1, point.y)
        }
        if !(x0.isFinite && y0.isFinite && x1.isFinite && y1.isFinite) { (x0, y0, x1, y1) = (0, 0, 0, 0) }
        self.init(x0: x0, y0: y0, x1: x1, y1: y1)
    }

    /// What both have in common; nil when that is nothing.
    func intersection(_ other: PDFRectangle) -> PDFRectangle? {
        guard intersects(other) else { return nil }
        return PDFRectangle(
            x0: max(x0, other.x0), y0: max(y0, other.y0), x1: min(x1, other.x1), y1: min(y1, other.y1))
    }

    /// The smallest box around both.
    func union(_ other: PDFRectangle) -> PDFRectangle {
        PDFRectangle(x0: min(x0, other.x0), y0: min(y0, other.y0), x1: max(x1, other.x1), y1: max(y1, other.y1))
    }

    var area: Double { width * height }

    func contains(_ point: Point) -> Bool { point.x >= x0 && point.x <= x1 && point.y >= y0 && point.y <= y1 }

    var center: Point { Point(x: (x0 + x1) / 2, y: (y0 + y1) / 2) }
}
