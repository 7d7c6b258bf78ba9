import Foundation
import PDFSyntax
import TrueType

/// An invented decision of a People's Committee as offices issue it (NĐ 30/2020 Appendix I): letterhead with gaps for
/// number and day, text, recipients, title and name of the signer. Lengths in millimetres as displayed.
public struct DecisionPage {
    /// Of the page as displayed.
    public var width = 210.0
    /// Of the page as displayed.
    public var height = 297.0
    /// 0, 90, 180 or 270.
    public var rotation = 0
    /// How much of the media box is cut off around the page.
    public var cropMargin = 0.0
    /// `/UserUnit`.
    public var userUnit = 1.0
    /// The lines over the signature.
    public var title = ["KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"]
    /// The name under it.
    public var signer = "Trần Quốc Bảo Khánh"
    /// What stands in the gap for the number.
    public var number: String?
    /// Whether a list of recipients reaches to where the seal goes.
    public var hasWideRecipients = false
    /// Whether the top right corner is taken.
    public var hasStampAtTop = false
    /// Between the last title line and the name.
    public var signatureGap = 26.0
    /// Black bars from edge to edge.
    public var isFull = false

    /// The ordinary page.
    public init() {}

    /// Where the middle of the signer's block is.
    public static let blockMiddle = 150.0

    private static let regular = font("Regular")
    private static let bold = font("Bold")

    private static func font(_ style: String) -> TrueTypeFont? {
        let path = "/usr/share/fonts/truetype/liberation2/LiberationSerif-\(style).ttf"
        return FileManager.default.contents(atPath: path).flatMap { try? TrueTypeFont([UInt8]($0)) }
    }

    private struct Text {
        enum Anchor { case left, middle }
        var text: String
        var x: Double
        /// Of the baseline.
        var y: Double
        var size: Double
        var isBold = false
        var anchor = Anchor.middle
    }

    private struct NoFont: Error {}

    private var texts: [Text] {
        var texts = [
            Text(text: "ỦY BAN NHÂN DÂN", x: 60, y: 25, size: 13, isBold: true),
            Text(text: "XÃ MỸ HÒA HƯNG", x: 60, y: 31, size: 13, isBold: true),
            Text(text: "Số:", x: 42, y: 40, size: 13, anchor: .left),
            Text(text: "/QĐ-UBND", x: 62, y: 40, size: 13, anchor: .left),
            Text(text: "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", x: 148, y: 25, size: 12, isBold: true),
            Text(text: "Độc lập - Tự do - Hạnh phúc", x: 148, y: 31, size: 13, isBold: true),
            Text(text: "Mỹ Hòa Hưng, ngày", x: 110, y: 40, size: 13, anchor: .left),
            Text(text: "tháng 11 năm 2026", x: 160, y: 40, size: 13, anchor: .left),
            Text(text: "QUYẾT ĐỊNH", x: 105, y: 58, size: 14, isBold: true),
            Text(text: "Về việc công bố danh mục thủ tục hành chính", x: 105, y: 65, size: 13, isBold: true),
            Text(text: "CHỦ TỊCH ỦY BAN NHÂN DÂN XÃ MỸ HÒA HƯNG", x: 105, y: 76, size: 13, isBold: true),
        ]
        for (row, line) in [
            "Căn cứ Luật Tổ chức chính quyền địa phương;",
            "Theo đề nghị của Văn phòng Hội đồng nhân dân và Ủy ban nhân dân xã.",
            "Điều 1. Công bố kèm theo Quyết định này danh mục thủ tục hành chính.",
            "Điều 2. Quyết định này có hiệu lực kể từ ngày ký.",
            "Điều 3. Chủ tịch và các cơ quan có liên quan chịu trách nhiệm thi hành./.",
        ].enumerated() {
            texts.append(Text(text: line, x: 30, y: 90 + 8 * Double(row), size: 13, anchor: .left))
        }
        let recipients = ["Nơi nhận:", "- Như Điều 3;", "- Chủ tịch, các Phó Chủ tịch;", "- Lưu: VT, KSTT."]
        for (row, line) in (hasWideRecipients ? [] : recipients).enumerated() {
            texts.append(Text(text: line, x: 30, y: 150 + 6 * Double(row), size: 11, anchor: .left))
        }
        for row in 0..<(hasWideRecipients ? 8 : 0) {
            let line = "- Các cơ quan, đơn vị có liên quan trên địa bàn;"
            texts.append(Text(text: line, x: 50, y: 148 + 6 * Double(row), size: 11, anchor: .left))
        }
        var y = 146.0
        for line in title {
            texts.append(Text(text: line, x: Self.blockMiddle, y: y, size: 13, isBold: true))
            y += 6
        }
        texts.append(Text(text: signer, x: Self.blockMiddle, y: y - 6 + signatureGap + 5, size: 13, isBold: true))
        if let number { texts.append(Text(text: number, x: 50, y: 40, size: 13, anchor: .left)) }
        return texts
    }

    /// The whole file.
    public func pdf() throws -> [UInt8] {
        guard let regular = Self.regular, let bold = Self.bold else { throw NoFont() }
        let points = VisiblePage.pointsPerMillimetre
        let plans = (
            try EmbeddedFontPlan(font: regular, texts: texts.filter { !$0.isBold }.map(\.text)),
            try EmbeddedFontPlan(font: bold, texts: texts.filter(\.isBold).map(\.text))
        )
        var pdf = PDFFileBuilder()
        let (root, pages, page) = (pdf.reserve(), pdf.reserve(), pdf.reserve())
        var content = "q \(displayMatrix.map { "\($0)" }.joined(separator: " ")) cm 0 g\n"
        for text in texts {
            let (font, plan) = text.isBold ? (bold, plans.1) : (regular, plans.0)
            let half = text.anchor == .middle ? font.width(of: text.text, size: text.size) / 2 : 0
            let hex = try plan.encode(text.text).map { $0 < 16 ? "0" + String($0, radix: 16) : String($0, radix: 16) }
            content += "BT /\(text.isBold ? "FB" : "FR") \(text.size) Tf 1 0 0 1 \(text.x * points - half) "
            content += "\((height - text.y) * points) Tm <\(hex.joined())> Tj ET\n"
        }
        if hasStampAtTop { content += bar(x: 100, y: 4, width: 106, height: 16) }
        if isFull { for row in 0..<60 { content += bar(x: 0, y: Double(row) * 5, width: width, height: 2) } }
        content += "Q\n"
        let resources: PDFDictionary = [
            "Font": .dictionary([
                "FR": .reference(try plans.0.embed(into: &pdf)), "FB": .reference(try plans.1.embed(into: &pdf)),
            ])
        ]
        let stream = pdf.add(.stream(try PDFStream(dictionary: [:], deflating: Array(content.utf8))))
        let (shown, media) = boxes
        var leaf: PDFDictionary = [
            "Type": .name("Page"), "Parent": .reference(pages), "MediaBox": media.object, "CropBox": shown.object,
            "Resources": .dictionary(resources), "Contents": .reference(stream), "Rotate": .integer(rotation),
        ]
        if userUnit != 1 { leaf["UserUnit"] = .real(userUnit) }
        pdf.set(page, .dictionary(leaf))
        pdf.set(
            pages, .dictionary(["Type": .name("Pages"), "Kids": .array([.reference(page)]), "Count": .integer(1)]))
        pdf.set(root, .dictionary(["Type": .name("Catalog"), "Pages": .reference(pages)]))
        return pdf.finish(root: root, info: nil, id: Array("sohoa-test-00002".utf8))
    }

    private func bar(x: Double, y: Double, width: Double, height: Double) -> String {
        let points = VisiblePage.pointsPerMillimetre
        return "\(x * points) \((self.height - y - height) * points) \(width * points) \(height * points) re f\n"
    }

    /// The crop box and the media box, whose corner is not the origin.
    private var boxes: (shown: PDFRectangle, media: PDFRectangle) {
        let scale = VisiblePage.pointsPerMillimetre / userUnit
        let (across, down) = rotation % 180 == 0 ? (width, height) : (height, width)
        let (x, y, margin) = (cropMargin > 0 ? 31.0 : 0, cropMargin > 0 ? 17.0 : 0, cropMargin * scale)
        let media = PDFRectangle(x0: x, y0: y, x1: x + across * scale + 2 * margin, y1: y + down * scale + 2 * margin)
        return (
            PDFRectangle(x0: media.x0 + margin, y0: media.y0 + margin, x1: media.x1 - margin, y1: media.y1 - margin),
            media
        )
    }

    /// From points as displayed, from the lower left, to user space.
    private var displayMatrix: [Double] {
        let (shown, s) = (boxes.shown, 1 / userUnit)
        return switch rotation {
        case 90: [0, s, -s, 0, shown.x1, shown.y0]
        case 180: [-s, 0, 0, -s, shown.x1, shown.y1]
        case 270: [0, -s, s, 0, shown.x0, shown.y1]
        default: [s, 0, 0, s, shown.x0, shown.y0]
        }
    }
}
