import Records

/// How signatures look (NĐ 30/2020 Appendix I; DESIGN section 2). Lengths in millimetres, type sizes in points.
public struct AppearanceRules: Sendable, Hashable {
    /// TrueType file with full Vietnamese and Times metrics.
    public var fontFile: String
    /// Points.
    public var fontSize: Double
    /// Form of copy shown at the right of the strip for class "copy of a paper": `SAO Y`. Nil: no copy text.
    public var copyForm: String?
    /// Whether a QR may stand in the copy mark is our reading of the rules.
    public var stripBasis: LegalBasis
    /// Distance of the strip and the digitizer's text from the page edges.
    public var marginMM: Double
    /// Height of row 1, the agency strip that holds the QR.
    public var stripHeightMM: Double
    /// Height of row 2, the digitizer's text.
    public var digitizerHeightMM: Double
    /// Width of the digitizer's text.
    public var digitizerWidthMM: Double
    /// Width of one QR module; 4 dots at 300 dpi are 0.3387 mm, the least that prints and photographs well.
    public var moduleMM: Double

    /// All parts as given.
    public init(
        fontFile: String, fontSize: Double, copyForm: String?, stripBasis: LegalBasis, marginMM: Double,
        stripHeightMM: Double, digitizerHeightMM: Double, digitizerWidthMM: Double, moduleMM: Double
    ) {
        (self.fontFile, self.fontSize, self.copyForm, self.stripBasis) = (fontFile, fontSize, copyForm, stripBasis)
        (self.marginMM, self.stripHeightMM, self.digitizerHeightMM) = (marginMM, stripHeightMM, digitizerHeightMM)
        (self.digitizerWidthMM, self.moduleMM) = (digitizerWidthMM, moduleMM)
    }
}

extension AppearanceRules {
    /// The largest QR version (ISO/IEC 18004) that the strip has room for: 17 + 4 × version modules, four of quiet zone
    /// on each side, and 3.5 mm below for the code in letters. 0 when not even version 1 fits.
    public var largestSealVersion: Int {
        let modules = Int((stripHeightMM - 3.5) / moduleMM) - 8
        return max(0, min(40, (modules - 17) / 4))
    }
}
