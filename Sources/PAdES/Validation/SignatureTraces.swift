import ContentStreams
import PDFSyntax

/// What remains of signatures in a file without any signature dictionary: stamps. Programs that print, split or shrink a
/// signed file keep what its signatures showed and lose what they proved; whoever gets such a file must hear that it was
/// signed once, and that the original is elsewhere.
struct SignatureTraces {
    private let document: PDFDocument
    private let view: PDFView

    init(_ document: PDFDocument) { (self.document, view) = (document, document.latest) }

    /// One finding for each page that shows a stamp; empty for a file that never was signed, as far as can be seen.
    func run() -> [SignatureFindings] {
        if document.isCipherText { return [] }
        var budget = ContentLimits()
        var widgets = view.formTree.nodes
        return pagesToRead.flatMap { index, page -> [SignatureFindings] in
            let left = leftWidgets(page, &widgets, &budget).map { finding(index, view.rectangle($0["Rect"]), $1) }
            if !left.isEmpty { return left }
            let drawing = ContentInterpreter.drawing(of: page, in: view, spending: &budget)
            let isStamped = StampText.isIn(drawing.text) || holdsSignatureLayers(page)
            return isStamped ? [finding(index, nil, StampText.lines(of: drawing.text))] : []
        }
    }

    private static let mostPages = 64

    /// Stamps stand at the beginning and at the end.
    private var pagesToRead: [(Int, PDFPage)] {
        let pages = Array(view.pages.enumerated())
        guard pages.count > SignatureTraces.mostPages else { return pages.map { ($0.offset, $0.element) } }
        let half = SignatureTraces.mostPages / 2
        return (pages.prefix(half) + pages.suffix(half)).map { ($0.offset, $0.element) }
    }

    /// Widgets of signature fields that no form holds any more, with what they show.
    private func leftWidgets(
        _ page: PDFPage, _ known: inout Set<PDFReference>, _ budget: inout ContentLimits
    ) -> [(PDFDictionary, String)] {
        (view.resolve(page.dictionary["Annots"]).array ?? []).compactMap { annotation in
            if let reference = annotation.reference, !known.insert(reference).inserted { return nil }
            guard let dictionary = view.resolve(annotation).dictionary,
                view.resolve(dictionary["Subtype"]).name == "Widget", view.resolve(dictionary["FT"]).name == "Sig"
            else { return nil }
            let drawing = ContentInterpreter.drawing(ofWidget: dictionary, on: page, in: view, spending: &budget)
            let isSigned = dictionary["V"] != nil || !drawing.texts.isEmpty || !drawing.areas.isEmpty
            return isSigned ? (dictionary, drawing.text) : nil
        }
    }

    /// Whether the page draws a form made like the appearance of a signature: a frame whose layers are called `n0` and `n2`,
    /// as they have been since Acrobat 6.
    private func holdsSignatureLayers(_ page: PDFPage) -> Bool {
        var queue = forms(page.resources)
        var seen: Set<PDFReference> = []
        while let (name, object) = queue.popLast(), seen.count < 500 {
            guard let reference = object.reference, seen.insert(reference).inserted,
                case .stream(let stream) = view.object(reference),
                view.resolve(stream.dictionary["Subtype"]).name == "Form",
                let resources = view.resolve(stream.dictionary["Resources"]).dictionary
            else { continue }
            let inner = forms(resources)
            let names = Set(inner.map(\.0))
            if names.isSuperset(of: ["n0", "n2"]) || (name == "FRM" && names.contains("n0")) { return true }
            queue += inner
        }
        return false
    }

    private func forms(_ resources: PDFDictionary) -> [(PDFName, PDFObject)] {
        (view.resolve(resources["XObject"]).dictionary?.entries ?? []).map { ($0.key, $0.value) }
    }

    private func finding(_ page: Int, _ box: PDFRectangle?, _ text: String) -> SignatureFindings {
        var finding = SignatureFindings(
            fields: [], reference: nil, kind: .signature, dictionary: SignatureDictionary(PDFDictionary(), in: view),
            places: box.map { [SignaturePlace(page: page, rectangle: $0)] } ?? [], signedRevision: nil,
            coverage: .partial, intact: false, signatureValid: nil, value: SignatureValue(),
            reasons: [SignatureReason(.orphanSignature)], permission: nil, fieldLocks: [])
        finding.shown = [ShownAppearance(page: page, box: box, text: text)]
        return finding
    }
}

/// The words of a signature's stamp: who signed, and when to the second with the offset of the zone. People write names and
/// dates; only programs write such times.
enum StampText {
    private static let labels = [
        "ký bởi", "người ký", "ngày ký", "ký ngày", "thời gian ký", "chữ ký số", "sao y", "signed by",
        "digitally signed",
        "signature valid", "date:",
    ]

    /// Whether the text holds a stamp.
    static func isIn(_ text: String) -> Bool { !times(in: text).isEmpty }

    /// The lines around the first stamp.
    static func lines(of text: String) -> String {
        guard let time = times(in: text).first else { return "" }
        let start = text.index(time.lowerBound, offsetBy: -200, limitedBy: text.startIndex) ?? text.startIndex
        return String(text[start..<time.upperBound])
    }

    /// Times with an offset that a label precedes.
    private static func times(in text: String) -> [Range<String.Index>] {
        text.ranges(of: #/\d{1,2}:\d{2}:\d{2}\s?[+\-]\d{2}[:']?\d{2}/#).filter { time in
            let start = text.index(time.lowerBound, offsetBy: -200, limitedBy: text.startIndex) ?? text.startIndex
            let before = text[start..<time.lowerBound].lowercased()
            return labels.contains { before.contains($0) }
        }
    }
}
