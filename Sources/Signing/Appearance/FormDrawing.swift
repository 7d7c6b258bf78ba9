import PDFSyntax
import TrueType

/// The content of one form XObject while it is being drawn: text lines, black rectangles and pictures, in points, origin
/// at the top left of the form (ISO 32000-2, 8.10). What a signature shows needs no more than these.
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
    private var pictures: [(picture: SignaturePicture, box: PDFRectangle)] = []

    init(width: Double, height: Double) { (self.width, self.height) = (width, height) }

    mutating func draw(_ line: TextLine) { lines.append(line) }

    /// Fills a rectangle given by its top left corner.
    mutating func fill(x: Double, y: Double, width: Double, height: Double) {
        rectangles.append(
            "\(decimal(x)) \(decimal(self.height - y - height)) \(decimal(width)) \(decimal(height)) re")
    }

    /// Draws a picture into a rectangle given by its top left corner.
    mutating func draw(_ picture: SignaturePicture, x: Double, y: Double, width: Double, height: Double) {
        let box = PDFRectangle(x0: x, y0: self.height - y - height, x1: x + width, y1: self.height - y)
        pictures.append((picture, box))
    }

    /// Adds the form with its embedded font to `pdf`.
    /// - Parameter entries: what the form's dictionary says besides.
    func form(
        font: AppearanceFont, entries: PDFDictionary = [:], into pdf: inout some PDFObjectSink
    ) throws -> PDFReference {
        var content = ""
        var images: PDFDictionary = [:]
        let colourSpace = pictures.isEmpty ? nil : try SignaturePicture.colourSpace(into: &pdf)
        for (index, drawn) in pictures.enumerated() {
            let name = PDFName("Im\(index + 1)")
            images[name] = colourSpace.map { .reference(drawn.picture.embed($0, into: &pdf)) }
            content += "q \(decimal(drawn.box.width)) 0 0 \(decimal(drawn.box.height)) \(decimal(drawn.box.x0)) "
            content += "\(decimal(drawn.box.y0)) cm /Im\(index + 1) Do Q\n"
        }
        content += "0 g\n"
        if !rectangles.isEmpty { content += rectangles.joined(separator: "\n") + "\nf\n" }
        // Black is DeviceGray, so that printers use black ink alone; where the page's file has no output intent this says
        // what that is (ISO 19005-2, 6.2.4.3).
        var resources: PDFDictionary = ["ColorSpace": .dictionary(["DefaultGray": Self.greySpace])]
        if !pictures.isEmpty { resources["XObject"] = .dictionary(images) }
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
        if let colourSpace {
            // What is transparent is blended in a space of its own, not in whatever the page has (ISO 19005-2, 6.2.10).
            dictionary["Group"] = .dictionary([
                "Type": .name("Group"), "S": .name("Transparency"), "CS": colourSpace,
            ])
        }
        for entry in entries.entries { dictionary[entry.key] = entry.value }
        return pdf.add(.stream(try PDFStream(dictionary: dictionary, deflating: Array(content.utf8))))
    }

    private static let greySpace = PDFObject.array([
        .name("CalGray"),
        .dictionary(["WhitePoint": .numbers([0.9505, 1, 1.089]), "Gamma": .real(2.2)]),
    ])

    /// Four decimals without exponent: 1/10,000 point is far below a printer's dot.
    private func decimal(_ value: Double) -> String {
        let scaled = Int((value * 10_000).rounded())
        let whole = abs(scaled) / 10_000
        let fraction = String(abs(scaled) % 10_000)
        let text = "\(whole)." + String(repeating: "0", count: 4 - fraction.count) + fraction
        return scaled < 0 ? "-" + text : text
    }
}
