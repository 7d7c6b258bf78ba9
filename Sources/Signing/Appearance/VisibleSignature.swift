import Diagnostics
import PAdES
import PDFSyntax
import Profiles
import TrueType

/// What is seen of one signature, laid out at its size on paper: a picture, lines of text, or lines under a picture.
public struct VisibleSignature: Sendable {
    /// On paper, in millimetres.
    public let width: Double
    /// On paper, in millimetres.
    public let height: Double

    private let font: AppearanceFont
    private let picture: (picture: SignaturePicture, width: Double, height: Double)?
    private let lines: [String]
    private let fontSize: Double
    private let alignment: SignatureRule.Alignment

    private static let points = VisiblePage.pointsPerMillimetre
    /// Between baselines, in type sizes: tight, and still clear of the marks over Vietnamese capitals.
    private static let leading = 1.2
    /// From the top of a line to its baseline.
    private static let ascent = 0.95

    /// Lays out what `rule` shows.
    /// - Parameter picture: the signer's own; nil where the rule shows none.
    /// - Throws: `signature-picture-unusable` when the rule wants a picture and there is none, or it is not the one the
    ///   law asks for; `signature-value-missing`; `appearance-too-small`.
    public init(
        _ rule: SignatureRule, values: SignatureValues, picture: SignaturePicture?, font: AppearanceFont
    ) throws {
        self.font = font
        if let box = rule.picture {
            guard let picture else { throw SigningError.pictureMissing(rule.name) }
            try Self.check(picture, box, rule)
            let scale = box.isTrueSize ? 0 : min(box.widthMM, box.heightMM / picture.ratio)
            self.picture =
                box.isTrueSize
                ? (picture, box.widthMM, box.heightMM) : (picture, scale, scale * picture.ratio)
        } else {
            self.picture = nil
        }
        alignment = rule.text?.alignment ?? .centre
        if let text = rule.text {
            let paragraphs = try text.lines.map { line throws(SigningError) in try values.fill(line) }
            (lines, fontSize) = try Self.layOut(paragraphs, text, font.font)
        } else {
            (lines, fontSize) = ([], 0)
        }
        let size = fontSize
        let textWidth = lines.map { font.font.width(of: $0, size: size) }.max() ?? 0
        let textHeight = Double(lines.count) * size * Self.leading
        width = max(self.picture?.width ?? 0, textWidth / Self.points)
        height = (self.picture?.height ?? 0) + textHeight / Self.points
    }

    /// The appearance for a box on `page`, upright there and in the middle of the box.
    /// - Throws: `appearance-too-small` when the box is smaller than this.
    public func appearance(in box: VisibleBox, on page: VisiblePage) throws -> SignatureRequest.Appearance {
        // A prepared field may be a hair smaller than what was planned for it.
        let slack = 0.05
        guard box.width >= width - slack, box.height >= height - slack else {
            throw SigningError.tooSmall(lines.first ?? "PNG")
        }
        var entries: PDFDictionary = [:]
        entries["Matrix"] = page.uprightMatrix.map(PDFObject.numbers)
        let (drawing, font, added) = (drawing(in: box), font, entries)
        return { update in try drawing.form(font: font, entries: added, into: &update) }
    }

    private func drawing(in box: VisibleBox) -> FormDrawing {
        var drawing = FormDrawing(width: box.width * Self.points, height: box.height * Self.points)
        let left = (drawing.width - width * Self.points) / 2
        var top = (drawing.height - height * Self.points) / 2
        if let picture {
            let (pictureWidth, pictureHeight) = (picture.width * Self.points, picture.height * Self.points)
            drawing.draw(
                picture.picture, x: left + (width * Self.points - pictureWidth) / 2, y: top, width: pictureWidth,
                height: pictureHeight)
            top += pictureHeight
        }
        for (row, line) in lines.enumerated() {
            let room = width * Self.points - font.font.width(of: line, size: fontSize)
            let indent =
                switch alignment {
                case .left: 0.0
                case .centre: room / 2
                case .right: room
                }
            drawing.draw(
                FormDrawing.TextLine(
                    text: line, x: left + indent,
                    baseline: top + fontSize * (Self.ascent + Self.leading * Double(row)), size: fontSize))
        }
        return drawing
    }

    /// The largest size from the rule's down to its least at which the text fits without a word being cut.
    private static func layOut(
        _ paragraphs: [String], _ text: SignatureRule.Text, _ font: TrueTypeFont
    ) throws -> (lines: [String], size: Double) {
        let (width, height) = (text.maximumWidthMM * points, text.maximumHeightMM * points)
        for size in stride(from: text.fontSize, through: min(text.minimumFontSize, text.fontSize), by: -0.5) {
            let widest = paragraphs.flatMap { $0.split(separator: " ") }.map { font.width(of: String($0), size: size) }
            let lines = paragraphs.flatMap { font.lines(of: $0, fitting: width, size: size) }
            if widest.allSatisfy({ $0 <= width }), Double(lines.count) * size * leading <= height {
                return (lines, size)
            }
        }
        throw SigningError.tooSmall(paragraphs.joined(separator: " "))
    }

    private static func check(
        _ picture: SignaturePicture, _ box: SignatureRule.Picture, _ rule: SignatureRule
    ) throws(SigningError) {
        let wanted: SignaturePicture.Colour? =
            switch rule.legalForm {
            case .leader: .blue
            case .agencySeal: .red
            default: nil
            }
        if let wanted, picture.colour != wanted {
            throw .picture(
                box.path ?? rule.name, vi: wanted == .red ? "hình dấu không phải màu đỏ" : "chữ ký không phải màu xanh",
                en: "it is not \(wanted.rawValue)",
                remedy: Bilingual(
                    vi: "NĐ 30/2020/NĐ-CP Phụ lục I: hình chữ ký màu xanh, hình dấu màu đỏ.",
                    en: "NĐ 30/2020/NĐ-CP Appendix I: signatures are blue, seals are red."))
        }
        // A seal that is drawn out of shape is no seal of true size.
        guard !box.isTrueSize || abs(picture.ratio / (box.heightMM / box.widthMM) - 1) <= 0.02 else {
            throw .picture(
                box.path ?? rule.name, vi: "tỷ lệ của hình không phải \(box.widthMM) × \(box.heightMM) mm",
                en: "its shape is not that of \(box.widthMM) × \(box.heightMM) mm",
                remedy: Bilingual(
                    vi: "Cắt hình sát mép dấu, hoặc sửa kích thước trong cấu hình.",
                    en: "Crop the picture to the seal's edge, or correct the size in the profile."))
        }
    }
}

extension SigningError {
    static func pictureMissing(_ name: String) -> SigningError {
        SigningError(
            .pictureUnusable, .configuration, vi: "Chữ ký “\(name)” cần hình nhưng cấu hình không nêu tệp hình.",
            en: "The signature “\(name)” shows a picture, and the profile names none.",
            remedy: Bilingual(
                vi: "Thêm picture vào bước ký trong cấu hình.", en: "Add picture to the signing step in the profile."))
    }
}
