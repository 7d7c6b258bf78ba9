import FoundationEssentials
import QRCode
import Records

/// Row 1, the visible part of the agency's signature: the QR seal with its code at the left (TT 01/2023 Đ26: góc trên bên
/// trái), and at the right the text of an electronic copy (NĐ 30/2020 Appendix I, II.3: form of copy, name of the agency,
/// time of signing), or for a born-digital result the agency and time alone.
struct AgencyStrip {
    let sealURL: String
    let sealCode: String
    /// `SAO Y`; nil where the document is no copy of a paper.
    let copyForm: String?
    let agencyName: String
    let signedAt: Date
    let fontSize: Double
    /// Width of a QR module in points.
    let module: Double

    /// Size of the human-readable code under the symbol: 7 points is the least people read without effort.
    private static let codeSize = 7.0

    func drawing(width: Double, height: Double, font: AppearanceFont) throws -> FormDrawing {
        var drawing = FormDrawing(width: width, height: height)
        let symbol = try symbol(fitting: min(width, height - Self.codeSize * 1.3))
        let qr = QRSymbolDrawing(symbol: symbol, module: module)
        qr.draw(into: &drawing, x: 0, y: 0)
        let codeWidth = font.font.width(of: sealCode, size: Self.codeSize)
        drawing.draw(
            FormDrawing.TextLine(
                text: sealCode, x: max(0, (qr.side - codeWidth) / 2), baseline: qr.side + Self.codeSize * 0.75,
                size: Self.codeSize))
        try drawCopyText(into: &drawing, left: max(qr.side, codeWidth) + fontSize, font: font)
        return drawing
    }

    /// The strongest correction whose symbol fits a square of `side` points at this module width, quiet zone included.
    private func symbol(fitting side: Double) throws(SigningError) -> QRSymbol {
        let version = (Int(side / module) - 2 * QRSymbol.quietZone - 17) / 4
        guard version >= 1, let symbol = try? QRSymbol.strongest(sealURL, maximumVersion: min(40, version)) else {
            throw .tooSmall(sealCode)
        }
        return symbol
    }

    /// Right-aligned lines from the strip's top; never over the symbol.
    private func drawCopyText(into drawing: inout FormDrawing, left: Double, font: AppearanceFont) throws {
        // At most half of the strip's width, so that the eye finds the text in the corner the law names.
        let available = min(drawing.width - left, max(drawing.width / 2, 180))
        let text = [copyForm, agencyName, VietnamTime.signingTime(signedAt)].compactMap { $0 }
        let lines = text.flatMap { font.font.lines(of: $0, fitting: available, size: fontSize) }
        guard Double(lines.count) * fontSize * 1.2 <= drawing.height else { throw SigningError.tooSmall(agencyName) }
        for (row, line) in lines.enumerated() {
            let lineWidth = font.font.width(of: line, size: fontSize)
            drawing.draw(
                FormDrawing.TextLine(
                    text: line, x: drawing.width - lineWidth, baseline: fontSize * (0.95 + 1.2 * Double(row)),
                    size: fontSize))
        }
    }
}
