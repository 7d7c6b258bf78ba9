import PDFSyntax
import Records

/// How a page's default user space is displayed (ISO 32000-2, 8.3.2.3 and 14.11.2): the crop box, turned clockwise,
/// in units of `userUnit` points.
struct PageGeometry {
    var box: PDFRectangle
    /// 0, 90, 180 or 270.
    var rotation: Int
    var userUnit: Double

    init(box: PDFRectangle, rotation: Int, userUnit: Double) {
        (self.box, self.rotation, self.userUnit) = (box, rotation, userUnit)
    }

    init(_ page: PDFPage, in view: PDFView) {
        let unit = view.resolve(page.dictionary["UserUnit"]).number ?? 1
        // What is shown is the crop box as far as it lies in the media box.
        let (crop, media) = (page.cropBox, page.mediaBox)
        let shown = PDFRectangle(
            x0: max(crop.x0, media.x0), y0: max(crop.y0, media.y0), x1: min(crop.x1, media.x1),
            y1: min(crop.y1, media.y1))
        self.init(
            box: crop.intersects(media) ? shown : media, rotation: page.rotation,
            userUnit: unit.isFinite && unit > 0 ? unit : 1)
    }

    /// Size as displayed, in points.
    var width: Double { (rotation % 180 == 0 ? box.width : box.height) * userUnit }
    var height: Double { (rotation % 180 == 0 ? box.height : box.width) * userUnit }

    /// From user space to points as displayed, from the lower left, y up.
    var toDisplay: AffineMatrix {
        let turned: AffineMatrix
        switch rotation {
        case 90: turned = AffineMatrix(a: 0, b: -1, c: 1, d: 0, e: -box.y0, f: box.x1)
        case 180: turned = AffineMatrix(a: -1, b: 0, c: 0, d: -1, e: box.x1, f: box.y1)
        case 270: turned = AffineMatrix(a: 0, b: 1, c: -1, d: 0, e: box.y1, f: -box.x0)
        default: turned = AffineMatrix.translation(-box.x0, -box.y0)
        }
        return turned.then(.scale(userUnit, userUnit))
    }

    /// From points as displayed, from the lower left, to user space.
    var fromDisplay: AffineMatrix {
        let shrunk = AffineMatrix.scale(1 / userUnit, 1 / userUnit)
        switch rotation {
        case 90: return shrunk.then(AffineMatrix(a: 0, b: 1, c: -1, d: 0, e: box.x1, f: box.y0))
        case 180: return shrunk.then(AffineMatrix(a: -1, b: 0, c: 0, d: -1, e: box.x1, f: box.y1))
        case 270: return shrunk.then(AffineMatrix(a: 0, b: -1, c: 1, d: 0, e: box.x0, f: box.y1))
        default: return shrunk.then(.translation(box.x0, box.y0))
        }
    }

    /// The rectangle in user space of a box given in points from the top left of the displayed page.
    func rectangle(of shown: PageBox) -> PDFRectangle {
        fromDisplay.bounds(
            of: PDFRectangle(x0: shown.x0, y0: height - shown.y1, x1: shown.x1, y1: height - shown.y0))
    }

    /// The same page with `band` points more at the displayed top and `width` points wide at least, growing to the
    /// right.
    func grown(band: Double, width least: Double) -> PageGeometry {
        let shown = PDFRectangle(x0: 0, y0: 0, x1: max(width, least), y1: height + band)
        return PageGeometry(box: fromDisplay.bounds(of: shown), rotation: rotation, userUnit: userUnit)
    }

    /// The matrix of an appearance that must stand upright on this page: the opposite of the page's rotation. A viewer
    /// fits the turned box into the annotation's rectangle (ISO 32000-2, 12.5.5), so no translation is needed.
    var uprightMatrix: [Double]? {
        switch rotation {
        case 90: [0, 1, -1, 0, 0, 0]
        case 180: [-1, 0, 0, -1, 0, 0]
        case 270: [0, -1, 1, 0, 0, 0]
        default: nil
        }
    }
}
