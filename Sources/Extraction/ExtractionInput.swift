import Records

/// The text of a QR symbol found on a page.
public struct PageCode: Sendable, Hashable, Codable {
    /// 1-based.
    public var page: Int
    /// The decoded text.
    public var text: String
    /// Where the symbol is; nil when the reader did not say.
    public var box: PageBox?

    /// All parts as given.
    public init(page: Int, text: String, box: PageBox?) {
        (self.page, self.text, self.box) = (page, text, box)
    }
}

/// Everything that is known about one document before its fields are read.
public struct ExtractionInput: Sendable, Hashable {
    /// The document's row of the manifest.
    public var manifest: ManifestRow?
    /// What the manifest's reader noticed about that row.
    public var manifestFindings: [Finding]
    /// The dossier whose folder the document lies in.
    public var dossier: String?
    /// The document's own text, or what OCR read.
    public var text: TextLayer?
    /// QR symbols on its pages.
    public var codes: [PageCode]

    /// All parts as given.
    public init(
        manifest: ManifestRow? = nil, manifestFindings: [Finding] = [], dossier: String? = nil, text: TextLayer? = nil,
        codes: [PageCode] = []
    ) {
        (self.manifest, self.manifestFindings, self.dossier) = (manifest, manifestFindings, dossier)
        (self.text, self.codes) = (text, codes)
    }
}
