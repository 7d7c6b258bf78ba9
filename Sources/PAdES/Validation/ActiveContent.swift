import PDFSyntax

/// Actions (ISO 32000-2, 12.6) that a widget or annotation brings along. Following a link is what readers expect of one;
/// scripts, programs and whatever starts by itself are no part of signing, filling in or commenting.
struct ActiveContent {
    let view: PDFView
    private static let plain: Set<PDFName> = ["URI", "GoTo", "GoToR"]
    /// Annotations whose content runs or plays.
    private static let playing: Set<PDFName> = ["3D", "RichMedia", "Movie", "Screen"]

    /// Whether `annotation` does more than lead somewhere.
    func isIn(_ annotation: PDFDictionary) -> Bool {
        if !view.resolve(annotation["AA"]).isNull { return true }
        if let subtype = view.resolve(annotation["Subtype"]).name, ActiveContent.playing.contains(subtype) {
            return true
        }
        return !isPlain(annotation["A"], depth: 0) || !isPlain(annotation["PA"], depth: 0)
    }

    private func isPlain(_ action: PDFObject?, depth: Int) -> Bool {
        switch view.resolve(action) {
        case .null: true
        case .dictionary(let dictionary):
            depth < 8 && (view.resolve(dictionary["S"]).name.map(ActiveContent.plain.contains) ?? false)
                && isPlain(dictionary["Next"], depth: depth + 1)
        case .array(let several): depth < 8 && several.allSatisfy { isPlain($0, depth: depth + 1) }
        default: false
        }
    }
}
