import PDFSyntax

/// The part of a comparison that concerns the interactive form (ISO 32000-2, 12.7).
extension RevisionDifference {
    /// Entries of a field or widget that filling in changes, and that are judged as its value or say nothing of it.
    private static let filledIn: Set<PDFName> = [
        "V", "AP", "AS", "I", "M", "NM", "StructParent", "Type", "P", "F", "Ff",
    ]

    /// Entries that programs set as well; they are told.
    private static let setAside: Set<PDFName> = ["DA", "Q", "RV", "RC", "MK", "Lock"]

    /// Entries of inner nodes that filling in changes.
    private static let innerEntries: Set<PDFName> = ["V", "I", "M", "RV", "DA", "Q", "Lock"]

    /// Those of them that would hide a signature that was already shown, or show it differently.
    private static let fixedBySigning: Set<PDFName> = ["AS", "F", "MK"]

    mutating func compareForms() {
        let before = old.view.interactiveForm
        let after = new.view.interactiveForm
        compareFormDictionaries(before, after)
        let known = Dictionary(
            old.form.fields.compactMap { field in field.reference.map { ($0, field) } }, uniquingKeysWith: { a, _ in a }
        )
        let present = Dictionary(
            new.form.fields.compactMap { field in field.reference.map { ($0, field) } }, uniquingKeysWith: { a, _ in a }
        )
        for field in old.form.fields {
            guard let reference = field.reference else { continue }
            guard let now = present[reference], now.name == field.name, now.type == field.type else {
                let isSigned = field.type == "Sig" && field.value != nil
                report(isSigned ? .signatureRemoved : .fieldRemoved, field: field.name)
                continue
            }
            compare(field, now)
        }
        for field in new.form.fields where field.reference.map({ known[$0] == nil }) ?? true { added(field) }
        explainInnerNodes()
    }

    private mutating func compareFormDictionaries(_ before: PDFDictionary, _ after: PDFDictionary) {
        for key in Equivalence.differingKeys(before, in: old.view, after, in: new.view) {
            switch key {
            case "Fields", "SigFlags": break
            case "DA", "Q", "NeedAppearances": report(.formDefaults, detail: key.description)
            case "DR": compareResources(before["DR"], after["DR"])
            default: report(.formChanged, detail: key.description)
            }
        }
        if let form = old.view.catalog["AcroForm"]?.reference, form == new.view.catalog["AcroForm"]?.reference {
            explain(form.number)
        }
        if let fields = before["Fields"]?.reference, isUsedOnly(by: formObjects, fields.number) {
            explain(fields.number)
        }
        explainResources(before["DR"], after["DR"])
    }

    /// Default resources may grow; what was there must stay.
    private mutating func compareResources(_ before: PDFObject?, _ after: PDFObject?) {
        let was = old.view.resolve(before).dictionary ?? PDFDictionary()
        let isNow = new.view.resolve(after).dictionary ?? PDFDictionary()
        for entry in was.entries {
            let older = old.view.resolve(entry.value).dictionary
            let newer = new.view.resolve(isNow[entry.key]).dictionary
            guard let older, let newer else {
                if !Equivalence.holds(entry.value, in: old.view, isNow[entry.key], in: new.view) {
                    return report(.formChanged, detail: "/DR \(entry.key)")
                }
                continue
            }
            for item in older.entries
            where !Equivalence.holds(item.value, in: old.view, newer[item.key], in: new.view) {
                return report(.formChanged, detail: "/DR \(entry.key) \(item.key)")
            }
        }
        report(.formDefaults, detail: "/DR")
    }

    /// The dictionaries of the default resources themselves, when they stand in objects of their own.
    private mutating func explainResources(_ before: PDFObject?, _ after: PDFObject?) {
        guard let before else { return }
        var own = before.reference.map { [$0] } ?? []
        own += (old.view.resolve(before).dictionary?.entries ?? []).compactMap(\.value.reference)
        let touched = own.filter { isPending($0) && old.view.object($0).stream == nil }
        guard !touched.isEmpty else { return }
        compareResources(before, after)
        let users = Set(own.map(\.number)).union(formObjects)
        for reference in touched where isUsedOnly(by: users, reference.number) { explain(reference.number) }
    }

    /// The catalog and the form dictionary: what refers to form-wide things.
    private var formObjects: Set<Int> {
        let catalog = old.view.catalogReference.map { [$0.number] } ?? []
        return Set(catalog + (old.view.catalog["AcroForm"]?.reference.map { [$0.number] } ?? []))
    }

    private mutating func compare(_ was: FormField, _ isNow: FormField) {
        let isSignature = was.type == "Sig"
        let valueChanged = compareValues(was, isNow)
        let isFilledSignature = isSignature && was.value == nil && isNow.value != nil
        compareEntries(was, was.dictionary, isNow.dictionary, was.reference, isFilledSignature)
        for widget in was.widgets where widget.reference != was.reference {
            guard let reference = widget.reference else { continue }
            guard let after = isNow.widgets.first(where: { $0.reference == reference }) else {
                report(.fieldChanged, field: was.name, detail: "/Kids")
                continue
            }
            compareEntries(was, widget.dictionary, after.dictionary, reference, isFilledSignature)
        }
        if isNow.widgets.count > was.widgets.count { report(.fieldChanged, field: was.name, detail: "/Kids") }
        for widget in was.widgets {
            let after = isNow.widgets.first { $0.reference == widget.reference }
            let changed = compareAppearances(widget, after)
            if changed, isSignature, !isFilledSignature {
                report(.fieldChanged, field: was.name, detail: "/AP")
            } else if changed, !isSignature, !valueChanged {
                report(.fieldFilled, field: was.name, detail: "/AP")
            }
        }
        explain(was.reference?.number)
        for widget in was.widgets { explain(widget.reference?.number) }
    }

    private mutating func compareEntries(
        _ field: FormField, _ was: PDFDictionary, _ isNow: PDFDictionary, _ reference: PDFReference?, _ isSigning: Bool
    ) {
        guard isPending(reference) else { return }
        let isSigned = field.type == "Sig" && field.value != nil && !isPlaceholder(field.value)
        for key in Equivalence.differingKeys(was, in: old.view, isNow, in: new.view) {
            let isFixed = isSigned && RevisionDifference.fixedBySigning.contains(key)
            if isFixed || !mayChange(key, was, isNow, reference, isSigning) {
                report(.fieldChanged, field: field.name, detail: key.description)
            } else if RevisionDifference.setAside.contains(key), field.type != "Sig" || isSigned {
                report(.fieldFilled, field: field.name, detail: key.description)
            }
        }
    }

    /// Whether filling in and signing may give `key` the value it has now.
    private func mayChange(
        _ key: PDFName, _ was: PDFDictionary, _ isNow: PDFDictionary, _ reference: PDFReference?, _ isSigning: Bool
    ) -> Bool {
        func bits(_ dictionary: PDFDictionary, _ view: PDFView) -> Int { view.resolve(dictionary[key]).integer ?? 0 }
        switch key {
        case "Type": return isNow[key]?.name == "Annot"
        case "P":
            // A widget may name the page that lists it, no other.
            let page = reference.flatMap { new.annotationPages[$0] }.flatMap { new.pages[$0].reference }
            return isNow[key] == nil || isNow[key]?.reference == page
        case "F":
            // Invisible, Hidden, NoView (table 167): what was there to be seen stays so, and what was hidden too, but for
            // a widget that is being signed.
            let hiding = 0b10_0011
            let (before, after) = (bits(was, old.view) & hiding, bits(isNow, new.view) & hiding)
            return before == after || isSigning && after & ~before == 0
        case "Ff":
            // ReadOnly, Required and NoExport (table 227) change nothing that can be seen.
            return bits(was, old.view) | 0b111 == bits(isNow, new.view) | 0b111
        default: return RevisionDifference.filledIn.contains(key) || RevisionDifference.setAside.contains(key)
        }
    }

    /// Whether the value changed; reports how.
    private mutating func compareValues(_ was: FormField, _ isNow: FormField) -> Bool {
        let isSame =
            Equivalence.holds(was.value, in: old.view, isNow.value, in: new.view) && !isPending(was.value?.reference)
        if isSame { return false }
        guard was.type == "Sig" else {
            report(
                .fieldFilled, field: was.name,
                detail:
                    "\(RevisionDifference.text(was.value, old.view)) → \(RevisionDifference.text(isNow.value, new.view))"
            )
            explainValue(was)
            return true
        }
        if isNow.value == nil {
            report(.signatureRemoved, field: was.name)
        } else if was.value == nil || isPlaceholder(was.value) {
            explainValue(was)
            signed(isNow, .signatureAdded)
        } else {
            report(.signatureReplaced, field: was.name)
            explainValue(was)
        }
        return true
    }

    /// A value in an object of its own is explained with its field, when fields alone use it.
    private mutating func explainValue(_ field: FormField) {
        guard let value = field.value?.reference else { return }
        if isUsedOnly(by: Set(old.form.nodes.map(\.number)), value.number) { explain(value.number) }
    }

    /// A signature dictionary without a signature, which some tools prepare.
    private func isPlaceholder(_ value: PDFObject?) -> Bool {
        guard let dictionary = old.view.resolve(value).dictionary else { return true }
        let contents = old.view.resolve(dictionary["Contents"]).string ?? []
        return contents.allSatisfy { $0 == 0 }
    }

    private mutating func added(_ field: FormField) {
        let active = ActiveContent(view: new.view)
        if ([field.dictionary] + field.widgets.map(\.dictionary)).contains(where: active.isIn) {
            report(.action, field: field.name)
        }
        guard field.type == "Sig" else {
            report(.fieldAdded, field: field.name)
            return
        }
        guard field.value == nil else { return signed(field, .signatureFieldAdded) }
        // Without a signature nobody answers for what the field shows.
        for place in places(of: field) {
            report(
                place.isDrawn ? .fieldAdded : .signatureFieldAdded, field: field.name, page: place.page,
                rectangle: place.rectangle)
        }
    }

    private mutating func signed(_ field: FormField, _ kind: RevisionChange.Kind) {
        guard let value = new.view.resolve(field.value).dictionary else {
            return report(.addedSignatureBroken, field: field.name)
        }
        if showsOlderSignature(field) {
            for place in places(of: field) {
                report(.fieldAdded, field: field.name, page: place.page, rectangle: place.rectangle)
            }
            return
        }
        let isTimestamp = SignatureDictionary(value, in: new.view).encoding == .rfc3161
        let shown = places(of: field)
        if isTimestamp, !shown.contains(where: \.hasArea) {
            report(.documentTimestamp, field: field.name)
        } else {
            for place in shown { report(kind, field: field.name, page: place.page, rectangle: place.rectangle) }
        }
    }

    /// Whether the field is new and its signature is not: it would lend that signature to something else.
    private func showsOlderSignature(_ field: FormField) -> Bool {
        guard let value = field.value?.reference, old.view.reference(of: value.number) == value else { return false }
        return !isPlaceholder(.reference(value))
    }

    /// Whether what a widget shows changed. The objects of its appearance are explained when widgets alone use them.
    private mutating func compareAppearances(_ was: FormWidget, _ isNow: FormWidget?) -> Bool {
        let before = was.dictionary["AP"] ?? .null
        let after = isNow?.dictionary["AP"] ?? .null
        var changed = !Equivalence.holds(before, in: old.view, after, in: new.view)
        if changed, let shared = before.reference, !isUsedOnly(by: Set(old.form.nodes.map(\.number)), shared.number) {
            report(.sharedAppearance, object: shared)
        }
        if before.isNull || pending.isEmpty { return changed }
        let stop = Set(old.pageIndex.keys).union(old.form.nodes)
        let shown = old.reachable(from: [before], stop: stop)
        let touched = pending.intersection(shown)
        guard !touched.isEmpty else { return changed }
        changed = true
        let users = shown.union(old.form.nodes.map(\.number)).union(was.reference.map { [$0.number] } ?? [])
        for number in touched {
            if isUsedOnly(by: users, number) {
                explain(number)
            } else {
                report(.sharedAppearance, object: old.view.reference(of: number))
            }
        }
        return changed
    }

    /// Fields that only hold other fields: their lists of kids are judged by the kids.
    private mutating func explainInnerNodes() {
        let terminal = Set(old.form.fields.compactMap(\.reference))
        for reference in old.form.nodes.subtracting(terminal) where isPending(reference) {
            let was = old.view.object(reference).dictionary ?? PDFDictionary()
            let isNow = new.view.object(reference).dictionary ?? PDFDictionary()
            let keys = Equivalence.differingKeys(was, in: old.view, isNow, in: new.view)
            // A node that is drawn although it is no field of its own must stay as it was drawn.
            let isDrawn = [was, isNow].contains { $0["Subtype"] != nil }
            for key in keys
            where key != "Kids" && (!RevisionDifference.innerEntries.contains(key) || isDrawn && key != "V") {
                report(.fieldChanged, detail: key.description)
            }
            explain(reference.number)
        }
        for reference in old.form.nodes {
            // The list of kids may stand in an object of its own.
            if let kids = old.view.object(reference).dictionary?["Kids"]?.reference,
                isUsedOnly(by: [reference.number], kids.number)
            {
                explain(kids.number)
            }
        }
    }

    private static func text(_ value: PDFObject?, _ view: PDFView) -> String {
        switch view.resolve(value) {
        case .string(let bytes): "“\(PDFTextString.decode(bytes).prefix(80))”"
        case .name(let name): name.description
        case .null: "∅"
        default: "…"
        }
    }
}
