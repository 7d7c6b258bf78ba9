import PDFSyntax

/// One page of a file that Capture writes: images and where they are painted.
struct WrappedPage {
    /// An image and the matrix that paints its unit square, in points from the lower left of the scan.
    struct Paint {
        var image: ImageXObject
        var matrix: AffineMatrix
    }

    /// Size of the scan as displayed, in points, at 100 % scale.
    var width: Double
    var height: Double
    var paints: [Paint]
    /// Whether an image may reach beyond the scan's edges and must be cut there.
    var clips = false
    var dpiX: Double
    var dpiY: Double

    init(width: Double, height: Double, paints: [Paint], clips: Bool, dpiX: Double, dpiY: Double) {
        (self.width, self.height, self.paints, self.clips) = (width, height, paints, clips)
        (self.dpiX, self.dpiY) = (dpiX, dpiY)
    }

    /// A page of pixels at its resolution: parts stacked from the top without gap, the orientation in the matrix.
    init(_ image: PageImage, resolution: Resolution) {
        let swaps = image.orientation.swapsAxes
        let across = ContentNumber.rounded(Double(image.width) / resolution.x * 72)
        let down = ContentNumber.rounded(Double(image.height) / resolution.y * 72)
        let (width, height) = swaps ? (down, across) : (across, down)
        let whole = image.orientation.matrix(width: width, height: height)
        var row = 0
        let paints = image.parts.map { part in
            row += part.rows
            // The part's share of the unit square; row 0 is at its top.
            let share = AffineMatrix(
                a: 1, b: 0, c: 0, d: Double(part.rows) / Double(image.height), e: 0,
                f: Double(image.height - row) / Double(image.height))
            return Paint(image: ImageXObject(part, of: image), matrix: share.then(whole))
        }
        self.init(
            width: width, height: height, paints: paints, clips: false, dpiX: swaps ? resolution.y : resolution.x,
            dpiY: swaps ? resolution.x : resolution.y)
    }

    /// The content stream.
    var content: [UInt8] {
        // Black, for strips that are stencils.
        var text = "q\n0 g\n"
        if clips { text += "0 0 \(ContentNumber.text(width)) \(ContentNumber.text(height)) re W n\n" }
        for (index, paint) in paints.enumerated() {
            text += "q \(paint.matrix.operands) cm /Im\(index) Do Q\n"
        }
        return [UInt8]((text + "Q\n").utf8)
    }
}
