import Diagnostics

/// What can go wrong with a font.
public enum FontErrorCode: String, Sendable, CaseIterable {
    /// The file is cut short or contradicts itself.
    case fontMalformed = "font-malformed"
    /// A font, but not one of TrueType outlines with a Unicode character map.
    case fontUnsupported = "font-unsupported"
    /// The font's licence bits forbid embedding a subset.
    case embeddingForbidden = "font-embedding-forbidden"
    /// The font has no glyph for some characters of a text.
    case glyphsMissing = "font-glyphs-missing"
    /// A text was encoded that was not among the texts the subset was made for.
    case glyphsNotPlanned = "font-glyphs-not-planned"
}

/// The error of module TrueType.
public typealias FontError = Fault<FontErrorCode>

extension FontError {
    static func malformed(_ reason: String) -> FontError {
        FontError(
            .fontMalformed, .dependency,
            vi: "Tệp phông chữ bị hỏng.", en: "The font file is damaged: \(reason).", remedy: .installFont)
    }

    static func unsupported(_ reason: String) -> FontError {
        FontError(
            .fontUnsupported, .dependency,
            vi: "Phông chữ này không dùng được: cần phông TrueType có bảng mã Unicode.",
            en: "This font cannot be used: \(reason).", remedy: .installFont)
    }

    static func missing(_ scalars: [Unicode.Scalar], in font: String) -> FontError {
        let list = scalars.prefix(10).map { "\($0) (U+\(hex($0.value)))" }.joined(separator: ", ")
        return FontError(
            .glyphsMissing, .dependency,
            vi: "Phông chữ \(font) thiếu chữ: \(list).", en: "The font \(font) has no glyph for: \(list).",
            remedy: .installFont)
    }

    private static func hex(_ value: UInt32) -> String {
        let digits = String(value, radix: 16, uppercase: true)
        return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    }
}

extension Bilingual {
    fileprivate static let installFont = Bilingual(
        vi: "Cài gói fonts-liberation2, hoặc chọn phông TrueType khác có đủ chữ tiếng Việt trong hồ sơ cấu hình.",
        en: "Install fonts-liberation2, or name another TrueType font with all Vietnamese letters in the profile.")
}
