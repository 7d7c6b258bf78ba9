import ContentStreams
import PDFSyntax

/// The part of a comparison that concerns where new widgets stand and whether they show anything.
extension RevisionDifference {
    /// Where a widget stands in the new revision.
    struct Place {
        let page: Int?
        let rectangle: PDFRectangle?
        let hasAppearance: Bool
        var hasArea: Bool { rectangle.map { $0.width != 0 && $0.height != 0 } ?? false }
        /// Whether readers draw something there.
        var isDrawn: Bool { hasArea && hasAppearance }
    }

    /// Where its widgets stand; one place without a page when it has none.
    func places(of field: FormField) -> [Place] {
        let places = field.widgets.map { widget in
            Place(
                page: widget.reference.flatMap { new.annotationPages[$0] },
                rectangle: new.view.rectangle(widget.dictionary["Rect"]),
                hasAppearance: paints(widget.dictionary))
        }
        return places.isEmpty ? [Place(page: nil, rectangle: nil, hasAppearance: false)] : places
    }

    /// Whether readers paint anything for a widget: a caption, or more than an empty appearance.
    func paints(_ widget: PDFDictionary) -> Bool {
        let characteristics = new.view.resolve(widget["MK"]).dictionary
        if characteristics?["CA"] != nil || characteristics?["I"] != nil { return true }
        guard !new.view.resolve(widget["AP"]).isNull else { return false }
        if new.view.document.isCipherText { return true }
        let states = new.view.resolve(widget["AP"]).dictionary
        if states?["R"] != nil || states?["D"] != nil { return true }
        var shown = widget
        shown["F"] = nil
        let drawing = ContentInterpreter.drawing(ofWidget: shown, in: new.view)
        return !drawing.isComplete || !drawing.texts.isEmpty || !drawing.hiddenTexts.isEmpty || !drawing.areas.isEmpty
    }
}
