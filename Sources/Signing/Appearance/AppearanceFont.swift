import FoundationEssentials
import PDFSyntax
import TrueType

/// The font of visible signatures, read once and used for every document (NĐ 30/2020: Times New Roman; here a font with
/// its metrics and all Vietnamese letters).
public struct AppearanceFont: Sendable {
    let font: TrueTypeFont

    /// Reads the font file of the profile.
    /// - Throws: `font-unusable` when it is missing, `FontError` when it is no font that may be embedded.
    public init(path: String) throws {
        guard let data = FileManager.default.contents(atPath: path) else { throw SigningError.fontMissing(path) }
        font = try TrueTypeFont([UInt8](data))
    }
}

extension SigningError {
    static func fontMissing(_ path: String) -> SigningError {
        SigningError(
            .fontUnusable, .dependency, vi: "Không đọc được phông chữ “\(path)”.",
            en: "The font “\(path)” cannot be read.",
            remedy: .init(vi: "Cài gói fonts-liberation2.", en: "Install the package fonts-liberation2."))
    }
}

extension AppearanceFont {
    /// Whether every Vietnamese letter can be drawn: Debian's fonts-liberation 1.07, for one, lacks most of them.
    public var drawsVietnamese: Bool {
        let letters = "aàáảãạăằắẳẵặâầấẩẫậbcdđeèéẻẽẹêềếểễệghiìíỉĩịklmnoòóỏõọôồốổỗộơờớởỡợpqrstuùúủũụưừứửữựvxyỳýỷỹỵ"
        return font.missingScalars(in: letters + letters.uppercased()).isEmpty
    }
}
