import Diagnostics
import RasterImage
import Records

/// What a worker process measured on the pixels of a document, page by page. Capture itself runs no C decoder
/// (DESIGN section 3); without measurements it adds a header band and trusts the containers' structure.
public struct CaptureMeasurements: Sendable, Hashable {
    /// One page of the source.
    public struct Page: Sendable, Hashable {
        /// What went wrong when every pixel was decoded, in words for a person.
        public enum Damage: Sendable, Hashable {
            /// The data end early; the rest of the page is missing.
            case truncated(Bilingual)
            /// The data could not be decoded.
            case unreadable(Bilingual)
            /// The decoder does not take this kind or size.
            case unsupported(Bilingual)
            /// All pixels are there, but the decoder complained.
            case doubtful(Bilingual)
        }

        /// Height of the ink-free band at the top as a part (0…1) of the page's height: of the rows as stored for an
        /// image file, of the page as displayed for a PDF. Nil when it was not measured.
        public var freeTop: Double?
        /// Nil when every pixel could be decoded.
        public var damage: Damage?

        /// A measured page.
        public init(freeTop: Double?, damage: Damage? = nil) {
            (self.freeTop, self.damage) = (freeTop, damage)
        }
    }

    /// The pages in order, as many as the decoder found.
    public var pages: [Page]
    /// The text of the source, when it has some. Boxes are those of the source's pages; Capture moves them when it adds
    /// a header band.
    public var text: TextLayer?

    /// Measurements of a whole document.
    public init(pages: [Page], text: TextLayer? = nil) {
        (self.pages, self.text) = (pages, text)
    }

    /// The measurements of an image file, as a worker reports them.
    public init(_ facts: ImageFacts) {
        self.init(
            pages: facts.pages.map { page in
                Page(freeTop: page.ink?.freeTopFraction, damage: page.damage.map(Page.Damage.init))
            })
    }
}

extension CaptureMeasurements.Page.Damage {
    fileprivate init(_ damage: ImageFacts.Damage) {
        switch damage.kind {
        case .truncated: self = .truncated(damage.what)
        case .unreadable: self = .unreadable(damage.what)
        case .unsupported: self = .unsupported(damage.what)
        case .doubtful: self = .doubtful(damage.what)
        }
    }
}
