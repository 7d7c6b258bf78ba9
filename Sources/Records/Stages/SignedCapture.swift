/// What the digitizer has signed: the base revision that the QR seal will cover (DESIGN section 2), and what later stages
/// must know about it. The bytes travel beside it; this part is small and is journaled.
public struct SignedCapture: Sendable, Hashable, Codable {
    /// What the source was.
    public var origin: CapturedDocument.Origin
    /// ISO 19005 level, such as `2b`; nil when the file is not PDF/A.
    public var pdfaLevel: String?
    /// The pages in order.
    public var pages: [CapturedDocument.Page]
    /// Nil when nothing may be added to the file.
    public var layout: SignatureLayout?
    /// What capture noticed.
    public var findings: [Finding]
    /// Who signed the capture, as shown on the page.
    public var digitizedBy: String
    /// When, ISO 8601 with +07:00.
    public var digitizedAt: String
    /// SHA-256 (hex) and length in bytes of the base revision.
    public var baseDigest: String
    /// Length of the base revision in bytes.
    public var baseLength: Int

    /// Takes over everything of `captured` but its bytes and text.
    public init(
        captured: CapturedDocument, digitizedBy: String, digitizedAt: String, baseDigest: String, baseLength: Int
    ) {
        (self.origin, self.pdfaLevel, self.pages) = (captured.origin, captured.pdfaLevel, captured.pages)
        (self.layout, self.findings) = (captured.layout, captured.findings)
        (self.digitizedBy, self.digitizedAt) = (digitizedBy, digitizedAt)
        (self.baseDigest, self.baseLength) = (baseDigest, baseLength)
    }
}
