import PDFSyntax

/// What one incremental update did to the revision before it. Every changed object must be explained by a role it had
/// already (a field, a widget, a page's list of annotations, validation data, metadata); a change without such an
/// explanation is reported as what it is.
struct RevisionDifference {
    let old: RevisionState
    let new: RevisionState
    let graph: ReferenceGraph
    /// Objects that were there, and are now something else or gone.
    private(set) var pending: Set<Int> = []
    private(set) var changes: [RevisionChange] = []
    private var reported: Set<RevisionChange> = []

    init(from old: RevisionState, to new: RevisionState, graph: ReferenceGraph) {
        self.old = old
        self.new = new
        self.graph = graph
    }

    var revision: Int { new.view.revision }

    /// Compares, and gives the changes in a fixed order.
    mutating func run() -> [RevisionChange] {
        collect()
        compareTrailers()
        compareCatalogs()
        explainValidationData()
        explainMetadata()
        compareForms()
        comparePages()
        explainStructure()
        reportUnexplained()
        return changes
    }

    mutating func report(
        _ kind: RevisionChange.Kind, field: String? = nil, page: Int? = nil,
        rectangle: PDFRectangle? = nil, object: PDFReference? = nil, detail: String? = nil
    ) {
        let change = RevisionChange(
            kind, revision: revision, field: field, page: page, rectangle: rectangle, object: object,
            detail: detail)
        if reported.insert(change).inserted { changes.append(change) }
    }

    /// Takes the change of an object for explained, unless pages show it: whatever else leads there, that is content.
    mutating func explain(_ number: Int?) {
        guard let number, pending.contains(number), !old.pageContent.contains(number) else { return }
        pending.remove(number)
    }

    func isPending(_ reference: PDFReference?) -> Bool { reference.map { pending.contains($0.number) } ?? false }

    /// Whether object `number` was used, before the update, by none but `users`.
    func isUsedOnly(by users: Set<Int>, _ number: Int) -> Bool {
        graph.referrers(of: number, in: old.view).isSubset(of: users)
    }

    private mutating func collect() {
        let document = new.view.document
        guard document.revisions.indices.contains(revision) else { return }
        let step = document.revisions[revision]
        for number in step.defined + step.freed {
            let before = old.view.location(of: number)
            let after = new.view.location(of: number)
            let now = new.view.reference(of: number)
            // Another generation at the same place is another object: references to the old one lead nowhere.
            if before == after, old.view.reference(of: number) == now { continue }
            guard before != nil, let reference = old.view.reference(of: number) else {
                if !graph.referrers(of: number, in: old.view).isEmpty {
                    report(.danglingReference, object: PDFReference(number: number))
                }
                continue
            }
            let was = old.view.object(reference)
            let isNow = now.map { new.view.object($0) } ?? .null
            if document.isCrossReferenceStream(was, at: before) { continue }
            if was.stream?.dictionary["Type"]?.name == "ObjStm" {
                if was != isNow { report(.objectStream, object: reference) }
                continue
            }
            let isRenumbered = now != nil && now != reference
            if isRenumbered || !Equivalence.holds(was, in: old.view, isNow, in: new.view) { pending.insert(number) }
        }
    }

    private mutating func compareTrailers() {
        let before = old.view.trailer
        let after = new.view.trailer
        if before["Root"]?.reference != after["Root"]?.reference {
            report(.catalog, object: after["Root"]?.reference, detail: "/Root")
        }
        if isPending(before["Encrypt"]?.reference)
            || !Equivalence.holds(before["Encrypt"], in: old.view, after["Encrypt"], in: new.view)
        {
            report(.encryption)
        }
        // The information dictionary is shown by no page.
        if before["Info"]?.reference != after["Info"]?.reference || isPending(before["Info"]?.reference) {
            report(.metadata, detail: "/Info")
        }
        if let info = before["Info"]?.reference, isUsedOnly(by: [], info.number) { explain(info.number) }
    }

    private mutating func compareCatalogs() {
        let before = old.view.catalog
        let after = new.view.catalog
        for key in Equivalence.differingKeys(before, in: old.view, after, in: new.view) {
            switch key {
            case "AcroForm", "DSS": break
            case "Metadata", "Extensions", "PieceInfo", "StructTreeRoot": break
            case "Version", "LastModified": report(.metadata, detail: key.description)
            case "Perms": comparePermissions(before, after)
            case "MarkInfo": report(.structureExtended, detail: key.description)
            default: report(.catalog, detail: key.description)
            }
        }
        explain(old.view.catalogReference?.number)
    }

    private mutating func comparePermissions(_ before: PDFDictionary, _ after: PDFDictionary) {
        let was = old.view.resolve(before["Perms"]).dictionary ?? PDFDictionary()
        let isNow = new.view.resolve(after["Perms"]).dictionary ?? PDFDictionary()
        for key in Equivalence.differingKeys(was, in: old.view, isNow, in: new.view) {
            report(.permissionChanged, detail: key.description)
        }
    }

    private mutating func explainValidationData() {
        let before = old.view.catalog["DSS"] ?? .null
        let after = new.view.catalog["DSS"] ?? .null
        let store = SecurityStoreShape(view: old.view).objects
        let users = store.union(catalogNumbers)
        let touched = pending.intersection(store)
        for number in touched where isUsedOnly(by: users, number) && isNamedOnce(number) { explain(number) }
        if !touched.isEmpty || !Equivalence.holds(before, in: old.view, after, in: new.view) {
            let known = store.subtracting(touched).filter { !pending.contains($0) }
            let isSound = SecurityStoreShape(view: new.view, known: known, content: old.pageContent).holds
            report(isSound ? .validationData : .validationDataMalformed)
        }
    }

    /// Whether the catalog does not use object `number` for two things at once.
    func isNamedOnce(_ number: Int) -> Bool {
        ReferenceGraph.occurrences(of: number, in: .dictionary(old.view.catalog)) <= 1
    }

    var catalogNumbers: Set<Int> { Set(old.view.catalogReference.map { [$0.number] } ?? []) }

    private mutating func reportUnexplained() {
        for number in pending.sorted() {
            guard let reference = old.view.reference(of: number) else { continue }
            // What nothing refers to, before and after, is seen by no reader.
            if graph.referrers(of: number, in: old.view).isEmpty, graph.referrers(of: number, in: new.view).isEmpty {
                continue
            }
            // A freed object that nothing refers to any more is only tidied away.
            if new.view.location(of: number) == nil, graph.referrers(of: number, in: new.view).isEmpty { continue }
            let users = graph.pages(using: number, in: old.view, pages: old.pageIndex)
            if let page = users.first {
                report(.pageContent, page: page, object: reference)
            } else {
                report(.object, object: reference)
            }
        }
    }
}
