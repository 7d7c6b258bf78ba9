import PDFSyntax

/// What the comparison of revisions asks of one of them more than once.
final class RevisionState {
    let view: PDFView
    private(set) lazy var form = view.formTree
    private(set) lazy var pages = view.pages
    private(set) lazy var pageIndex: [PDFReference: Int] = {
        var index: [PDFReference: Int] = [:]
        for (number, page) in pages.enumerated() {
            if let reference = page.reference, index[reference] == nil { index[reference] = number }
        }
        return index
    }()
    private(set) lazy var annotationPages: [PDFReference: Int] = {
        var index: [PDFReference: Int] = [:]
        for (number, page) in pages.enumerated() {
            for annotation in view.resolve(page.dictionary["Annots"]).array ?? [] {
                if let reference = annotation.reference, index[reference] == nil { index[reference] = number }
            }
        }
        return index
    }()

    /// The numbers of the objects that the pages show by themselves: contents, resources and all that these lead to,
    /// without annotations. It does not stop at anything but pages, because what a page shows is content even when a form
    /// or a list of annotations names it too.
    private(set) lazy var pageContent: Set<Int> = {
        let aside: Set<PDFName> = ["Annots", "Parent", "Kids"]
        func own(_ dictionary: PDFDictionary) -> [PDFObject] {
            dictionary.entries.filter { !aside.contains($0.key) }.map(\.value)
        }
        var roots = pages.flatMap { own($0.dictionary) }
        // Nodes of the page tree, for what the pages inherit.
        var queue = [view.catalog["Pages"] ?? .null]
        var seen: Set<PDFReference> = []
        while let node = queue.popLast() {
            if let reference = node.reference {
                guard pageIndex[reference] == nil, seen.insert(reference).inserted else { continue }
            }
            guard let dictionary = view.resolve(node).dictionary, seen.count < 100_000 else { continue }
            roots += own(dictionary)
            if node.reference != nil { queue += view.resolve(dictionary["Kids"]).array ?? [] }
        }
        return reachable(from: roots, stop: Set(pageIndex.keys))
    }()
    /// The widgets of terminal fields.
    private(set) lazy var widgets = Set(form.fields.flatMap(\.widgets).compactMap(\.reference))

    init(_ view: PDFView) { self.view = view }

    /// The numbers of all objects that `roots` lead to, themselves included, without going through objects of `stop`.
    func reachable(from roots: [PDFObject], stop: Set<PDFReference> = []) -> Set<Int> {
        var found: Set<Int> = []
        var targets: Set<Int> = []
        for root in roots { ReferenceGraph.collect(root, into: &targets) }
        var queue = Array(targets)
        while let number = queue.popLast(), found.count < 100_000 {
            guard let reference = view.reference(of: number), !stop.contains(reference),
                found.insert(number).inserted
            else { continue }
            var next: Set<Int> = []
            ReferenceGraph.collect(view.object(reference), into: &next)
            queue += next.subtracting(found)
        }
        return found
    }
}
