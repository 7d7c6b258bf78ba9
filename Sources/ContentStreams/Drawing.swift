import PDFSyntax

/// A word that is shown.
public struct ShownText: Sendable, Hashable {
    /// The word, as the font's mapping to Unicode says (ISO 32000-2, 9.10). A glyph without one is U+FFFD.
    public let text: String
    /// Where its ink stands, roughly: from a little below the base line up to the height of capitals. In default user
    /// space of the page: points, origin at the bottom left.
    public let box: PDFRectangle

    /// A word at a place.
    public init(text: String, box: PDFRectangle) {
        self.text = text
        self.box = box
    }
}

/// A part of the page that something other than glyphs is painted on.
public struct PaintedArea: Sendable, Hashable {
    /// What paints.
    public enum Kind: String, Sendable {
        /// The inside of a path.
        case fill
        /// The line of a path.
        case stroke
        /// An image or a stencil.
        case image
        /// A shading.
        case shading
    }

    /// Where, in default user space of the page. An opaque shape that is no rectangle is given as several boxes that lie
    /// inside it.
    public let box: PDFRectangle
    /// What paints.
    public let kind: Kind
    /// Whether nothing that was painted there before can be seen any more.
    public let isOpaque: Bool

    /// An area.
    public init(box: PDFRectangle, kind: Kind, isOpaque: Bool) {
        self.box = box
        self.kind = kind
        self.isOpaque = isOpaque
    }
}

/// What a content stream shows (ISO 32000-2, 8 and 9), as far as words and covered areas go.
public struct Drawing: Sendable {
    /// The words that can be seen, in reading order: lines from top to bottom, words along the line.
    public let texts: [ShownText]
    /// Words that are there but cannot be seen, in the order of painting: invisible, transparent, clipped away, off the page,
    /// switched off or painted over. Scanned pages carry their recognised text this way.
    public let hiddenTexts: [ShownText]
    /// What is painted, in the order of painting.
    public let areas: [PaintedArea]
    /// False when a limit was met or something could not be read, so that there may be more than this.
    public let isComplete: Bool
    /// True when a limit of `ContentLimits` ended the work: there may be more than anybody could follow.
    public let isCut: Bool
    /// `texts` as lines.
    public let text: String

    init(
        texts: [ShownText] = [], hiddenTexts: [ShownText] = [], areas: [PaintedArea] = [], isComplete: Bool = true,
        isCut: Bool = false, text: String = ""
    ) {
        self.texts = texts
        self.hiddenTexts = hiddenTexts
        self.areas = areas
        self.isComplete = isComplete
        self.isCut = isCut
        self.text = text
    }
}
