import Foundation
import RasterImage

/// Invented pictures of a signature and a seal whose ink touches all edges, so that what is measured on the page is the
/// size of the picture.
public enum Pictures {
    struct Unwritable: Error {}

    /// A red ring with a star-like middle, at 600 dpi for 36 mm.
    public static func seal(side: Int = 850, colour: [UInt8] = [214, 24, 31], background: UInt8 = 0) throws -> [UInt8] {
        try png(width: side, height: side, colour: colour, background: background) { x, y in
            let (dx, dy) = (x - 0.5, y - 0.5)
            let radius = (dx * dx + dy * dy).squareRoot()
            return radius <= 0.5 && (radius >= 0.46 || (0.30...0.32).contains(radius) || radius <= 0.1)
        }
    }

    /// A blue stroke that swings from edge to edge, at 600 dpi for 40 × 22 mm.
    public static func signature(
        width: Int = 945, height: Int = 520, colour: [UInt8] = [22, 48, 158], background: UInt8 = 0
    ) throws -> [UInt8] {
        try png(width: width, height: height, colour: colour, background: background) { x, y in
            let wave = 0.5 + 0.5 * Foundation.sin(x * 14)
            return abs(y - wave) < 0.06 || x < 0.01 || x > 0.99
        }
    }

    /// - Parameter background: the opacity of what has no ink.
    private static func png(
        width: Int, height: Int, colour: [UInt8], background: UInt8, ink: (Double, Double) -> Bool
    ) throws -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(width * height * 4)
        for row in 0..<height {
            for column in 0..<width {
                let isInk = ink((Double(column) + 0.5) / Double(width), (Double(row) + 0.5) / Double(height))
                bytes += isInk ? colour + [255] : [255, 255, 255, background]
            }
        }
        guard let raster = Raster(width: width, height: height, model: .rgba, bytes: bytes) else { throw Unwritable() }
        return try PNGEncoder.encode(raster)
    }
}
