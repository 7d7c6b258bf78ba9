import Diagnostics
import PDFSyntax
import Profiles
import RasterImage
import Records

/// Finds the place of a visible signature on a page by the rules of the profile. It never covers content, but for what a
/// rule allows.
///
/// A value of everything it looks at, so that the same page gives the same place everywhere.
public struct Placement: Sendable {
    /// The page's geometry.
    public let page: VisiblePage
    private let anchors: AnchorSearch
    private let space: FreeSpace

    /// - Parameters:
    ///   - page: the page's geometry.
    ///   - text: its words; the size there may leave out a user unit.
    ///   - ink: where it has ink, annotations included.
    ///   - taken: boxes that count as content although they show none, such as empty fields.
    public init(on page: VisiblePage, text: TextLayer.Page, ink: PageInk, taken: [VisibleBox] = []) {
        self.page = page
        let scale = (
            x: text.width > 0 ? page.width / text.width : 1, y: text.height > 0 ? page.height / text.height : 1
        )
        anchors = AnchorSearch(text.lines, scale: scale)
        space = FreeSpace(ink, bounds: page.bounds, taken: taken)
    }

    /// The place of a signature of this size (millimetres).
    ///
    /// - Parameters:
    ///   - rules: tried in order.
    ///   - values: what anchors with placeholders stand for; a rule whose values are not known is passed over.
    ///   - others: boxes on this page of the signatures that `overlapping` rules name.
    /// - Throws: `signature-no-room` when an anchor was found and nothing is free in its reach;
    ///   `signature-anchor-missing` when no rule found what it stands by.
    public func resolve(
        _ rules: [PlacementRule], width: Double, height: Double, values: SignatureValues,
        others: [String: VisibleBox] = [:]
    ) throws(SigningError) -> VisibleBox {
        let search = RuleSearch(
            page: page, anchors: anchors, width: width, height: height, values: values, others: others)
        var hadPlace = false
        for rule in rules {
            for candidate in search.candidates(rule) {
                hadPlace = true
                let space = space.freeing(candidate.mayCover)
                if let box = space.nearest(to: candidate.ideal, candidate.reach, clearance: candidate.clearance) {
                    return box
                }
            }
        }
        throw hadPlace ? .noRoom(width, height) : .anchorMissing(rules)
    }
}

/// What one rule asks for: the ideal place, how far from it is still right, and what may be covered.
struct PlacementCandidate {
    var ideal: VisibleBox
    var reach: FreeSpace.Reach
    var mayCover: [VisibleBox] = []
    /// Free space kept around it.
    var clearance = 0.0
}

extension SigningError {
    static func noRoom(_ width: Double, _ height: Double) -> SigningError {
        let size = "\(width.rounded()) × \(height.rounded()) mm"
        return SigningError(
            .noRoom, .input, vi: "Không còn chỗ trống \(size) cho chữ ký mà không che nội dung.",
            en: "There is no free place of \(size) for the signature that covers no content.",
            remedy: Bilingual(
                vi: "Chừa chỗ trong văn bản, hoặc sửa quy tắc vị trí trong cấu hình.",
                en: "Leave room in the document, or change the placement in the profile."))
    }

    static func anchorMissing(_ rules: [PlacementRule]) -> SigningError {
        let names = rules.map(\.anchorDescription).joined(separator: ", ")
        return SigningError(
            .anchorMissing, .input, vi: "Không thấy mốc đặt chữ ký trên trang: \(names).",
            en: "What the signature stands by is not on the page: \(names).",
            remedy: Bilingual(
                vi: "Kiểm tra chức vụ, họ tên và trang ký; hoặc thêm một quy tắc vị trí dự phòng.",
                en: "Check title, name and page; or add a placement to fall back on."))
    }
}

extension PlacementRule {
    fileprivate var anchorDescription: String {
        switch self {
        case .corner(let corner, _, _): corner.rawValue
        case .beside(let text, _, _, _): "“\(text)”"
        case .between(.across(let left, let right), _, _): "“\(left)” … “\(right)”"
        case .between(.down(let above, let below), _, _): "“\(above)” … “\(below)”"
        case .absolute: "absolute"
        case .overlapping(let name, _, _): name
        }
    }
}
