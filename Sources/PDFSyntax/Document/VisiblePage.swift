/// A page as a reader sees it: the crop box, turned clockwise by `/Rotate`, at its true size (ISO 32000-2, 7.7.3.3,
/// 8.3.2.3 and 14.11.2). Places on it are given in millimetres from the top left corner, y down, as an office measures
/// on paper; `rectangle(of:)` and `box(of:)` go to default user space and back.
public struct VisiblePage: Sendable, Hashable {
    /// What is shown, in default user space: the crop box as far as it lies in the media box.
    public let shown: PDFRectangle
    /// The clockwise rotation for display: 0, 90, 180 or 270.
    public let rotation: Int
    /// The size of a unit of default user space, in points of 1/72 inch.
    public let userUnit: Double

    /// Points in a millimetre.
    public static let pointsPerMillimetre = 72 / 25.4

    /// A page that shows `shown`.
    ///
    /// - Parameters:
    ///   - rotation: a multiple of 90, clockwise; anything else counts as the multiple below it.
    ///   - userUnit: `/UserUnit`; what is not a positive number counts as 1.
    public init(shown: PDFRectangle, rotation: Int = 0, userUnit: Double = 1) {
        self.shown = shown
        self.rotation = ((rotation % 360) + 360) % 360 / 90 * 90
        self.userUnit = userUnit.isFinite && userUnit > 0 ? userUnit : 1
    }

    /// `page` of `view`. A crop box that misses the media box shows nothing, and readers show the media box then.
    public init(_ page: PDFPage, in view: PDFView) {
        let (crop, media) = (page.cropBox, page.mediaBox)
        let shown =
            crop.intersects(media)
            ? PDFRectangle(
                x0: max(crop.x0, media.x0), y0: max(crop.y0, media.y0), x1: min(crop.x1, media.x1),
                y1: min(crop.y1, media.y1)) : media
        self.init(
            shown: shown, rotation: page.rotation, userUnit: view.resolve(page.dictionary["UserUnit"]).number ?? 1)
    }

    /// Millimetres in a unit of default user space.
    private var millimetresPerUnit: Double { userUnit / VisiblePage.pointsPerMillimetre }

    /// The width as displayed, in millimetres.
    public var width: Double { (isTurned ? shown.height : shown.width) * millimetresPerUnit }

    /// The height as displayed, in millimetres.
    public var height: Double { (isTurned ? shown.width : shown.height) * millimetresPerUnit }

    /// The whole page.
    public var bounds: VisibleBox { VisibleBox(x: 0, y: 0, width: width, height: height) }

    private var isTurned: Bool { rotation % 180 != 0 }

    /// The rectangle of default user space that shows as `box`.
    public func rectangle(of box: VisibleBox) -> PDFRectangle {
        let (a, b) = (point(x: box.x, y: box.y), point(x: box.x + box.width, y: box.y + box.height))
        return PDFRectangle(x0: a.x, y0: a.y, x1: b.x, y1: b.y)
    }

    /// How `rectangle` of default user space shows.
    public func box(of rectangle: PDFRectangle) -> VisibleBox {
        let (a, b) = (seen(x: rectangle.x0, y: rectangle.y0), seen(x: rectangle.x1, y: rectangle.y1))
        return VisibleBox(x: min(a.x, b.x), y: min(a.y, b.y), width: abs(a.x - b.x), height: abs(a.y - b.y))
    }

    /// The size in points at which to draw the appearance of an annotation with `rectangle`: its `/BBox` is `[0 0 width
    /// height]`. One unit of such a drawing is 1/72 inch on paper, whatever the user unit, because a reader fits the
    /// appearance into the rectangle (12.5.5); and it is as wide as the annotation shows wide, because `uprightMatrix`
    /// undoes the page's rotation.
    public func appearanceSize(in rectangle: PDFRectangle) -> (width: Double, height: Double) {
        let (width, height) = (rectangle.width * userUnit, rectangle.height * userUnit)
        return isTurned ? (height, width) : (width, height)
    }

    /// The `/Matrix` of an appearance that must stand upright on this page: the opposite of the page's rotation; nil when
    /// the page is not turned. A reader moves the turned box to the annotation's rectangle, so no translation is needed.
    public var uprightMatrix: [Double]? {
        switch rotation {
        case 90: [0, 1, -1, 0, 0, 0]
        case 180: [-1, 0, 0, -1, 0, 0]
        case 270: [0, -1, 1, 0, 0, 0]
        default: nil
        }
    }

    /// From millimetres as seen to user space.
    private func point(x: Double, y: Double) -> (x: Double, y: Double) {
        let (right, down) = (x / millimetresPerUnit, y / millimetresPerUnit)
        return switch rotation {
        case 90: (shown.x0 + down, shown.y0 + right)
        case 180: (shown.x1 - right, shown.y0 + down)
        case 270: (shown.x1 - down, shown.y1 - right)
        default: (shown.x0 + right, shown.y1 - down)
        }
    }

    /// From user space to millimetres as seen.
    private func seen(x: Double, y: Double) -> (x: Double, y: Double) {
        let (right, down): (Double, Double) =
            switch rotation {
            case 90: (y - shown.y0, x - shown.x0)
            case 180: (shown.x1 - x, y - shown.y0)
            case 270: (shown.y1 - y, shown.x1 - x)
            default: (x - shown.x0, shown.y1 - y)
            }
        return (right * millimetresPerUnit, down * millimetresPerUnit)
    }
}

/// A box on a visible page, in millimetres from the page's top left corner, y down.
public struct VisibleBox: Sendable, Hashable {
    /// The left edge.
    public var x: Double
    /// The top edge.
    public var y: Double
    /// The width.
    public var width: Double
    /// The height.
    public var height: Double

    /// A box with this top left corner and size.
    public init(x: Double, y: Double, width: Double, height: Double) {
        (self.x, self.y, self.width, self.height) = (x, y, width, height)
    }

    /// Whether `other` lies wholly inside, but for a rounding error of a thousandth of a millimetre.
    public func contains(_ other: VisibleBox) -> Bool {
        let slack = 0.001
        return other.x >= x - slack && other.y >= y - slack && other.x + other.width <= x + width + slack
            && other.y + other.height <= y + height + slack
    }

    /// Whether the insides of both overlap.
    public func intersects(_ other: VisibleBox) -> Bool {
        x < other.x + other.width && other.x < x + width && y < other.y + other.height && other.y < y + height
    }
}
