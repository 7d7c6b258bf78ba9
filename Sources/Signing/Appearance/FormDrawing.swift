import PDFSyntax
import TrueType

/// The content of one form XObject while it is being drawn: text lines and black rectangles, in points, origin at the
/// top left of the form (ISO 32000-2, 8.10). What a signature shows needs no more than these.
struct FormDrawing {
    /// One line of text and the point its baseline starts at.
    struct TextLine {
        var text: String
        var x: Double
        var baseline: Double
        var size: Double
    }

    let width: Double
    let height: Double
    private var lines: [TextLine] = []
    private var rectangles: [String] = []

    init(width: Double, height: Double) { (self.width, self.height) = (width, height) }

    mutating func draw(_ line: TextLine) { lines.append(line) }

    /// Fills a rectangle given by its top left corner.
    mutating func fill(x: Double, y: Double, width: Double, height: Double) {
        rectangles.append(
            "\(decimal(x)) \(decimal(self.height - y - height)) \(decimal(width)) \(decimal(height)) re")
    }

    /// Adds the form with its embedded font to `pdf`.
    /// - Parameter entries: what the form's dictionary says besides.
    func form(
        font: AppearanceFont, entries: PDFDictionary = [:], into pdf: inout some PDFObjectSink
    ) throws -> PDFReference {
        var content = "0 g\n"
        if !rectangles.isEmpty { content += rectangles.joined(separator: "\n") + "\nf\n" }
        var resources: PDFDictionary = [:]
        if !lines.isEmpty {
            let plan = try EmbeddedFontPlan(font: font.font, texts: lines.map(\.text))
            resources["Font"] = .dictionary(["F1": .reference(try plan.embed(into: &pdf))])
            for line in lines {
                let hex = try plan.encode(line.text).map { byte in
                    String(byte >> 4, radix: 16) + String(byte & 15, radix: 16)
                }.joined()
                content += "BT /F1 \(decimal(line.size)) Tf 1 0 0 1 \(decimal(line.x)) "
                content += "\(decimal(height - line.baseline)) Tm <\(hex)> Tj ET\n"
            }
        }
        var dictionary: PDFDictionary = [
            "Type": .name("XObject"), "Subtype": .name("Form"),
            "BBox": .numbers([0, 0, width, height]), "Resources": .dictionary(resources),
        ]
        for entry in entries.entries { dictionary[entry.key] = entry.value }
        return pdf.add(.stream(try PDFStream(dictionary: dictionary, deflating: Array(content.utf8))))
    }

    /// Four decimals without exponent: 1/10,000 point is far below a printer's dot.
    private func decimal(_ value: Double) -> String {
        let scaled = Int((value * 10_000).rounded())
        let whole = abs(scaled) / 10_000
        let fraction = String(abs(scaled) % 10_000)
        let text = "\(whole)." + String(repeating: "0", count: 4 - fraction.count) + fraction
        return scaled < 0 ? "-" + text : text
    }
}
