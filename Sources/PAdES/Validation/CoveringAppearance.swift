import ContentStreams
import PDFSyntax

/// Finds what widgets and annotations of a new revision paint over: words of the page, or words that other appearances
/// showed, that were there to be read before (ISO 32000-2, 12.5.5). Filling in a form and signing are permitted; hiding
/// what was signed is not, whatever is used to do it.
///
/// Over a scan without recognised text nobody can tell words from paper here; opaque paint on it is told and not judged.
///
/// A page is interpreted only when a new or changed appearance on it paints something opaque. All pages and appearances of
/// a file share two budgets.
struct CoveringAppearances {
    private let document: PDFDocument
    /// What may be spent on what was signed, and on what was added: additions cannot keep us from reading the rest.
    private var signedBudget = ContentLimits()
    private var addedBudget = ContentLimits()
    /// What the pages themselves show. A page whose content changes is reported for that.
    private var known: [PDFReference: Content] = [:]

    private struct Content {
        /// The words, recognised text under a scan included: it stands for what the scan shows.
        let words: [ShownText]
        /// A picture that makes up most of the page.
        let picture: PDFRectangle?
    }

    /// The part of a word that must be painted over for the word to count as covered.
    private static let threshold = 0.5
    /// How many covered words are named.
    private static let mostWords = 12

    init(_ document: PDFDocument) { self.document = document }

    /// The coverings that the step from `old` to `new` made.
    ///
    /// - Parameter changes: what else the step did; fields filled in are found by it.
    mutating func changes(
        from old: RevisionState, to new: RevisionState, among changes: [RevisionChange]
    ) -> [RevisionChange] {
        guard !document.isCipherText else { return [] }
        var result: [RevisionChange] = []
        for candidate in candidates(old, new, changes) {
            guard new.pages.indices.contains(candidate.page), let dictionary = candidate.dictionary(new.view) else {
                continue
            }
            let page = new.pages[candidate.page]
            let drawing = ContentInterpreter.drawing(
                ofWidget: dictionary, on: page, in: new.view, spending: &addedBudget)
            let paint = (drawing.areas + CoveringAppearances.ownPaint(dictionary, in: new.view)).filter(\.isOpaque)
            // Glyphs hide what they are written on, be it by their shape or by making it illegible.
            let cover = OpaqueCover(paint + drawing.texts.map { PaintedArea(box: $0.box, kind: .fill, isOpaque: true) })
            if cover.isEmpty, !drawing.isCut { continue }
            // An appearance that nobody can follow to its end is taken for one that hides all in its rectangle.
            let whole = drawing.isCut ? new.view.rectangle(dictionary["Rect"]) : nil
            let content = content(below: candidate, on: page, old, new)
            let covered = content.words.filter { word in
                let isHidden =
                    cover.share(of: word.box) >= CoveringAppearances.threshold
                    || whole.map(word.box.intersects) ?? false
                return isHidden && CoveringAppearances.isReadable(word.text)
                    && !CoveringAppearances.repeats(word, in: drawing)
            }
            let isOverPicture = content.picture.map { picture in
                paint.contains { $0.box.intersects(picture) && min($0.box.width, $0.box.height) > 4 }
            }
            guard !covered.isEmpty || isOverPicture == true else { continue }
            result.append(
                RevisionChange(
                    covered.isEmpty ? .appearanceOverPicture : .appearanceCoversContent,
                    revision: new.view.revision, field: candidate.field, page: candidate.page,
                    rectangle: new.view.rectangle(dictionary["Rect"]), object: candidate.annotation.reference,
                    detail: covered.isEmpty ? nil : CoveringAppearances.list(covered)))
        }
        return result
    }

    /// An annotation whose appearance is new.
    private struct Candidate {
        let annotation: PDFObject
        let page: Int
        /// Its index among the annotations of the page: later ones are drawn above.
        let order: Int
        let field: String?

        func dictionary(_ view: PDFView) -> PDFDictionary? { view.resolve(annotation).dictionary }
    }

    /// The annotations that the revision defines, and those it is reported to have changed by other objects.
    private func candidates(
        _ old: RevisionState, _ new: RevisionState, _ changes: [RevisionChange]
    ) -> [Candidate] {
        guard document.revisions.indices.contains(new.view.revision) else { return [] }
        let defined = Set(document.revisions[new.view.revision].defined)
        let named = Set(changes.compactMap(\.field))
        let touched = Set(changes.compactMap(\.object))
        var fields: [PDFReference: String] = [:]
        for field in new.form.fields {
            for widget in field.widgets { if let reference = widget.reference { fields[reference] = field.name } }
        }
        var result: [Candidate] = []
        for (index, page) in new.pages.enumerated() {
            let annotations = new.view.resolve(page.dictionary["Annots"]).array ?? []
            for (order, annotation) in annotations.enumerated() {
                let isNew: Bool
                if let reference = annotation.reference {
                    isNew =
                        defined.contains(reference.number) || touched.contains(reference)
                        || fields[reference].map(named.contains) ?? false || old.annotationPages[reference] == nil
                } else {
                    let before = old.pages.indices.contains(index) ? old.pages[index].dictionary["Annots"] : nil
                    isNew = !(old.view.resolve(before).array ?? []).contains(annotation)
                }
                guard isNew else { continue }
                result.append(
                    Candidate(
                        annotation: annotation, page: index, order: order,
                        field: annotation.reference.flatMap { fields[$0] }))
            }
        }
        return result
    }

    /// What could be seen at the candidate's page before, as far as the candidate is drawn above it.
    private mutating func content(
        below candidate: Candidate, on page: PDFPage, _ old: RevisionState, _ new: RevisionState
    ) -> Content {
        guard let reference = page.reference, let index = old.pageIndex[reference], old.pages.indices.contains(index)
        else { return Content(words: [], picture: nil) }
        let own = content(of: old.pages[index], reference, in: old.view)
        var words = own.words
        let now = new.view.resolve(page.dictionary["Annots"]).array ?? []
        let box = candidate.dictionary(new.view).flatMap { new.view.rectangle($0["Rect"]) }
        for annotation in old.view.resolve(old.pages[index].dictionary["Annots"]).array ?? [] {
            guard annotation != candidate.annotation, let dictionary = old.view.resolve(annotation).dictionary,
                let other = old.view.rectangle(dictionary["Rect"]), box.map(other.intersects) ?? false,
                now.firstIndex(of: annotation).map({ $0 < candidate.order }) ?? true
            else { continue }
            let drawing = ContentInterpreter.drawing(
                ofWidget: dictionary, on: old.pages[index], in: old.view, spending: &signedBudget)
            words += drawing.texts
        }
        return Content(words: words, picture: own.picture)
    }

    private mutating func content(of page: PDFPage, _ reference: PDFReference, in view: PDFView) -> Content {
        if let content = known[reference] { return content }
        let drawing = ContentInterpreter.drawing(of: page, in: view, spending: &signedBudget)
        let shown = VisiblePage(page, in: view).shown
        let picture = drawing.areas.first { area in
            area.kind == .image && area.box.width * area.box.height > 0.5 * shown.width * shown.height
        }
        let content = Content(words: drawing.texts + drawing.hiddenTexts, picture: picture?.box)
        known[reference] = content
        return content
    }

    /// What readers paint for an annotation without an appearance: the inside of a shape (12.5.6.8).
    private static func ownPaint(_ dictionary: PDFDictionary, in view: PDFView) -> [PaintedArea] {
        guard view.resolve(dictionary["AP"]).isNull, let box = view.rectangle(dictionary["Rect"]),
            ["Square", "Circle", "Polygon", "FreeText", "Redact"].contains(view.resolve(dictionary["Subtype"]).name),
            view.resolve(dictionary["CA"]).number ?? 1 >= 0.99, (view.resolve(dictionary["F"]).integer ?? 0) & 34 == 0
        else { return [] }
        let color = view.resolve(dictionary[view.resolve(dictionary["Subtype"]).name == "FreeText" ? "C" : "IC"]).array
        return color.map { $0.isEmpty } ?? true ? [] : [PaintedArea(box: box, kind: .fill, isOpaque: true)]
    }

    /// Dots to write on and lines are there to be covered.
    private static func isReadable(_ text: String) -> Bool {
        text.contains { $0.isLetter || $0.isNumber || $0 == "\u{FFFD}" }
    }

    /// Whether the new appearance shows the same word at the same place: it was drawn again, not hidden.
    private static func repeats(_ word: ShownText, in drawing: Drawing) -> Bool {
        drawing.texts.contains { $0.text == word.text && $0.box.intersects(word.box) }
    }

    private static func list(_ words: [ShownText]) -> String {
        let text = words.prefix(mostWords).map(\.text).joined(separator: " ")
        return "“\(text.prefix(200))\(words.count > mostWords ? " …" : "")”"
    }
}
