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
