/// `record.json` of a dossier's vault object: schema `sohoa.dossier/1`. The dossier holds its components (thành phần hồ
/// sơ) as files and links the results that were issued in it; it is kept as long as its longest-kept document.
public struct DossierRecord: Sendable, Hashable, Codable {
    /// The schema's name and version.
    public static let schemaName = "sohoa.dossier/1"

    /// One digitized component: a file `components/NAME.pdf` of the object.
    public struct Component: Sendable, Hashable, Codable {
        /// Path in the batch folder.
        public var source: String
        /// Path inside the object's content.
        public var file: String
        /// Code of the document type in the profile.
        public var type: String
        /// Title shown to people.
        public var title: String
        /// SHA-256 (hex) of the signed PDF.
        public var sha256: String
        /// Number of pages.
        public var pages: Int

        /// All parts as given.
        public init(source: String, file: String, type: String, title: String, sha256: String, pages: Int) {
            (self.source, self.file, self.type) = (source, file, type)
            (self.title, self.sha256, self.pages) = (title, sha256, pages)
        }
    }

    /// Always `schemaName`.
    public var schema: String = DossierRecord.schemaName
    /// Name of the dossier object.
    public var urn: RecordURN
    /// Mã hồ sơ.
    public var code: String
    /// Mã thủ tục, when known.
    @ExplicitNull public var procedure: String?
    /// Name of the agency that keeps the dossier.
    public var agency: String
    /// Digitized components, in path order.
    public var components: [Component]
    /// The results issued in this dossier, each an object of its own.
    public var results: [RecordURN]
    /// Whom the results belong to.
    public var owners: [Owner]
    /// The highest level of its documents.
    public var sensitivity: Sensitivity
    /// The longest of its documents; nil while it has none.
    @ExplicitNull public var retention: RetentionDecision?

    /// All parts as given.
    public init(
        urn: RecordURN, code: String, procedure: String?, agency: String, components: [Component],
        results: [RecordURN], owners: [Owner], sensitivity: Sensitivity, retention: RetentionDecision?
    ) {
        (self.urn, self.code, self.procedure, self.agency) = (urn, code, procedure, agency)
        (self.components, self.results, self.owners) = (components, results, owners)
        (self.sensitivity, self.retention) = (sensitivity, retention)
    }
}
