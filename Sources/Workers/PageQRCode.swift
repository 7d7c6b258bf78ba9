import Records

/// How hard to look for QR codes.
public enum QRSearch: String, Sendable, Codable {
    /// At about 150 dpi, a third of a second for a page without codes: for every page of a batch.
    case quick
    /// At full resolution, 1.5 seconds for a page without codes: for a file that somebody asks about.
    case thorough

    /// Pixels per inch that suffice; a seal of 69 modules on 23.4 mm has 2 pixels a module at 150.
    var dpi: Double { self == .quick ? 150 : 300 }
}

/// A QR code found on a page of a file.
public struct PageQRCode: Sendable, Hashable, Codable {
    /// From 1.
    public var page: Int
    /// UTF-8 where the bytes are that, else ISO 8859-1, which is what ISO/IEC 18004 says of bytes without a mark.
    public var text: String
    /// In points from the top left of the page: of an image file, the page as stored at its resolution (as wide as A4
    /// when the file does not say), of a PDF, the page as displayed.
    public var box: PageBox

    /// A code with its place.
    public init(page: Int, text: String, box: PageBox) {
        (self.page, self.text, self.box) = (page, text, box)
    }
}
