/// How stored rows and columns are shown (TIFF 6.0 tag 274, Exif 2.3): the value names where row 0 and column 0 go.
enum ImageOrientation: Int {
    case topLeft = 1
    case topRight, bottomRight, bottomLeft, leftTop, rightTop, rightBottom, leftBottom

    /// Whether rows are shown as columns.
    var swapsAxes: Bool { rawValue >= 5 }

    /// The matrix that paints the unit square of an image (ISO 32000-2, 8.9.5: row 0 at the top, y up) over a page of
    /// `width` by `height` points as displayed. The samples stay as they are.
    func matrix(width w: Double, height h: Double) -> AffineMatrix {
        switch self {
        case .topLeft: AffineMatrix(a: w, b: 0, c: 0, d: h, e: 0, f: 0)
        case .topRight: AffineMatrix(a: -w, b: 0, c: 0, d: h, e: w, f: 0)
        case .bottomRight: AffineMatrix(a: -w, b: 0, c: 0, d: -h, e: w, f: h)
        case .bottomLeft: AffineMatrix(a: w, b: 0, c: 0, d: -h, e: 0, f: h)
        case .leftTop: AffineMatrix(a: 0, b: -h, c: -w, d: 0, e: w, f: h)
        case .rightTop: AffineMatrix(a: 0, b: -h, c: w, d: 0, e: 0, f: h)
        case .rightBottom: AffineMatrix(a: 0, b: h, c: w, d: 0, e: 0, f: 0)
        case .leftBottom: AffineMatrix(a: 0, b: h, c: -w, d: 0, e: w, f: 0)
        }
    }
}
