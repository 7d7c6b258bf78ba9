/// What Capture hands on: one PDF with its pages untouched and its signature fields prepared and empty.
public struct CapturedDocument: Sendable, Hashable {
    /// What the source was.
    public enum Origin: String, Sendable, Codable {
        /// JPEG, PNG, TIFF: wrapped into PDF/A-2b.
        case image
        /// A PDF that holds one image per page and nothing else: rewrapped into PDF/A-2b, image bytes unaltered.
        case imagePDF = "image-pdf"
        /// A PDF with text of its own: every byte kept, fields added as an incremental update.
        case bornDigitalPDF = "born-digital-pdf"
        /// A PDF that arrived signed: every byte kept, page boxes too.
        case signedPDF = "signed-pdf"
    }

    /// One page as it is displayed.
    public struct Page: Sendable, Hashable, Codable {
        /// Size in points, the added header band included.
        public var width: Double
        /// Height in points, the header band included.
        public var height: Double
        /// Height in points of the blank band added above the scan; 0 when there was room.
        public var headerBand: Double
        /// Pixels per inch of the page image, horizontally and vertically; nil for pages without one.
        public var dpiX: Double?
        /// Vertical pixels per inch; nil for pages without an image.
        public var dpiY: Double?

        /// All parts as given.
        public init(width: Double, height: Double, headerBand: Double, dpiX: Double?, dpiY: Double?) {
            (self.width, self.height, self.headerBand, self.dpiX, self.dpiY) = (width, height, headerBand, dpiX, dpiY)
        }
    }

    /// The whole file.
    public var pdf: [UInt8]
    /// What the source was.
    public var origin: Origin
    /// ISO 19005 level the file claims and was built to, such as `2b`; nil when it is not PDF/A.
    public var pdfaLevel: String?
    /// The pages in order.
    public var pages: [Page]
    /// Where later stages sign; nil when nothing may be added to the file (signed input without free space).
    public var layout: SignatureLayout?
    /// The second layer, when there is one.
    public var text: TextLayer?
    /// What quality control noticed; none rejects.
    public var findings: [Finding]

    /// All parts as given.
    public init(
        pdf: [UInt8], origin: Origin, pdfaLevel: String?, pages: [Page], layout: SignatureLayout?, text: TextLayer?,
        findings: [Finding]
    ) {
        (self.pdf, self.origin, self.pdfaLevel, self.pages) = (pdf, origin, pdfaLevel, pages)
        (self.layout, self.text, self.findings) = (layout, text, findings)
    }
}

/// The prepared signature fields of page 1 (DESIGN section 2): row 1 is the agency strip (QR at the left, copy text at
/// the right), row 2 the digitizer's text. The rectangles never intersect.
public struct SignatureLayout: Sendable, Hashable, Codable {
    /// A field's full name and its rectangle on page 1, in points from the top left.
    public struct Slot: Sendable, Hashable, Codable {
        /// Full name of the AcroForm field.
        public var field: String
        /// Rectangle on page 1 as displayed.
        public var box: PageBox

        /// All parts as given.
        public init(field: String, box: PageBox) { (self.field, self.box) = (field, box) }
    }

    /// Row 2: the digitizer’s text.
    public var digitizer: Slot
    /// Row 1: the agency strip.
    public var agency: Slot

    /// All parts as given.
    public init(digitizer: Slot, agency: Slot) { (self.digitizer, self.agency) = (digitizer, agency) }
}
