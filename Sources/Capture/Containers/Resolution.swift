/// Pixels per inch of an image, horizontally and vertically as stored.
struct Resolution: Hashable {
    var x: Double
    var y: Double

    init(x: Double, y: Double) { (self.x, self.y) = (x, y) }

    /// Nil unless both are positive numbers: formats use zero and one for "unknown".
    init?(x: Double, y: Double, perInch factor: Double) {
        let (dpiX, dpiY) = (x * factor, y * factor)
        guard dpiX.isFinite, dpiY.isFinite, dpiX > 1, dpiY > 1 else { return nil }
        self.init(x: dpiX, y: dpiY)
    }

    /// Centimetres in an inch, metres in an inch.
    static let perCentimetre = 2.54
    static let perMetre = 0.0254

    /// What the resolution would be if the page filled A4 (210 × 297 mm) along the tighter side. A guess for pages
    /// whose file is silent, never taken for a measurement.
    static func ifA4(width: Int, height: Int) -> Resolution {
        let (short, long) = (Double(min(width, height)), Double(max(width, height)))
        let dpi = max(short / 210, long / 297) * 25.4
        return Resolution(x: dpi, y: dpi)
    }
}
