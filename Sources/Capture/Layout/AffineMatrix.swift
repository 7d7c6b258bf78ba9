import PDFSyntax

/// A transformation matrix `[a b c d e f]` (ISO 32000-2, 8.3.3): x' = a·x + c·y + e, y' = b·x + d·y + f.
struct AffineMatrix: Hashable {
    var a: Double
    var b: Double
    var c: Double
    var d: Double
    var e: Double
    var f: Double

    static let identity = AffineMatrix(a: 1, b: 0, c: 0, d: 1, e: 0, f: 0)

    static func translation(_ x: Double, _ y: Double) -> AffineMatrix {
        AffineMatrix(a: 1, b: 0, c: 0, d: 1, e: x, f: y)
    }

    static func scale(_ x: Double, _ y: Double) -> AffineMatrix { AffineMatrix(a: x, b: 0, c: 0, d: y, e: 0, f: 0) }

    /// First `self`, then `next`.
    func then(_ next: AffineMatrix) -> AffineMatrix {
        AffineMatrix(
            a: a * next.a + b * next.c, b: a * next.b + b * next.d, c: c * next.a + d * next.c,
            d: c * next.b + d * next.d, e: e * next.a + f * next.c + next.e, f: e * next.b + f * next.d + next.f)
    }

    func apply(_ x: Double, _ y: Double) -> (x: Double, y: Double) { (a * x + c * y + e, b * x + d * y + f) }

    /// The smallest rectangle around the image of `r`.
    func bounds(of r: PDFRectangle) -> PDFRectangle {
        let p = apply(r.x0, r.y0)
        let q = apply(r.x1, r.y1)
        let s = apply(r.x0, r.y1)
        let t = apply(r.x1, r.y0)
        return PDFRectangle(
            x0: min(p.x, q.x, s.x, t.x), y0: min(p.y, q.y, s.y, t.y), x1: max(p.x, q.x, s.x, t.x),
            y1: max(p.y, q.y, s.y, t.y))
    }

    /// Lengths of the images of the unit vectors: how wide and high an image's unit square is painted.
    var extent: (x: Double, y: Double) { ((a * a + b * b).squareRoot(), (c * c + d * d).squareRoot()) }

    /// The operands of `cm`.
    var operands: String { [a, b, c, d, e, f].map(ContentNumber.text).joined(separator: " ") }
}

/// Numbers in content streams (ISO 32000-2, 7.3.3): fixed point, no exponent.
enum ContentNumber {
    /// `value` with at most five decimals: 1/100000 pt is far below what any page needs.
    static func text(_ value: Double) -> String {
        let scaled = (value * 100_000).rounded()
        guard scaled.isFinite, abs(scaled) < 1e15 else { return "0" }
        let number = Int(scaled)
        let magnitude = number.magnitude
        let (whole, rest) = (magnitude / 100_000, magnitude % 100_000)
        guard rest != 0 else { return "\(number < 0 ? "-" : "")\(whole)" }
        var digits = String(rest)
        digits = String(repeating: "0", count: 5 - digits.count) + digits
        while digits.hasSuffix("0") { digits.removeLast() }
        return "\(number < 0 ? "-" : "")\(whole).\(digits)"
    }

    /// `value` rounded to what `text` writes, so that dictionaries and content agree.
    static func rounded(_ value: Double) -> Double { (value * 100_000).rounded() / 100_000 }
}
