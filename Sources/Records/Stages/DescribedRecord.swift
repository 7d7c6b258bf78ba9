/// What Extraction hands on: the document's fields, its owners, and whether a person must look before it is filed.
public struct DescribedRecord: Sendable, Hashable, Codable {
    /// Code of the document type in the profile; nil while unknown.
    public var documentType: String?
    /// Values by field name (see `FieldName`).
    public var fields: [String: ExtractedField]
    /// First owner is the holder.
    public var owners: [Owner]
    /// The manifest's number and notation apart, when known.
    public var number: String?
    /// The notation alone, as in the manifest.
    public var notation: String?
    /// Mã hồ sơ, when the document belongs to one.
    public var dossier: String?
    /// Mã thủ tục, when known.
    public var procedure: String?
    /// Everything noticed; one with `review` or worse keeps the document out of the vault until a person confirms.
    public var findings: [Finding]

    /// All parts as given.
    public init(
        documentType: String?, fields: [String: ExtractedField], owners: [Owner], number: String?, notation: String?,
        dossier: String?, procedure: String?, findings: [Finding]
    ) {
        (self.documentType, self.fields, self.owners) = (documentType, fields, owners)
        (self.number, self.notation, self.dossier, self.procedure) = (number, notation, dossier, procedure)
        self.findings = findings
    }

    /// Whether a person must look.
    public var needsReview: Bool { findings.contains { $0.consequence >= .review } }
}
