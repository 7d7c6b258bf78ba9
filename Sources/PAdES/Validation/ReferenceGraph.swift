import PDFSyntax

/// Who refers to whom, in every revision of a document. It answers whether a changed object is also used for something
/// else than what it is meant for.
struct ReferenceGraph {
    private struct Edge {
        let source: Int
        let location: PDFObjectLocation
    }

    private var edges: [Int: [Edge]] = [:]

    init(_ document: PDFDocument) {
        var unused: Set<Int> = []
        for revision in document.revisions {
            guard let view = document.view(ofRevision: revision.index) else { continue }
            for number in revision.defined {
                guard let reference = view.reference(of: number), let location = view.location(of: number) else {
                    continue
                }
                let object = view.object(reference)
                // The dictionary of a cross-reference stream is a trailer.
                if document.isCrossReferenceStream(object, at: location) { continue }
                var targets: Set<Int> = []
                ReferenceGraph.collect(object, into: &targets)
                for target in targets { edges[target, default: []].append(Edge(source: number, location: location)) }
                if object.stream?.dictionary["Type"]?.name == "XRef" { unused.insert(number) }
            }
        }
        // Some writers leave cross-reference streams behind that no chain reads. Nothing leads to them.
        unused = unused.filter { edges[$0] == nil }
        if unused.isEmpty { return }
        for target in edges.keys { edges[target]?.removeAll { unused.contains($0.source) } }
    }

    /// Trailer entries that the comparison of trailers looks at itself.
    private static let known: Set<PDFName> = ["Root", "Info", "Encrypt", "ID", "Prev"]

    /// The numbers of the objects that refer to `number` as of `view`; 0 stands for the trailer.
    func referrers(of number: Int, in view: PDFView) -> Set<Int> {
        var result: Set<Int> = []
        for entry in view.trailer.entries where !ReferenceGraph.known.contains(entry.key) {
            var targets: Set<Int> = []
            ReferenceGraph.collect(entry.value, into: &targets)
            if targets.contains(number) { result.insert(0) }
        }
        for edge in edges[number] ?? [] where !result.contains(edge.source) {
            if view.location(of: edge.source) == edge.location { result.insert(edge.source) }
        }
        return result
    }

    /// The pages, by index, that lead to object `number` as of `view`; looks at a bounded number of objects.
    func pages(using number: Int, in view: PDFView, pages: [PDFReference: Int]) -> [Int] {
        var found: Set<Int> = []
        var seen: Set<Int> = [number]
        var queue = [number]
        while let next = queue.popLast(), seen.count < 2000 {
            for referrer in referrers(of: next, in: view) where seen.insert(referrer).inserted {
                if let page = view.reference(of: referrer).flatMap({ pages[$0] }) {
                    found.insert(page)
                } else {
                    queue.append(referrer)
                }
            }
        }
        return found.sorted()
    }

    /// How often `object` itself refers to object `number`.
    static func occurrences(of number: Int, in object: PDFObject) -> Int {
        switch object {
        case .reference(let reference): reference.number == number ? 1 : 0
        case .array(let elements): elements.reduce(0) { $0 + occurrences(of: number, in: $1) }
        case .dictionary(let dictionary):
            dictionary.entries.reduce(0) { $0 + occurrences(of: number, in: $1.value) }
        case .stream(let stream): occurrences(of: number, in: .dictionary(stream.dictionary))
        default: 0
        }
    }

    static func collect(_ object: PDFObject, into targets: inout Set<Int>) {
        switch object {
        case .reference(let reference): targets.insert(reference.number)
        case .array(let elements): for element in elements { collect(element, into: &targets) }
        case .dictionary(let dictionary): for entry in dictionary.entries { collect(entry.value, into: &targets) }
        case .stream(let stream): for entry in stream.dictionary.entries { collect(entry.value, into: &targets) }
        default: break
        }
    }
}

extension PDFDocument {
    /// Whether `object` is a cross-reference stream that was read as one. Its type alone would let page content pass for
    /// one.
    func isCrossReferenceStream(_ object: PDFObject, at location: PDFObjectLocation?) -> Bool {
        guard object.stream?.dictionary["Type"]?.name == "XRef", case .file(let offset)? = location else {
            return false
        }
        return revisions.contains { $0.crossReferenceExtents.contains { $0.contains(offset) } }
    }
}
