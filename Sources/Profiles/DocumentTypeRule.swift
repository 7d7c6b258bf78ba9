import Records

/// One document type: how it is recognised, what is read from it, what must not be missing, how it is kept.
public struct DocumentTypeRule: Sendable, Hashable {
    /// Whether documents of the type are results with a life of their own, or components of a dossier.
    public enum Role: String, Sendable, CaseIterable { case result, component }

    /// How one field is found in text: the words before it and the shape of its value.
    public struct FieldRule: Sendable, Hashable {
        /// What the value is, which decides its pattern and normal form.
        public enum Kind: String, Sendable, CaseIterable {
            case text
            /// A person's name.
            case name
            /// Any Vietnamese date, normalised to ISO.
            case date
            case personalId = "personal-id"
            case taxCode = "tax-code"
            /// `Số: 111/GPXD-UBND`.
            case number
        }

        /// Field name: one of `FieldName` or the profile’s own.
        public var name: String
        /// What the value is.
        public var kind: Kind
        /// Words that stand before the value, without regard to case and accents: `Họ và tên`, `Họ, chữ đệm, tên`.
        public var labels: [String]
        /// Whether the document waits for a person when it is missing.
        public var required: Bool

        /// All parts as given.
        public init(name: String, kind: Kind, labels: [String], required: Bool) {
            (self.name, self.kind, self.labels, self.required) = (name, kind, labels, required)
        }
    }

    /// Stable code: `giay-phep-xay-dung`.
    public var code: String
    /// Tên giấy tờ in Vietnamese.
    public var title: String
    /// Result or component.
    public var role: Role
    /// Mã giấy tờ of the national procedure database, used in the result code: `KQ.G01.000012`. Empty for components,
    /// which get no code of their own.
    public var resultCode: String
    /// Title lines that identify the type: `GIẤY PHÉP XÂY DỰNG`.
    public var titles: [String]
    /// What kind of document it is in law when digitized.
    public var documentClass: DocumentClass
    /// Who usually owns one.
    public var ownerKind: Owner.Kind
    /// Who may see it.
    public var sensitivity: Sensitivity
    /// Code of the retention class.
    public var retentionClass: String
    /// What is read from it.
    public var fields: [FieldRule]
    /// Other names a manifest may use for the type.
    public var aliases: [String]
    /// The act that says what the paper holds, when one was found.
    public var basis: LegalBasis?

    /// All parts as given.
    public init(
        code: String, title: String, role: Role, resultCode: String, titles: [String], documentClass: DocumentClass,
        ownerKind: Owner.Kind, sensitivity: Sensitivity, retentionClass: String, fields: [FieldRule],
        aliases: [String] = [], basis: LegalBasis? = nil
    ) {
        (self.code, self.title, self.role, self.resultCode, self.titles) = (code, title, role, resultCode, titles)
        (self.documentClass, self.ownerKind, self.sensitivity) = (documentClass, ownerKind, sensitivity)
        (self.retentionClass, self.fields, self.aliases, self.basis) = (retentionClass, fields, aliases, basis)
    }
}
