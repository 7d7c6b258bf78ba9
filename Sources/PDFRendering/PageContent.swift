import RasterImage
import Records

/// What stands on one page as a viewer shows it, annotations included: what a visible signature must find and must not
/// cover.
public struct PageContent: Sendable, Hashable {
    /// From 0.
    public var index: Int
    /// Pages of the file.
    public var pageCount: Int
    /// The words and where they are, in points; the page's size as displayed, without /UserUnit.
    public var text: TextLayer.Page
    /// Where there is ink.
    public var ink: PageInk

    /// All parts as given.
    public init(index: Int, pageCount: Int, text: TextLayer.Page, ink: PageInk) {
        (self.index, self.pageCount, self.text, self.ink) = (index, pageCount, text, ink)
    }
}

extension PDFRenderer {
    /// What stands on a page.
    ///
    /// - Parameter page: from 0; negative ones count from the end, -1 is the last page.
    /// - Throws: `PDFRenderingErrorCode.pageMissing`, `.tooLarge`, `.pageFailed`.
    public func content(ofPage page: Int) throws(PDFRenderingError) -> PageContent {
        let index = page < 0 ? pageCount + page : page
        let measuringDPI = 100.0
        return PageContent(
            index: index, pageCount: pageCount, text: try text(ofPage: index),
            ink: PageInk(of: try render(page: index, dpi: measuringDPI, model: .grey), dpi: measuringDPI))
    }
}
