import PDFSyntax

/// A Type 0 font with its one descendant (ISO 32000-2, 9.7).
struct CompositeFont {
    private let encoding: CMap
    private let toUnicode: CMap?
    private var widths: [Int: Double] = [:]
    private var spans: [(low: Int, high: Int, width: Double)] = []
    private let defaultWidth: Double
    private let defaultAdvance: Double
    private static let mostWidths = 70_000

    var isVertical: Bool { encoding.isVertical }

    init(
        _ dictionary: PDFDictionary, toUnicode: CMap?, in view: PDFView, decode: (PDFStream) -> [UInt8]?
    ) {
        self.toUnicode = toUnicode
        let identity = CMap(predefined: "Identity-H")
        switch view.resolve(dictionary["Encoding"]) {
        case .name(let name): encoding = CMap(predefined: name) ?? identity ?? CMap([], base: { _ in nil })
        case .stream(let stream):
            var map = CMap(decode(stream) ?? [], base: { CMap(predefined: $0) })
            switch view.resolve(stream.dictionary["UseCMap"]) {
            case .name(let name): if let base = CMap(predefined: name) { map.adopt(base) }
            case .stream(let base): map.adopt(CMap(decode(base) ?? [], base: { CMap(predefined: $0) }))
            default: break
            }
            encoding = map
        default: encoding = identity ?? CMap([], base: { _ in nil })
        }
        let descendant =
            (view.resolve(dictionary["DescendantFonts"]).array?.first).flatMap { view.resolve($0).dictionary }
            ?? PDFDictionary()
        defaultWidth = view.resolve(descendant["DW"]).number ?? 1000
        let vertical = view.resolve(descendant["DW2"]).array?.map { view.resolve($0).number ?? 0 } ?? []
        defaultAdvance = vertical.count == 2 ? vertical[1] : -1000
        readWidths(view.resolve(descendant["W"]).array ?? [], view)
    }

    /// `c [w1 w2 …]` and `first last w` (9.7.4.3).
    private mutating func readWidths(_ list: [PDFObject], _ view: PDFView) {
        var index = 0
        while index + 1 < list.count, widths.count + spans.count < CompositeFont.mostWidths {
            guard let first = view.resolve(list[index]).integer else {
                index += 1
                continue
            }
            let next = view.resolve(list[index + 1])
            if let array = next.array {
                for (offset, width) in array.prefix(CompositeFont.mostWidths).enumerated() {
                    if let width = view.resolve(width).number, width.isFinite { widths[first &+ offset] = width }
                }
                index += 2
            } else if let last = next.integer, index + 2 < list.count,
                let width = view.resolve(list[index + 2]).number, width.isFinite, first <= last
            {
                spans.append((first, last, width))
                index += 3
            } else {
                index += 1
            }
        }
        spans.sort { $0.low < $1.low }
    }

    private func width(_ cid: Int) -> Double {
        if let width = widths[cid] { return width }
        var (low, high) = (0, spans.count)
        while low < high {
            let middle = (low + high) / 2
            if spans[middle].low <= cid { low = middle + 1 } else { high = middle }
        }
        if low > 0, cid <= spans[low - 1].high { return spans[low - 1].width }
        return defaultWidth
    }

    func glyphs(_ bytes: [UInt8]) -> [Glyph] {
        encoding.codes(in: bytes).map { code, length in
            let width = width(encoding.cid(code)) / 1000
            var text = toUnicode?.text(code)
            if text == nil, encoding.isUnicode {
                text = UInt32(exactly: code).flatMap(Unicode.Scalar.init).map { String(Character($0)) }
            }
            return Glyph(
                code: code, text: text, advance: isVertical ? defaultAdvance / 1000 : width, width: width,
                isSpaceCode: length == 1 && code == 32)
        }
    }
}
