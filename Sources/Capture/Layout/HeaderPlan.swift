import Profiles
import Records

/// Where the agency strip (row 1) and the digitizer's text (row 2) go on page 1, and how much the page must grow for
/// them. The scan itself keeps its place and its scale (tỷ lệ 100 %).
struct HeaderPlan {
    /// Height of the band added above the page, in points; 0 when the rows fit into free space.
    var band: Double
    /// Width the page must have at least, in points.
    var width: Double
    var layout: SignatureLayout

    /// Distance between the rows.
    private static let gapMM = 2.0
    static let pointsPerMM = 72 / 25.4

    /// Full names of the prepared fields.
    static let digitizerField = "NguoiSoHoa"
    static let agencyField = "CoQuan"

    /// Plans a page of `width` by `height` points as displayed.
    ///
    /// - Parameters:
    ///   - freeTop: ink-free height at the top as a part of the height; nil: not measured, so nothing is free.
    ///   - mayGrow: false for signed files, whose page boxes never change.
    ///   - taken: names of fields the file has already.
    /// - Returns: nil when the page may not grow and has no room.
    init?(
        width: Double, height: Double, freeTop: Double?, mayGrow: Bool, rules: AppearanceRules,
        taken: Set<String> = []
    ) {
        let mm = HeaderPlan.pointsPerMM
        let margin = rules.marginMM * mm
        let stripBottom = margin + rules.stripHeightMM * mm
        let digitizerTop = stripBottom + HeaderPlan.gapMM * mm
        let digitizerBottom = digitizerTop + rules.digitizerHeightMM * mm
        let needed = digitizerBottom + margin
        // The strip holds a square symbol and, beside it, text about as wide as the digitizer's.
        let least = (rules.stripHeightMM + rules.digitizerWidthMM) * mm + 2 * margin
        let free = min(max(freeTop ?? 0, 0), 1) * height
        let fits = free >= needed && width >= least
        guard fits || mayGrow else { return nil }
        band = fits ? 0 : needed
        self.width = max(width, least)
        layout = SignatureLayout(
            digitizer: .init(
                field: HeaderPlan.freeName(HeaderPlan.digitizerField, taken),
                box: PageBox(
                    x0: margin, y0: digitizerTop,
                    x1: min(margin + rules.digitizerWidthMM * mm, self.width - margin), y1: digitizerBottom)),
            agency: .init(
                field: HeaderPlan.freeName(HeaderPlan.agencyField, taken),
                box: PageBox(x0: margin, y0: margin, x1: self.width - margin, y1: stripBottom)))
    }

    private static func freeName(_ name: String, _ taken: Set<String>) -> String {
        guard taken.contains(name) else { return name }
        var number = 2
        while taken.contains("\(name)\(number)") { number += 1 }
        return "\(name)\(number)"
    }
}
