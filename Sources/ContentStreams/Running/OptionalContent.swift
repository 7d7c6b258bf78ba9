import PDFSyntax

/// Which layers show when a file is opened (ISO 32000-2, 8.11).
struct OptionalContent {
    private let view: PDFView
    private let off: Set<PDFReference>

    init(_ view: PDFView) {
        self.view = view
        let properties = view.resolve(view.catalog["OCProperties"]).dictionary
        let standard = view.resolve(properties?["D"]).dictionary ?? PDFDictionary()
        func references(_ object: PDFObject?) -> Set<PDFReference> {
            Set((view.resolve(object).array ?? []).compactMap(\.reference))
        }
        var off = references(standard["OFF"])
        if view.resolve(standard["BaseState"]).name == "OFF" {
            off = references(properties?["OCGs"]).subtracting(references(standard["ON"]))
        }
        self.off = off
    }

    /// Whether content of this group or membership dictionary shows; without one it does.
    func shows(_ object: PDFObject?) -> Bool {
        guard !off.isEmpty, let object else { return true }
        if let reference = object.reference, off.contains(reference) { return false }
        guard let dictionary = view.resolve(object).dictionary, view.resolve(dictionary["Type"]).name == "OCMD" else {
            return true
        }
        let groups = dictionary["OCGs"]
        let list =
            groups?.reference.flatMap { off.contains($0) ? [$0] : nil }
            ?? view.resolve(groups).array?.compactMap(\.reference) ?? groups?.reference.map { [$0] } ?? []
        if list.isEmpty { return true }
        let shown = list.map { !off.contains($0) }
        switch view.resolve(dictionary["P"]).name {
        case "AllOn": return shown.allSatisfy { $0 }
        case "AnyOff": return shown.contains(false)
        case "AllOff": return !shown.contains(true)
        default: return shown.contains(true)
        }
    }
}
