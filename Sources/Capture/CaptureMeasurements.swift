import Records

/// What a worker process measured on the pixels of a document, page by page. Capture itself runs no C decoder
/// (DESIGN section 3); without measurements it adds a header band and trusts the containers' structure.
public struct CaptureMeasurements: Sendable, Hashable {
    /// One page of the source.
    public struct Page: Sendable, Hashable {
        /// What went wrong when every pixel was decoded.
        public enum Damage: Sendable, Hashable {
            /// The data end early; the rest of the page is missing.
            case truncated
            /// The data could not be decoded. The text says why, in the decoder's words.
            case unreadable(String)
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
}

/// Samples of one page, as a decoder gives them.
public struct DecodedPage: Sendable, Hashable {
    /// Pixels in a row.
    public var width: Int
    /// Rows.
    public var height: Int
    /// 1 grey (0 black), 3 RGB.
    public var channels: Int
    /// 1, 8 or 16. Samples of 16 bits have the high byte first; rows of 1-bit samples end on a byte boundary.
    public var bitsPerComponent: Int
    /// Rows from the top, without padding between them.
    public var samples: [UInt8]

    /// A decoded page.
    public init(width: Int, height: Int, channels: Int, bitsPerComponent: Int, samples: [UInt8]) {
        (self.width, self.height, self.channels) = (width, height, channels)
        (self.bitsPerComponent, self.samples) = (bitsPerComponent, samples)
    }
}
