import PDFSyntax

/// The part of a comparison that concerns the structure tree (ISO 32000-2, 14.7): what those hear who do not see the page.
/// A new widget or annotation of a tagged file comes with elements of its own; those that were signed must stay.
extension RevisionDifference {
    mutating func explainStructure() {
        let before = old.view.catalog["StructTreeRoot"]
        let after = new.view.catalog["StructTreeRoot"]
        let isNamedOtherwise = !Equivalence.holds(before, in: old.view, after, in: new.view)
        let nodes = before.map(structureNodes) ?? []
        guard isNamedOtherwise || !nodes.isEmpty else { return }
        var growth = StructureGrowth(old: old.view, new: new.view)
        var holds = true
        if isNamedOtherwise {
            let was = old.view.resolve(before).dictionary ?? PDFDictionary()
            holds = growth.holds(.dictionary(was), new.view.resolve(after))
        }
        for number in nodes.sorted() {
            guard let reference = old.view.reference(of: number) else { continue }
            holds = growth.holds(old.view.object(reference), new.view.object(reference)) && holds
            explain(number)
        }
        report(holds ? .structureExtended : .structure)
    }

    /// The changed objects that belong to the tree.
    private func structureNodes(_ root: PDFObject) -> Set<Int> {
        guard !pending.isEmpty else { return [] }
        let tree = old.view.resolve(root).dictionary ?? PDFDictionary()
        let roots = ["ParentTree", "IDTree", "RoleMap", "ClassMap", "Namespaces"].compactMap { tree[$0] }
        let aside = old.reachable(from: roots, stop: Set(old.pageIndex.keys))
        return pending.filter { number in
            if number == root.reference?.number || isStructureElement(number) { return true }
            guard let object = old.view.reference(of: number).map(old.view.object), object.stream == nil else {
                return false
            }
            if aside.contains(number) {
                return object.array != nil
                    || object.dictionary.map { $0["Type"] == nil && $0["Subtype"] == nil } ?? false
            }
            // A list of kids in an object of its own.
            let users = graph.referrers(of: number, in: old.view)
            return object.array != nil && !users.isEmpty
                && users.allSatisfy { isStructureElement($0) || $0 == root.reference?.number }
        }
    }

    private func isStructureElement(_ number: Int) -> Bool {
        guard let dictionary = old.view.reference(of: number).flatMap({ old.view.object($0).dictionary }) else {
            return false
        }
        switch dictionary["Type"]?.name {
        case "StructElem", "StructTreeRoot", "OBJR", "MCR": return true
        case nil: return dictionary["S"]?.name != nil && dictionary["P"]?.reference != nil
        default: return false
        }
    }
}

/// Whether a part of a structure tree only grew, by elements that stand for annotations.
private struct StructureGrowth {
    let old: PDFView
    let new: PDFView
    private var budget = 50_000
    private static let deepest = 64
    /// Keys of the root and of the nodes of its trees whose values may grow.
    private static let growing: Set<PDFName> = ["K", "ParentTree", "IDTree", "Namespaces", "Nums", "Names", "Kids"]

    init(old: PDFView, new: PDFView) { (self.old, self.new) = (old, new) }

    mutating func holds(_ was: PDFObject, _ isNow: PDFObject) -> Bool { grew(was, isNow, depth: 0) }

    private mutating func grew(_ was: PDFObject?, _ isNow: PDFObject?, depth: Int) -> Bool {
        budget -= 1
        guard budget > 0, depth < StructureGrowth.deepest else { return false }
        if Equivalence.holds(was, in: old, isNow, in: new) { return true }
        switch (old.resolve(was), new.resolve(isNow)) {
        case (.null, let added): return isHarmless(added, depth: depth + 1)
        case (.array(let before), .array(let after)): return grew(before, after, depth: depth)
        case (.dictionary(let before), .dictionary(let after)): return grew(before, after, depth: depth)
        // A single kid becomes the first of several.
        case (let single, .array(let after)): return grew([was ?? single], after, depth: depth)
        default: return false
        }
    }

    private mutating func grew(_ before: PDFDictionary, _ after: PDFDictionary, depth: Int) -> Bool {
        for key in Equivalence.differingKeys(before, in: old, after, in: new) {
            switch key {
            case "ParentTreeNextKey", "Limits", "Type": continue
            case _ where StructureGrowth.growing.contains(key):
                guard grew(before[key], after[key], depth: depth + 1) else { return false }
            // What the root holds beside the tree, when the whole tree is new.
            case _ where before.isEmpty:
                guard isHarmless(after[key] ?? .null, depth: depth + 1) else { return false }
            default: return false
            }
        }
        return true
    }

    /// What was listed is still listed, in the same order; what is gone or new stood and stands for annotations.
    private mutating func grew(_ before: [PDFObject], _ after: [PDFObject], depth: Int) -> Bool {
        var index = 0
        for element in after {
            if index < before.count, Equivalence.holds(before[index], in: old, element, in: new) {
                index += 1
            } else if let next = before[min(index, before.count)...].firstIndex(of: element), element.reference != nil {
                for gone in before[index..<next] where !standsForAnnotation(gone, in: old, depth: depth + 1) {
                    return false
                }
                index = next + 1
            } else if !isHarmless(element, depth: depth + 1) {
                return false
            }
        }
        return before[min(index, before.count)...].allSatisfy { standsForAnnotation($0, in: old, depth: depth + 1) }
    }

    private func standsForAnnotation(_ object: PDFObject, in view: PDFView, depth: Int) -> Bool {
        guard depth < StructureGrowth.deepest, let dictionary = view.resolve(object).dictionary else { return false }
        if dictionary["Type"]?.name == "OBJR" { return true }
        let kids = view.resolve(dictionary["K"])
        let all = kids.array ?? (kids.isNull ? [] : [kids])
        return !all.isEmpty && all.allSatisfy { standsForAnnotation($0, in: view, depth: depth + 1) }
    }

    /// Whether something new says nothing about what was signed: numbers, names, elements that stand for annotations, and
    /// lists of such.
    private mutating func isHarmless(_ object: PDFObject, depth: Int) -> Bool {
        budget -= 1
        guard budget > 0, depth < StructureGrowth.deepest else { return false }
        if let reference = object.reference, old.location(of: reference.number) != nil {
            // An element that was there may be named again by the trees beside the structure, never a page or a stream.
            let was = old.object(reference).dictionary
            return was?["S"] != nil && was?["P"] != nil
        }
        switch new.resolve(object) {
        case .null, .integer, .real, .name, .boolean, .string: return true
        case .array(let elements):
            for element in elements where !isHarmless(element, depth: depth + 1) { return false }
            return true
        case .dictionary(let dictionary):
            if dictionary["S"] != nil || dictionary["Type"]?.name == "OBJR" {
                return dictionary["ActualText"] == nil && standsForAnnotation(object, in: new, depth: depth)
            }
            guard dictionary["Type"]?.name != "MCR", dictionary["Subtype"] == nil else { return false }
            for entry in dictionary.entries where !isHarmless(entry.value, depth: depth + 1) { return false }
            return true
        default: return false
        }
    }
}
