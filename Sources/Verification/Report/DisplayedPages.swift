import PAdES
import PDFSyntax

/// Where rectangles of a document show: a report gives boxes in points from the top left of the page as displayed.
public struct DisplayedPages: Sendable {
    private let pages: [VisiblePage]

    /// The pages of the newest revision, read only if `findings` name a place on one: a file may have many thousands.
    public init(_ document: PDFDocument, for findings: [SignatureFindings]) {
        let view = document.latest
        let isNeeded = findings.contains { found in
            found.changes.contains { $0.change.rectangle != nil } || found.shown.contains { $0.box != nil }
        }
        pages = isNeeded ? view.pages.map { VisiblePage($0, in: view) } : []
    }

    /// Left, top, right and bottom in points, rounded to a hundredth.
    /// - Parameter page: from 0.
    /// - Returns: nil when there is no such page, or nothing to see.
    public func box(_ rectangle: PDFRectangle, page: Int?) -> [Double]? {
        guard let page, pages.indices.contains(page), rectangle.width > 0, rectangle.height > 0 else { return nil }
        let box = pages[page].box(of: rectangle)
        return [box.x, box.y, box.x + box.width, box.y + box.height].map { millimetres in
            (millimetres * VisiblePage.pointsPerMillimetre * 100).rounded() / 100
        }
    }
}
