import Diagnostics
import FoundationEssentials
import Records

/// Row 2: who copied the paper and when, at the top left of the first page (TT 01/2023/TT-VPCP Đ8.1).
struct DigitizerStamp {
    let name: String
    let signedAt: Date
    let fontSize: Double

    /// The stamp in a form of the slot's size.
    func drawing(width: Double, height: Double, font: AppearanceFont) throws -> FormDrawing {
        var drawing = FormDrawing(width: width, height: height)
        let texts =
            font.font.lines(of: "Người số hóa: \(name)", fitting: width, size: fontSize)
            + ["Thời gian: \(VietnamTime.signingTime(signedAt))"]
        guard Double(texts.count) * fontSize * 1.2 <= height + 0.01 else {
            throw SigningError.tooSmall("Người số hóa: \(name)")
        }
        for (row, text) in texts.enumerated() {
            drawing.draw(
                FormDrawing.TextLine(
                    text: text, x: 0, baseline: fontSize * (0.95 + 1.2 * Double(row)), size: fontSize))
        }
        return drawing
    }
}

extension SigningError {
    static func tooSmall(_ text: String) -> SigningError {
        SigningError(
            .appearanceTooSmall, .configuration, vi: "Không đủ chỗ trong khung chữ ký cho “\(text)”.",
            en: "The signature's frame is too small for “\(text)”.",
            remedy: Bilingual(
                vi: "Tăng kích thước khung trong tệp appearance.yaml của cấu hình, hoặc rút gọn tên.",
                en: "Enlarge the frame in the profile's appearance.yaml, or shorten the name."))
    }
}
