import PDFSyntax
import Testing

/// A signature's appearance, read back from the operators of its content stream.
struct Strip {
    struct Text {
        var x: Double
        var baseline: Double
        var size: Double
    }

    let width: Double
    let height: Double
    private(set) var texts: [Text] = []
    /// The bounds of all filled rectangles; nil when there are none.
    private(set) var symbol: PDFRectangle?

    init(_ pdf: [UInt8], _ field: String) throws {
        let view = try PDFDocument(bytes: ByteView(pdf)).latest
        let named = try #require(view.signatureFields.first { $0.name == field })
        let widget = try #require(named.field.widgets.first)
        let appearance = view.resolve(view.resolve(widget.dictionary["AP"]).dictionary?["N"])
        let form = try #require(appearance.stream)
        let box = try #require(form.dictionary["BBox"]?.array).compactMap { $0.number }
        (width, height) = (box[2], box[3])
        let content = String(decoding: try view.decodedData(of: form, limit: 1 << 20).bytes, as: UTF8.self)
        var size = 0.0
        for line in content.split(separator: "\n") {
            let words = line.split(separator: " ")
            func number(_ index: Int) -> Double { words.indices.contains(index) ? Double(words[index]) ?? .nan : .nan }
            if words.last == "re" {
                let rectangle = PDFRectangle(
                    x0: number(0), y0: number(1), x1: number(0) + number(2), y1: number(1) + number(3))
                symbol = symbol.map { union($0, rectangle) } ?? rectangle
            }
            if let at = words.firstIndex(of: "Tf") { size = number(at - 1) }
            if let at = words.firstIndex(of: "Tm") {
                texts.append(Text(x: number(at - 2), baseline: number(at - 1), size: size))
            }
        }
    }

    private func union(_ a: PDFRectangle, _ b: PDFRectangle) -> PDFRectangle {
        PDFRectangle(x0: min(a.x0, b.x0), y0: min(a.y0, b.y0), x1: max(a.x1, b.x1), y1: max(a.y1, b.y1))
    }
}
