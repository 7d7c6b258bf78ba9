import ContentStreams
import PDFSyntax

/// What a signature shows on a page, as it was signed. In Vietnamese decisions the number and the day stand nowhere else
/// than in such appearances.
public struct ShownAppearance: Sendable, Hashable {
    /// The index of the page, from 0; nil when no page lists the widget.
    public let page: Int?
    /// The rectangle of the widget in default user space; nil when it has none.
    public let box: PDFRectangle?
    /// The words that can be seen, line by line; empty for a mere picture.
    public let text: String

    /// An appearance.
    public init(page: Int?, box: PDFRectangle?, text: String) {
        self.page = page
        self.box = box
        self.text = text
    }
}

/// Reads the appearances of signatures from the revisions that were signed. All signatures of a file share one budget.
struct ShownAppearanceReader {
    private let document: PDFDocument
    private var budget = ContentLimits()
    private lazy var pages: [PDFReference: Int] = document.latest.annotationPages

    init(_ document: PDFDocument) { self.document = document }

    /// What the fields showed when `revision` was signed; nothing when no revision was.
    mutating func appearances(of fields: [SignatureField], signed revision: Int?) -> [ShownAppearance] {
        guard let view = revision.flatMap({ document.view(ofRevision: $0) }), !document.isCipherText else { return [] }
        return fields.flatMap(\.field.widgets).compactMap { widget in
            let asSigned = widget.reference.map { view.object($0).dictionary } ?? widget.dictionary
            guard let asSigned else { return nil }
            let page = widget.reference.flatMap { pages[$0] }
            let box = view.rectangle(asSigned["Rect"])
            let isEmpty = box.map { $0.width == 0 || $0.height == 0 } ?? true
            let drawing =
                isEmpty
                ? nil
                : ContentInterpreter.drawing(
                    ofWidget: asSigned, on: page.flatMap { view.page(at: $0) }, in: view, spending: &budget)
            return ShownAppearance(page: page, box: box, text: drawing?.text ?? "")
        }
    }
}
