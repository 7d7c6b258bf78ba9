import CPoppler
import RasterImage
import Records

/// Draws pages and reads text, with poppler.
///
/// C++ code on bytes that strangers send: run it in a worker process only. Not Sendable: poppler crashes when threads
/// share a document.
public final class PDFRenderer {
    /// More pages than any document of an office has.
    public static let maximumPages = 20_000

    private let document: PopplerDocument

    /// - Throws: `PDFRenderingErrorCode.unreadable`, `.encrypted`, `.tooLarge`.
    public init(_ pdf: [UInt8], password: String? = nil) throws(PDFRenderingError) {
        document = try PopplerDocument(pdf, password: password)
    }

    /// At least 1.
    public var pageCount: Int { document.pageCount }

    /// Width and height in points of page `page` (0-based) as displayed: the crop box after /Rotate.
    ///
    /// - Throws: `PDFRenderingErrorCode.pageMissing`, `.pageFailed`.
    public func size(ofPage page: Int) throws(PDFRenderingError) -> (width: Double, height: Double) {
        let page = try document.page(page)
        return (page.width, page.height)
    }

    /// Page `page` (0-based) on white paper with its annotations, as a viewer shows it.
    ///
    /// - Parameter model: `.grey` or `.rgb`.
    /// - Throws: `PDFRenderingErrorCode.pageMissing`, `.tooLarge`, `.pageFailed`.
    public func render(page: Int, dpi: Double, model: Raster.ColourModel = .rgb) throws(PDFRenderingError) -> Raster {
        let page = try document.page(page)
        let (width, height) = (page.width * dpi / 72, page.height * dpi / 72)
        guard width.isFinite, height.isFinite, width < 1e6, height < 1e6,
            RasterLimits.accepts(width: Int(width.rounded(.up)), height: Int(height.rounded(.up)))
        else { throw .tooLarge("\(Int(clamping: width)) × \(Int(clamping: height))") }
        return try page.draw(
            width: max(1, Int(width.rounded())), height: max(1, Int(height.rounded())), dpi: dpi,
            model: model == .grey ? .grey : .rgb)
    }

    /// The text of all pages, word by word, in NFC: of their contents, and what was filled in by means of annotations
    /// (`FilledInText`), without the stamps that say who signed.
    ///
    /// - Throws: `PDFRenderingErrorCode.pageFailed`.
    public func textLayer() throws(PDFRenderingError) -> TextLayer {
        var pages: [TextLayer.Page] = []
        for index in 0..<document.pageCount { pages.append(try text(ofPage: index)) }
        return TextLayer(source: .embedded, pages: pages)
    }

    /// The text of page `page` (0-based), as `textLayer` reads it.
    ///
    /// - Throws: `PDFRenderingErrorCode.pageMissing`, `.pageFailed`.
    public func text(ofPage page: Int) throws(PDFRenderingError) -> TextLayer.Page {
        let page = try document.page(page)
        let contents = try page.glyphs()
        let filledIn = try filledIn(on: page, contents: contents)
        let lines = LineAssembly.lines(of: contents, filledIn: filledIn)
        return TextLayer.Page(width: page.width, height: page.height, lines: lines)
    }

    private func filledIn(on page: PopplerPage, contents: [Glyph]) throws(PDFRenderingError) -> [Glyph] {
        let annotations = page.annotationsWithText()
        guard !annotations.isEmpty else { return [] }
        let flattened = try PopplerDocument(page.flattened(inside: annotations.map(\.box)), password: nil)
        return try FilledInText.glyphs(of: annotations, shown: flattened.page(0).glyphs(), contents: contents)
    }

    /// The part (0…1) of page `page` (0-based) that images cover, masks and overlaps counted once.
    ///
    /// - Throws: `PDFRenderingErrorCode.pageMissing`, `.pageFailed`.
    public func imageCoverage(ofPage page: Int) throws(PDFRenderingError) -> Double {
        try document.page(page).imageCoverage()
    }
}

extension Int {
    /// For messages: a size that may be infinite or not a number.
    fileprivate init(clamping size: Double) { self = size.isFinite ? Int(Swift.max(-1e9, Swift.min(size, 1e9))) : 0 }
}
