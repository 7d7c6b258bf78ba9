import CPoppler
import Records

/// One scalar of a page's text and its place.
struct Glyph {
    var scalar: Unicode.Scalar
    var box: PageBox
}

extension PopplerPage {
    /// The page's text in poppler's order; a line feed ends each line.
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

    /// Takes the widgets of signature fields off the page (in memory).
    func removeSignatureWidgets() {
        let fields = signatureFieldRectangles()
        guard !fields.isEmpty else { return }
        let list = poppler_page_get_annot_mapping(pointer)
        defer { poppler_page_free_annot_mapping(list) }
        let widgets = mapList(list, of: PopplerAnnotMapping.self) { mapping -> OpaquePointer? in
            guard let annotation = mapping.annot, isWidget(annotation) else { return nil }
            return fields.contains { isSamePlace($0, mapping.area) } ? annotation : nil
        }
        for widget in widgets { poppler_page_remove_annot(pointer, widget) }
    }

    private func isWidget(_ annotation: OpaquePointer) -> Bool {
        poppler_annot_get_annot_type(annotation) == POPPLER_ANNOT_WIDGET
    }

    private func signatureFieldRectangles() -> [PopplerRectangle] {
        let list = poppler_page_get_form_field_mapping(pointer)
        defer { poppler_page_free_form_field_mapping(list) }
        return mapList(list, of: PopplerFormFieldMapping.self) { mapping in
            let isSignature = poppler_form_field_get_field_type(mapping.field) == POPPLER_FORM_FIELD_SIGNATURE
            return isSignature ? mapping.area : nil
        }
    }

    /// Poppler turns the rectangles of annotations with the page but not those of form fields, and tells neither the
    /// rotation nor which annotation belongs to a field.
    private func isSamePlace(_ field: PopplerRectangle, _ annotation: PopplerRectangle) -> Bool {
        let turned = [
            (field.x1, field.y1, field.x2, field.y2),
            (field.y1, height - field.x2, field.y2, height - field.x1),
            (width - field.x2, height - field.y2, width - field.x1, height - field.y1),
            (width - field.y2, field.x1, width - field.y1, field.x2),
        ]
        return turned.contains { x1, y1, x2, y2 in
            [x1 - annotation.x1, y1 - annotation.y1, x2 - annotation.x2, y2 - annotation.y2]
                .allSatisfy { abs($0) < 0.5 }
        }
    }
}
