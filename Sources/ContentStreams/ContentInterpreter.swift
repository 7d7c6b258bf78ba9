import PDFSyntax

/// Reads what pages and annotations show. Any input ends soon and within the bounds of `ContentLimits`; what cannot be read
/// makes the drawing incomplete.
///
/// Not followed: fonts' outlines (glyphs hide nothing), soft masks in graphics states (all that they govern counts as
/// transparent), masks compressed for image decoders, and character collections of East Asian fonts.
public enum ContentInterpreter {
    /// What the content of a page shows, without its annotations.
    public static func drawing(of page: PDFPage, in view: PDFView) -> Drawing {
        var budget = ContentLimits()
        return drawing(of: page, in: view, spending: &budget)
    }

    /// The same within what is left of `budget`; what it costs is taken off, so that many drawings share one bound.
    public static func drawing(of page: PDFPage, in view: PDFView, spending budget: inout ContentLimits) -> Drawing {
        var run = Interpretation(
            view, limits: budget, matrix: Matrix(), clip: VisiblePage(page, in: view).shown, resources: page.resources)
        defer { budget.spend(run.spent) }
        var streams: [PDFStream] = []
        switch view.resolve(page.dictionary["Contents"]) {
        case .stream(let stream): streams = [stream]
        case .array(let elements): streams = elements.prefix(10_000).compactMap { view.resolve($0).stream }
        default: break
        }
        // The streams are one content; words end with a stream (7.8.2), objects need not.
        var content: [UInt8] = []
        for stream in streams {
            guard let bytes = run.decoded(stream) else { continue }
            content += bytes
            content.append(0x0A)
        }
        run.run(content)
        return run.finish()
    }

    /// What a widget or other annotation shows: its normal appearance, in its rectangle (ISO 32000-2, 12.5.5). Empty when it
    /// has none or is hidden.
    public static func drawing(ofWidget dictionary: PDFDictionary, in view: PDFView) -> Drawing {
        var budget = ContentLimits()
        return drawing(ofWidget: dictionary, on: nil, in: view, spending: &budget)
    }

    /// The same as seen on `page`, where what lies off it is not seen, and within what is left of `budget`.
    public static func drawing(
        ofWidget dictionary: PDFDictionary, on page: PDFPage?, in view: PDFView, spending budget: inout ContentLimits
    ) -> Drawing {
        let hiddenOrNoView = 0b10_0010
        let flags = view.resolve(dictionary["F"]).integer ?? 0
        guard flags & hiddenOrNoView == 0, let stream = normalAppearance(of: dictionary, in: view),
            let rectangle = view.rectangle(dictionary["Rect"]), rectangle.width > 0, rectangle.height > 0,
            let box = view.rectangle(stream.dictionary["BBox"]), box.width > 0, box.height > 0
        else { return Drawing() }
        let numbers = view.resolve(stream.dictionary["Matrix"]).array?.map { view.resolve($0).number ?? .nan }
        // The form's own matrix comes first; its transformed box is fitted into the rectangle.
        let transformed = (numbers.flatMap(Matrix.init) ?? Matrix()).bounds(of: box)
        guard transformed.width > 0, transformed.height > 0 else { return Drawing() }
        let (sx, sy) = (rectangle.width / transformed.width, rectangle.height / transformed.height)
        let fit = Matrix(
            a: sx, d: sy, e: rectangle.x0 - transformed.x0 * sx, f: rectangle.y0 - transformed.y0 * sy)
        guard fit.isFinite else { return Drawing(isComplete: false) }
        let clip = page.map { VisiblePage($0, in: view).shown } ?? rectangle
        var run = Interpretation(
            view, limits: budget, matrix: fit, clip: clip, resources: page?.resources ?? PDFDictionary())
        defer { budget.spend(run.spent) }
        let off = [dictionary["OC"], stream.dictionary["OC"]].contains { !run.visibility.shows($0) }
        run.markedContent.append(off)
        run.form(stream, reference: nil)
        return run.finish()
    }

    /// The stream of the normal appearance, by the state in `/AS` when there are several.
    private static func normalAppearance(of dictionary: PDFDictionary, in view: PDFView) -> PDFStream? {
        switch view.resolve(view.resolve(dictionary["AP"]).dictionary?["N"]) {
        case .stream(let stream): stream
        case .dictionary(let states): view.resolve(dictionary["AS"]).name.flatMap { view.resolve(states[$0]).stream }
        default: nil
        }
    }
}

extension Interpretation {
    /// The drawing: words that later paint hides are set apart, the others put in order.
    mutating func finish() -> Drawing {
        words.finish()
        let opaque = zip(areas, areaMoments).filter(\.0.isOpaque)
        let cover = OpaqueCover(opaque.map(\.0))
        var shown: [WordBuilder.Word] = []
        var hidden: [ShownText] = []
        for word in words.words {
            let isCovered =
                !cover.isEmpty && word.isShown
                && cover.share(of: word.box, after: { opaque[$0].1 > word.moment }) > 0.95
            if word.isShown, !isCovered {
                shown.append(word)
            } else {
                hidden.append(ShownText(text: word.text, box: word.box))
            }
        }
        let (ordered, text) = ReadingOrder.arrange(shown)
        return Drawing(
            texts: ordered.map { ShownText(text: $0.text, box: $0.box) }, hiddenTexts: hidden, areas: areas,
            isComplete: isComplete, isCut: isCut, text: text)
    }
}
