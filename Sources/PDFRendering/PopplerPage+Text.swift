import CPoppler
import Records

/// One scalar of a page's text and its place.
struct Glyph {
    var scalar: Unicode.Scalar
    var box: PageBox
}

extension PopplerPage {
    /// The text of the page's contents in poppler's order; a line feed ends each line. What annotations show is not
    /// among it.
    func glyphs() throws(PDFRenderingError) -> [Glyph] {
        guard let text = poppler_page_get_text(pointer) else { return [] }
        defer { g_free(text) }
        var boxes: UnsafeMutablePointer<PopplerRectangle>?
        var count: guint = 0
        guard poppler_page_get_text_layout(pointer, &boxes, &count) != 0, let boxes else { return [] }
        defer { g_free(boxes) }
        // Poppler gives a box for each Unicode scalar, combining marks included.
        let scalars = String(cString: text).unicodeScalars
        guard scalars.count == Int(count) else {
            throw .pageFailed(index, "\(scalars.count) characters with \(count) boxes")
        }
        return zip(scalars, UnsafeBufferPointer(start: boxes, count: Int(count))).map { scalar, box in
            Glyph(scalar: scalar, box: PageBox(x0: box.x1, y0: box.y1, x1: box.x2, y1: box.y2))
        }
    }
}
