import RasterImage
import Records

/// What was measured on a PDF: its text, and how much of each page is image.
public struct PDFFacts: Sendable, Hashable, Codable {
    /// One page as displayed.
    public struct Page: Sendable, Hashable, Codable {
        /// In points.
        public var width: Double
        /// In points.
        public var height: Double
        /// The part (0…1) of the page that images cover.
        public var imageCoverage: Double
        /// Nil for the pages whose ink was not asked for.
        public var ink: InkProfile?
    }

    /// All pages in order.
    public var pages: [Page]
    /// Page by page, without what signature fields show.
    public var text: TextLayer

    /// Measures all pages; the ink of the first `inkPages` alone, since it means drawing them.
    ///
    /// - Throws: `PDFRenderingError`.
    public init(measuring pdf: [UInt8], inkPages: Int) throws(PDFRenderingError) {
        let measuringDPI = 100.0
        let renderer = try PDFRenderer(pdf)
        var pages: [Page] = []
        for index in 0..<renderer.pageCount {
            let size = try renderer.size(ofPage: index)
            let ink =
                try index < inkPages
                ? InkProfile(of: renderer.render(page: index, dpi: measuringDPI, model: .grey), dpi: measuringDPI)
                : nil
            try pages.append(
                Page(
                    width: size.width, height: size.height, imageCoverage: renderer.imageCoverage(ofPage: index),
                    ink: ink))
        }
        self.pages = pages
        text = try renderer.textLayer()
    }
}
