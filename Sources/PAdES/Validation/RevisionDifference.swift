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
        if !changes.contains(change) { changes.append(change) }
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
        if !Equivalence.holds(before["Encrypt"], in: old.view, after["Encrypt"], in: new.view) {
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
            case "Metadata": break
            case "Extensions", "Version", "PieceInfo", "LastModified":
                report(.metadata, detail: key.description)
            case "Perms": comparePermissions(before, after)
            case "StructTreeRoot", "MarkInfo": report(.structure, detail: key.description)
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
            let isSound = SecurityStoreShape(view: new.view).holds
            report(isSound ? .validationData : .validationDataMalformed)
        }
    }

    /// Metadata must stay what readers take for metadata: XMP in a stream of its own, without document type or entities,
    /// which could make two readers see two texts.
    private mutating func explainMetadata() {
        for key in ["Extensions", "PieceInfo"] as [PDFName] {
            guard let own = old.view.catalog[key]?.reference, isPending(own) else { continue }
            report(.metadata, detail: key.description)
            if isUsedOnly(by: catalogNumbers, own.number), isNamedOnce(own.number) { explain(own.number) }
        }
        let before = old.view.catalog["Metadata"]
        let after = new.view.catalog["Metadata"]
        guard isPending(before?.reference) || !Equivalence.holds(before, in: old.view, after, in: new.view) else {
            return
        }
        let isSound = after == nil || isXMP(after)
        report(isSound ? .metadata : .metadataMalformed, detail: "/Metadata")
        if let stream = before?.reference, isUsedOnly(by: catalogNumbers, stream.number), isNamedOnce(stream.number) {
            explain(stream.number)
        }
    }

    private func isXMP(_ object: PDFObject?) -> Bool {
        guard object?.reference != nil, case .stream(let stream) = new.view.resolve(object),
            let data = try? new.view.decodedData(of: stream, limit: 4 << 20)
        else { return false }
        let text = String(decoding: data.bytes, as: UTF8.self)
        return text.contains("RDF") && !text.contains("<!DOCTYPE") && !text.contains("<!ENTITY")
    }

    /// Whether the catalog does not use object `number` for two things at once.
    private func isNamedOnce(_ number: Int) -> Bool {
        ReferenceGraph.occurrences(of: number, in: .dictionary(old.view.catalog)) <= 1
    }

    private var catalogNumbers: Set<Int> { Set(old.view.catalogReference.map { [$0.number] } ?? []) }

    /// The structure tree describes content and shows none: additions come with every new widget of a tagged file.
    private mutating func explainStructure() {
        guard !pending.isEmpty, let root = old.view.catalog["StructTreeRoot"] else { return }
        let tree = old.view.resolve(root).dictionary ?? PDFDictionary()
        let pages = Set(old.pageIndex.keys)
        var nodes = old.reachable(from: [tree["ParentTree"] ?? .null, tree["IDTree"] ?? .null], stop: pages)
        nodes = nodes.filter { isStructure($0) }
        if let reference = root.reference { nodes.insert(reference.number) }
        for number in pending where nodes.contains(number) || isStructureElement(number) {
            report(.structure, object: old.view.reference(of: number))
            explain(number)
        }
    }

    private func isStructureElement(_ number: Int) -> Bool {
        let type = old.view.reference(of: number).flatMap { old.view.object($0).dictionary?["Type"]?.name }
        return type == "StructElem" || type == "StructTreeRoot" || type == "OBJR" || type == "MCR"
    }

    /// Number-tree nodes and lists of structure elements; never streams or anything with another type.
    private func isStructure(_ number: Int) -> Bool {
        guard let reference = old.view.reference(of: number) else { return false }
        return switch old.view.object(reference) {
        case .array: true
        case .dictionary(let dictionary):
            dictionary["Nums"] != nil || dictionary["Limits"] != nil || isStructureElement(number)
        default: false
        }
    }

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
