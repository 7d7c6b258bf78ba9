/// One value read from a document, with where it came from and how sure that is.
public struct ExtractedField: Sendable, Hashable, Codable {
    /// Who says so.
    public enum Source: String, Sendable, Codable {
        case manifest
        case text
        case ocr
        case qr
        case person
    }

    /// The value in its normal form (dates ISO, names as printed).
    public var value: String
    /// 0…1: the chance that `value` is exactly right.
    public var confidence: Double
    /// Who says so.
    public var source: Source
    /// 1-based; nil when the value is not on a page (manifest, person).
    public var page: Int?
    /// Where it stands on the page.
    public var box: PageBox?

    /// All parts as given.
    public init(value: String, confidence: Double, source: Source, page: Int? = nil, box: PageBox? = nil) {
        (self.value, self.confidence, self.source, self.page, self.box) = (value, confidence, source, page, box)
    }
}

/// The field names fixed by contract (DESIGN section 8); profiles may add others.
public enum FieldName {
    /// Code of the type in the profile.
    public static let documentType = "documentType"
    /// Tên giấy tờ.
    public static let title = "title"
    /// As printed: `111/GPXD-UBND`.
    public static let numberAndNotation = "numberAndNotation"
    /// ISO date.
    public static let issuedDate = "issuedDate"
    /// ISO date.
    public static let validUntil = "validUntil"
    /// Issuing agency as printed.
    public static let agency = "agency"
    /// Name under the signature.
    public static let signer = "signer"
    /// First owner’s name.
    public static let holderName = "holderName"
    /// First owner’s personal id or tax code.
    public static let holderId = "holderId"
    /// ISO date.
    public static let holderBirthDate = "holderBirthDate"
    /// First owner’s address.
    public static let holderAddress = "holderAddress"
    /// Phạm vi hiệu lực: where or for what the result is good, when the paper limits it (TT 01/2023).
    public static let scope = "scope"
}
