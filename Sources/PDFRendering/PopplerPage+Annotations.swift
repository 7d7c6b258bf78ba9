import CPoppler
import Records

extension PopplerPage {
    /// Widgets and typewriter texts, with their places on the page as displayed.
    func annotationsWithText() -> [FilledInText.Annotation] {
        let signatures = signatureFieldRectangles()
        let list = poppler_page_get_annot_mapping(pointer)
        defer { poppler_page_free_annot_mapping(list) }
        return mapList(list, of: PopplerAnnotMapping.self) { mapping in
            guard let annotation = mapping.annot else { return nil }
            let type = poppler_annot_get_annot_type(annotation)
            guard type == POPPLER_ANNOT_WIDGET || type == POPPLER_ANNOT_FREE_TEXT else { return nil }
            let area = mapping.area
            return FilledInText.Annotation(
                box: PageBox(x0: area.x1, y0: height - area.y2, x1: area.x2, y1: height - area.y1),
                isSignature: type == POPPLER_ANNOT_WIDGET && signatures.contains { isSamePlace($0, area) })
        }
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

    /// The page as a PDF of its own in which annotations have become contents, drawn inside `boxes` alone. Poppler's
    /// text interface leaves annotations out; its drawing does not.
    func flattened(inside boxes: [PageBox]) -> [UInt8] {
        let sink = ByteSink()
        let surface = cairo_pdf_surface_create_for_stream(
            { context, data, count in
                guard let context, let data else { return CAIRO_STATUS_WRITE_ERROR }
                let sink = Unmanaged<ByteSink>.fromOpaque(context).takeUnretainedValue()
                sink.bytes.append(contentsOf: UnsafeBufferPointer(start: data, count: Int(count)))
                return CAIRO_STATUS_SUCCESS
            }, Unmanaged.passUnretained(sink).toOpaque(), width, height)
        defer { cairo_surface_destroy(surface) }
        let context = cairo_create(surface)
        defer { cairo_destroy(context) }
        for box in boxes { cairo_rectangle(context, box.x0, box.y0, box.x1 - box.x0, box.y1 - box.y0) }
        cairo_clip(context)
        poppler_page_render(pointer, context)
        cairo_surface_finish(surface)
        // Cairo writes from this object's point of view behind Swift's back.
        return withExtendedLifetime(sink) { sink.bytes }
    }
}

/// What cairo's stream callback writes into.
private final class ByteSink {
    var bytes: [UInt8] = []
}
