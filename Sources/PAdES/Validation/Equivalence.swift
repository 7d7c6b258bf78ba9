import PDFSyntax

/// Whether two objects of two revisions mean the same. Integers and reals of one value are the same, so are a reference
/// and a direct copy of what it leads to; a reference that both have is the same whatever it leads to, because a change
/// there is judged where it happened.
struct Equivalence {
    let old: PDFView
    let new: PDFView
    private var budget = 50_000
    private static let deepest = 24

    init(old: PDFView, new: PDFView) {
        self.old = old
        self.new = new
    }

    static func holds(_ a: PDFObject?, in old: PDFView, _ b: PDFObject?, in new: PDFView) -> Bool {
        var equivalence = Equivalence(old: old, new: new)
        return equivalence.same(a ?? .null, b ?? .null, depth: 0)
    }

    private mutating func same(_ a: PDFObject, _ b: PDFObject, depth: Int) -> Bool {
        if case .reference(let left) = a, case .reference(let right) = b, left == right { return true }
        budget -= 1
        guard depth < Equivalence.deepest, budget > 0 else { return false }
        switch (old.resolve(a), new.resolve(b)) {
        case (.null, .null): return true
        case (.boolean(let x), .boolean(let y)): return x == y
        case (.string(let x), .string(let y)): return x == y
        case (.name(let x), .name(let y)): return x == y
        case (.array(let x), .array(let y)):
            guard x.count == y.count else { return false }
            for (left, right) in zip(x, y) where !same(left, right, depth: depth + 1) { return false }
            return true
        case (.dictionary(let x), .dictionary(let y)): return same(x, y, depth: depth + 1, ignoring: ["ProcSet"])
        case (.stream(let x), .stream(let y)): return same(x, y, depth: depth + 1)
        case (let x, let y):
            guard let left = x.number, let right = y.number else { return false }
            return abs(left - right) <= 1e-6 * max(1, abs(left))
        }
    }

    /// Streams may be compressed in another way.
    private mutating func same(_ a: PDFStream, _ b: PDFStream, depth: Int) -> Bool {
        if a.data == b.data { return same(a.dictionary, b.dictionary, depth: depth, ignoring: ["Length"]) }
        guard a.dictionary["Filter"] != nil || b.dictionary["Filter"] != nil,
            same(a.dictionary, b.dictionary, depth: depth, ignoring: ["Length", "Filter", "DecodeParms"]),
            let was = try? old.decodedData(of: a, limit: Equivalence.mostDecoded),
            let isNow = try? new.decodedData(of: b, limit: Equivalence.mostDecoded)
        else { return false }
        budget -= (was.count + isNow.count) / 1024
        return was == isNow
    }

    private static let mostDecoded = 8 << 20

    private mutating func same(_ a: PDFDictionary, _ b: PDFDictionary, depth: Int, ignoring: Set<PDFName>) -> Bool {
        for key in Set(a.keys).union(b.keys) where !ignoring.contains(key) {
            if !same(a[key] ?? .null, b[key] ?? .null, depth: depth) { return false }
        }
        return true
    }

    /// The keys whose values differ.
    static func differingKeys(
        _ a: PDFDictionary, in old: PDFView, _ b: PDFDictionary, in new: PDFView
    ) -> [PDFName] {
        Set(a.keys).union(b.keys).filter { !holds(a[$0], in: old, b[$0], in: new) }.sorted()
    }
}
