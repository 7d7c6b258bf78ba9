import Records

/// A named visible signature: which field it fills, where it stands, and what is seen of it (NĐ 30/2020 Appendix I). Who
/// signs is said by a `SigningStep`. Lengths in millimetres, type sizes in points.
public struct SignatureRule: Sendable, Hashable {
    /// The forms the law names. A rule of one of these names must keep to the law; other names are the agency's own.
    public enum LegalForm: String, Sendable, CaseIterable {
        /// The handwritten signature of the authorised person, between title and name (Appendix I, 7d).
        case leader
        /// The agency's red seal over a third of it (8a).
        case agencySeal
        /// The document's number, filled in by the clerk.
        case number
        /// The document's day, filled in by the clerk.
        case date
        /// The mark of an attachment in a file of its own (8b): no picture.
        case attachment
        /// The mark of an electronic copy of a paper (part II, I.3): no picture.
        case copy
        /// Who digitized and when (TT 01/2023/TT-VPCP Đ8.1).
        case digitizer

        /// Whether a picture is shown. Attachments and copies show text alone.
        public var showsPicture: Bool { self == .leader || self == .agencySeal }
    }

    /// Which page of a file.
    public enum Page: Sendable, Hashable {
        case first
        case last
        /// From 1.
        case number(Int)

        /// The index from 0 in a file of `count` pages; nil when there is no such page.
        public func index(of count: Int) -> Int? {
            let index =
                switch self {
                case .first: 0
                case .last: count - 1
                case .number(let number): number - 1
                }
            return (0..<max(count, 0)).contains(index) ? index : nil
        }
    }

    /// How lines stand in their box.
    public enum Alignment: String, Sendable, CaseIterable { case left, centre, right }

    /// A picture and its size on paper.
    public struct Picture: Sendable, Hashable {
        /// A PNG file, absolute once loaded; nil when each step brings its own, as the signatures of persons do.
        public var path: String?
        /// Width on paper.
        public var widthMM: Double
        /// Height on paper.
        public var heightMM: Double
        /// True: the picture has exactly that size, as a seal must. False: it is as large as fits, its shape kept.
        public var isTrueSize: Bool

        /// All parts as given.
        public init(path: String?, widthMM: Double, heightMM: Double, isTrueSize: Bool) {
            (self.path, self.widthMM, self.heightMM, self.isTrueSize) = (path, widthMM, heightMM, isTrueSize)
        }
    }

    /// Lines of text and the room they have.
    public struct Text: Sendable, Hashable {
        /// One paragraph each.
        public var lines: [SignatureText]
        /// Points. The law's size is 10.
        public var fontSize: Double
        /// The least size when the text does not fit; equal to `fontSize` when it must not shrink.
        public var minimumFontSize: Double
        /// Longer lines are wrapped.
        public var maximumWidthMM: Double
        /// A higher text is an error.
        public var maximumHeightMM: Double
        /// How the lines stand.
        public var alignment: Alignment

        /// All parts as given.
        public init(
            lines: [SignatureText], fontSize: Double, minimumFontSize: Double, maximumWidthMM: Double,
            maximumHeightMM: Double, alignment: Alignment
        ) {
            (self.lines, self.fontSize, self.minimumFontSize) = (lines, fontSize, minimumFontSize)
            (self.maximumWidthMM, self.maximumHeightMM) = (maximumWidthMM, maximumHeightMM)
            self.alignment = alignment
        }
    }

    /// What steps call it: `leader`, `agencySeal`, or a name of the agency's own.
    public var name: String
    /// The signature field it fills; a field that is not there is made.
    public var field: String
    /// The page of a field that is made.
    public var page: Page
    /// What is written.
    public var text: Text?
    /// What is drawn. With a picture and text, the text stands below the picture.
    public var picture: Picture?
    /// Where it stands; the first rule that finds a free place counts.
    public var placements: [PlacementRule]
    /// `/Reason`.
    public var reason: SignatureText?
    /// `/Location`.
    public var location: String?
    /// The level to reach, when it is not the agency's.
    public var level: AgencyProfile.Level?
    /// The law behind it.
    public var basis: LegalBasis?

    /// All parts as given.
    public init(
        name: String, field: String, page: Page, text: Text?, picture: Picture?, placements: [PlacementRule],
        reason: SignatureText? = nil, location: String? = nil, level: AgencyProfile.Level? = nil,
        basis: LegalBasis? = nil
    ) {
        (self.name, self.field, self.page, self.text, self.picture) = (name, field, page, text, picture)
        (self.placements, self.reason, self.location) = (placements, reason, location)
        (self.level, self.basis) = (level, basis)
    }

    /// The form of the law, when the name is one of the law's.
    public var legalForm: LegalForm? { LegalForm(rawValue: name) }
}
