import PDFSyntax
import Records

/// The empty signature fields that later stages fill. They exist before the first signature, so filling them is form
/// filling to every validator; PDF/A wants an appearance for each (ISO 19005-2, 6.3.3), so each has a blank one.
struct PreparedFields {
    var layout: SignatureLayout
    var geometry: PageGeometry
    var page: PDFReference

    /// Print and Locked (ISO 32000-2, Table 167): shown on paper, not to be moved.
    private static let flags = 4 | 128

    /// Adds the fields, merged with their widgets, digitizer first.
    func add(to sink: inout some PDFObjectSink) -> [PDFReference] {
        [layout.digitizer, layout.agency].map { slot in
            let appearance = sink.add(.stream(blank(slot.box)))
            var field: PDFDictionary = [
                "Type": .name("Annot"), "Subtype": .name("Widget"), "FT": .name("Sig"), "T": .text(slot.field),
                "F": .integer(PreparedFields.flags), "Rect": rounded(geometry.rectangle(of: slot.box)),
                "P": .reference(page), "AP": .dictionary(["N": .reference(appearance)]),
            ]
            if geometry.rotation != 0 { field["MK"] = .dictionary(["R": .integer(geometry.rotation)]) }
            return sink.add(.dictionary(field))
        }
    }

    private func blank(_ box: PageBox) -> PDFStream {
        // Appearances are drawn in user space, whose unit may differ from the point.
        let size = [(box.x1 - box.x0) / geometry.userUnit, (box.y1 - box.y0) / geometry.userUnit]
        var dictionary: PDFDictionary = [
            "Type": .name("XObject"), "Subtype": .name("Form"),
            "BBox": .numbers([0, 0] + size.map(ContentNumber.rounded)), "Resources": .dictionary(PDFDictionary()),
        ]
        dictionary["Matrix"] = geometry.uprightMatrix.map(PDFObject.numbers)
        return PDFStream(dictionary: dictionary, bytes: [])
    }

    private func rounded(_ r: PDFRectangle) -> PDFObject {
        .numbers([r.x0, r.y0, r.x1, r.y1].map(ContentNumber.rounded))
    }

    /// An interactive form of these fields. SigFlags 3 (signatures exist, append only) is set from the start, so that
    /// signing need not touch the form.
    static func form(of fields: [PDFReference]) -> PDFDictionary {
        ["Fields": .array(fields.map(PDFObject.reference)), "SigFlags": .integer(3)]
    }
}
