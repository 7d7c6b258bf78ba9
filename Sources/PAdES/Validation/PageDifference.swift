import PDFSyntax

/// The part of a comparison that concerns pages and annotations.
extension RevisionDifference {
    mutating func comparePages() {
        let before = old.pages.map(\.reference)
        let after = new.pages.map(\.reference)
        if before != after {
            report(.pageTree, detail: "\(before.count) → \(after.count)")
        }
        guard !pending.isEmpty else { return }
        compareInherited()
        for (index, page) in old.pages.enumerated() {
            guard let reference = page.reference else { continue }
            let list = page.dictionary["Annots"]?.reference
            guard isPending(reference) || isPending(list) else { continue }
            let now = new.view.object(reference).dictionary ?? PDFDictionary()
            compareEntries(page.dictionary, now, page: index)
            compareXMP(page.dictionary["Metadata"], now["Metadata"], page: index)
            compareAnnotations(page.dictionary["Annots"], now["Annots"], page: index)
            explain(reference.number)
            if let list, isUsedOnly(by: [reference.number], list.number) { explain(list.number) }
        }
        explainAnnotations()
    }

    /// Nodes of the page tree may be written again as long as every page inherits the same.
    private mutating func compareInherited() {
        let nodes = pending.filter { number in
            old.view.reference(of: number).map { old.view.object($0).dictionary?["Type"]?.name == "Pages" } ?? false
        }
        guard !nodes.isEmpty, old.pages.count == new.pages.count else { return }
        for (index, (was, isNow)) in zip(old.pages, new.pages).enumerated() {
            let same =
                was.reference == isNow.reference && was.mediaBox == isNow.mediaBox && was.cropBox == isNow.cropBox
                && was.rotation == isNow.rotation
                && Equivalence.holds(
                    .dictionary(was.resources), in: old.view, .dictionary(isNow.resources), in: new.view)
            if !same { report(.pageContent, page: index) }
        }
        for number in nodes { explain(number) }
    }

    private mutating func compareEntries(_ was: PDFDictionary, _ isNow: PDFDictionary, page: Int) {
        for key in Equivalence.differingKeys(was, in: old.view, isNow, in: new.view) {
            switch key {
            case "Annots", "Metadata": break
            case "LastModified": report(.metadata, page: page, detail: key.description)
            case "PieceInfo":
                report(isPieceInfo(isNow[key]) ? .metadata : .metadataMalformed, page: page, detail: key.description)
            case "MediaBox", "CropBox", "Rotate", "Resources", "UserUnit":
                if !hasSame(key, page: page) { report(.pageContent, page: page, detail: key.description) }
            case "Tabs", "StructParents": report(.tabOrder, page: page, detail: key.description)
            default: report(.pageContent, page: page, detail: key.description)
            }
        }
    }

    /// Whether a page has the same of `key` as before: written in the page, inherited or by default.
    private func hasSame(_ key: PDFName, page: Int) -> Bool {
        guard old.pages.indices.contains(page), new.pages.indices.contains(page) else { return false }
        let (was, isNow) = (old.pages[page], new.pages[page])
        guard was.reference == isNow.reference else { return false }
        return switch key {
        case "MediaBox": was.mediaBox == isNow.mediaBox
        case "CropBox": was.cropBox == isNow.cropBox
        case "Rotate": was.rotation == isNow.rotation
        case "Resources":
            Equivalence.holds(.dictionary(was.resources), in: old.view, .dictionary(isNow.resources), in: new.view)
        default:
            (old.view.resolve(was.dictionary[key]).number ?? 1) == (new.view.resolve(isNow.dictionary[key]).number ?? 1)
        }
    }

    private mutating func compareAnnotations(_ before: PDFObject?, _ after: PDFObject?, page: Int) {
        let was = old.view.resolve(before).array ?? []
        let isNow = new.view.resolve(after).array ?? []
        let kept = Set(isNow)
        let known = Set(was)
        for annotation in was where !kept.contains(annotation) {
            let dictionary = old.view.resolve(annotation).dictionary
            // A direct annotation may have been moved into an object of its own.
            if annotation.reference == nil,
                isNow.contains(where: { Equivalence.holds(annotation, in: old.view, $0, in: new.view) })
            {
                continue
            }
            let isWidget = dictionary?["Subtype"]?.name == "Widget"
            report(
                isWidget ? .widgetRemoved : .annotationRemoved, page: page,
                rectangle: old.view.rectangle(dictionary?["Rect"]), object: annotation.reference)
        }
        for annotation in isNow where !known.contains(annotation) {
            let dictionary = new.view.resolve(annotation).dictionary ?? PDFDictionary()
            let rectangle = new.view.rectangle(dictionary["Rect"])
            if let reference = annotation.reference, new.widgets.contains(reference) {
                // A new widget is judged as a part of its field.
                if old.annotationPages[reference] != nil {
                    report(.fieldChanged, page: page, rectangle: rectangle, object: reference, detail: "/Annots")
                }
                continue
            }
            let isKnown = was.contains { Equivalence.holds($0, in: old.view, annotation, in: new.view) }
            if dictionary.isEmpty || isKnown { continue }
            if ActiveContent(view: new.view).isIn(dictionary) {
                report(.action, page: page, rectangle: rectangle, object: annotation.reference)
            }
            // A widget without a field, or an inner node of the form, can be filled in by nobody.
            let isWidget = dictionary["Subtype"]?.name == "Widget"
            report(
                isWidget ? .fieldAdded : .annotationAdded, page: page, rectangle: rectangle,
                object: annotation.reference, detail: dictionary["Subtype"]?.name?.description)
        }
        reportRepeated(was, isNow, page: page)
    }

    /// An annotation that a page lists once more than before is drawn again, over what had covered it.
    private mutating func reportRepeated(_ was: [PDFObject], _ isNow: [PDFObject], page: Int) {
        func counts(_ list: [PDFObject]) -> [PDFReference: Int] {
            list.compactMap(\.reference).reduce(into: [:]) { $0[$1, default: 0] += 1 }
        }
        let before = counts(was)
        for (reference, count) in counts(isNow).sorted(by: { $0.key < $1.key }) where count > 1 {
            guard count > max(before[reference] ?? 0, 1) else { continue }
            let isWidget = new.view.object(reference).dictionary?["Subtype"]?.name == "Widget"
            report(isWidget ? .fieldChanged : .annotationChanged, page: page, object: reference, detail: "/Annots")
        }
    }

    /// Annotations that are not widgets, and what they show.
    private mutating func explainAnnotations() {
        guard !pending.isEmpty else { return }
        let stop = Set(old.pageIndex.keys).union(old.form.nodes)
        for (reference, page) in old.annotationPages where !old.form.nodes.contains(reference) {
            guard !pending.isEmpty else { return }
            let shown = old.reachable(from: [.reference(reference)], stop: stop)
            let touched = pending.intersection(shown)
            guard !touched.isEmpty else { continue }
            let holders = Set(old.pages.compactMap(\.reference?.number))
                .union(old.pages.compactMap { $0.dictionary["Annots"]?.reference?.number })
            for number in touched where isUsedOnly(by: shown.union(number == reference.number ? holders : []), number) {
                explain(number)
                report(.annotationChanged, page: page, object: reference)
            }
            let was = old.view.object(reference).dictionary ?? PDFDictionary()
            let isNow = new.view.object(reference).dictionary ?? PDFDictionary()
            if ActiveContent(view: new.view).isIn(isNow), !ActiveContent(view: old.view).isIn(was) {
                report(.action, page: page, object: reference)
            }
        }
    }
}
