import QRCode

/// Draws a QR symbol as vector rectangles at an exact module width, so that it prints at integer dots and is never
/// resampled.
struct QRSymbolDrawing {
    let symbol: QRSymbol
    /// Width of one module in points.
    let module: Double

    /// Side in points, the four modules of quiet zone on each side included (ISO/IEC 18004, 6.3.8).
    var side: Double { Double(symbol.size + 2 * QRSymbol.quietZone) * module }

    /// Draws the symbol with its quiet zone into the square whose top left corner is (x, y).
    func draw(into drawing: inout FormDrawing, x: Double, y: Double) {
        let margin = Double(QRSymbol.quietZone) * module
        for run in symbol.darkRuns {
            drawing.fill(
                x: x + margin + Double(run.x) * module, y: y + margin + Double(run.y) * module,
                width: Double(run.length) * module, height: module)
        }
    }
}
