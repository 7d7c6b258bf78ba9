import PDFSyntax
import Records

/// Adds the prepared fields to a PDF as one incremental update: every byte that came in stays as it is, and only
/// objects that must change are written again.
struct FieldUpdate {
    let intake: PDFIntake
    let header: HeaderPlan

    /// The bytes to append.
    ///
    /// - Throws: `PDFSyntaxError`.
    func appended() throws -> [UInt8] {
        guard let page = intake.pages.first, let reference = page.reference else { return [] }
        var update = try IncrementalUpdate(intake.document)
        let before = PageGeometry(page, in: intake.view)
        let after = header.band > 0 ? before.grown(band: header.band, width: header.width) : before
        let fields = PreparedFields(layout: header.layout, geometry: after, page: reference).add(to: &update)
        var dictionary = page.dictionary
        var pageChanged = false
        if header.band > 0 {
            let media = page.mediaBox
            let box = after.box
            let grown = PDFRectangle(
                x0: min(media.x0, box.x0), y0: min(media.y0, box.y0), x1: max(media.x1, box.x1),
                y1: max(media.y1, box.y1))
            dictionary["MediaBox"] = rounded(grown)
            // Written even when it equals the media box: an inherited one would still cut the band off.
            dictionary["CropBox"] = rounded(box)
            pageChanged = true
        }
        let added = fields.map(PDFObject.reference)
        if case .reference(let list)? = dictionary["Annots"], let annotations = intake.view.object(list).array {
            update.set(list, .array(annotations + added))
        } else {
            dictionary["Annots"] = .array((intake.view.resolve(dictionary["Annots"]).array ?? []) + added)
            pageChanged = true
        }
        if pageChanged { update.set(reference, .dictionary(dictionary)) }
        addToForm(fields, in: &update)
        return try update.finish().bytes
    }

    /// Changes the innermost object that holds the list of fields.
    private func addToForm(_ fields: [PDFReference], in update: inout IncrementalUpdate) {
        let view = intake.view
        guard let root = view.catalogReference else { return }
        var catalog = view.catalog
        guard var form = view.resolve(catalog["AcroForm"]).dictionary else {
            catalog["AcroForm"] = .reference(update.add(.dictionary(PreparedFields.form(of: fields))))
            update.set(root, .dictionary(catalog))
            return
        }
        let all = (view.resolve(form["Fields"]).array ?? []) + fields.map(PDFObject.reference)
        let flags = (view.resolve(form["SigFlags"]).integer ?? 0) | 3
        if case .reference(let list)? = form["Fields"], view.object(list).array != nil,
            view.resolve(form["SigFlags"]).integer == flags
        {
            update.set(list, .array(all))
            return
        }
        form["Fields"] = .array(all)
        form["SigFlags"] = .integer(flags)
        if case .reference(let own)? = catalog["AcroForm"] {
            update.set(own, .dictionary(form))
        } else {
            catalog["AcroForm"] = .dictionary(form)
            update.set(root, .dictionary(catalog))
        }
    }

    private func rounded(_ r: PDFRectangle) -> PDFObject {
        .numbers([r.x0, r.y0, r.x1, r.y1].map(ContentNumber.rounded))
    }
}
