/// A rectangle in default user space (ISO 32000-2, 7.9.5), in points, normalised so that low <= high.
public struct PDFRectangle: Sendable, Hashable {
    /// The left edge.
    public let x0: Double
    /// The bottom edge.
    public let y0: Double
    /// The right edge.
    public let x1: Double
    /// The top edge.
    public let y1: Double

    /// The rectangle with these two opposite corners.
    public init(x0: Double, y0: Double, x1: Double, y1: Double) {
        self.x0 = min(x0, x1)
        self.y0 = min(y0, y1)
        self.x1 = max(x0, x1)
        self.y1 = max(y0, y1)
    }

    /// The width in points.
    public var width: Double { x1 - x0 }
    /// The height in points.
    public var height: Double { y1 - y0 }

    /// The array object `[x0 y0 x1 y1]`.
    public var object: PDFObject { .numbers([x0, y0, x1, y1]) }

    /// Whether the insides of both overlap.
    public func intersects(_ other: PDFRectangle) -> Bool {
        x0 < other.x1 && other.x0 < x1 && y0 < other.y1 && other.y0 < y1
    }
}
