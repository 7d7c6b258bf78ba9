/// A rectangle on a page in PDF points (1/72 inch), origin at the top left of the page as displayed, y growing down.
public struct PageBox: Sendable, Hashable {
    /// Left edge.
    public var x0: Double
    /// Top edge.
    public var y0: Double
    /// Right edge.
    public var x1: Double
    /// Bottom edge.
    public var y1: Double

    /// All parts as given.
    public init(x0: Double, y0: Double, x1: Double, y1: Double) {
        (self.x0, self.y0, self.x1, self.y1) = (x0, y0, x1, y1)
    }

    /// The smallest box that holds both.
    public func union(_ other: PageBox) -> PageBox {
        PageBox(x0: min(x0, other.x0), y0: min(y0, other.y0), x1: max(x1, other.x1), y1: max(y1, other.y1))
    }
}

extension PageBox: Codable {
    /// Written as `[x0,y0,x1,y1]` (DESIGN section 8).
    public init(from decoder: any Decoder) throws {
        var list = try decoder.unkeyedContainer()
        try self.init(
            x0: list.decode(Double.self), y0: list.decode(Double.self), x1: list.decode(Double.self),
            y1: list.decode(Double.self))
    }

    /// Rounded to hundredths of a point.
    public func encode(to encoder: any Encoder) throws {
        var list = encoder.unkeyedContainer()
        for side in [x0, y0, x1, y1] { try list.encode((side * 100).rounded() / 100) }
    }
}

/// What recognised or embedded text says, word by word with places: what the second layer of a two-layer PDF and
/// the extraction of fields both read.
public struct TextLayer: Sendable, Hashable, Codable {
    /// Where the words come from.
    public enum Source: String, Sendable, Codable {
        /// Text of the PDF itself.
        case embedded
        /// Optical character recognition.
        case ocr
    }

    /// One word and its box.
    public struct Word: Sendable, Hashable, Codable {
        /// The word as read, not normalised.
        public var text: String
        /// Where it stands.
        public var box: PageBox
        /// 0…1; embedded text is certain.
        public var confidence: Double

        /// All parts as given.
        public init(text: String, box: PageBox, confidence: Double = 1) {
            (self.text, self.box, self.confidence) = (text, box, confidence)
        }
    }

    /// A line in reading order.
    public struct Line: Sendable, Hashable, Codable {
        /// Words from left to right.
        public var words: [Word]

        /// All parts as given.
        public init(words: [Word]) { self.words = words }

        /// The words with single spaces, NFC.
        public var text: String { VietnameseText.nfc(words.map(\.text).joined(separator: " ")) }
    }

    /// One page: its size in points and its lines from top to bottom.
    public struct Page: Sendable, Hashable, Codable {
        /// Page width in points.
        public var width: Double
        /// Page height in points.
        public var height: Double
        /// Lines from top to bottom.
        public var lines: [Line]

        /// All parts as given.
        public init(width: Double, height: Double, lines: [Line]) {
            (self.width, self.height, self.lines) = (width, height, lines)
        }
    }

    /// Where the words come from.
    public var source: Source
    /// Pages in order.
    public var pages: [Page]

    /// All parts as given.
    public init(source: Source, pages: [Page]) {
        (self.source, self.pages) = (source, pages)
    }
}
