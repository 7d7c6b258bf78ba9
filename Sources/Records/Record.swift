import Diagnostics
import FoundationEssentials

/// `record.json` of a result's vault object: schema `sohoa.record/1` (DESIGN section 8).
public struct Record: Sendable, Hashable, Codable {
    /// The schema's name and version, first key of the JSON.
    public static let schemaName = "sohoa.record/1"

    /// Always `schemaName`.
    public var schema: String = Record.schemaName
    /// Name of the vault object.
    public var urn: RecordURN
    /// The document's path in the batch folder, with `/` between components.
    public var source: String
    /// Mã kết quả số hóa, by the profile's pattern. May contain a personal id: never in public output or addresses.
    public var code: String
    /// What kind of document it is in law.
    public var documentClass: DocumentClass
    /// Code of the document type in the profile: `giay-phep-xay-dung`.
    public var type: String
    /// Tên giấy tờ as printed.
    public var title: String
    /// The number alone: `111`.
    @ExplicitNull public var number: String?
    /// The notation alone: `GPXD-UBND`.
    @ExplicitNull public var notation: String?
    /// Ngày ban hành.
    @ExplicitNull public var issuedDate: CivilDate?
    /// Last day of validity; nil: no expiry.
    @ExplicitNull public var validUntil: CivilDate?
    /// Phạm vi hiệu lực, when the paper limits it.
    @ExplicitNull public var scope: String?
    /// The agency that issued the paper, as printed.
    public var agency: String
    /// Mã hồ sơ and mã thủ tục, when the paper belongs to a dossier.
    @ExplicitNull public var dossier: String?
    /// Mã thủ tục.
    @ExplicitNull public var procedure: String?
    /// Whom it belongs to; the first is the holder.
    public var owners: [Owner]
    /// Every extracted value by name.
    public var fields: [String: ExtractedField]
    /// Who may see it.
    public var sensitivity: Sensitivity
    /// How long it is kept and why.
    public var retention: RetentionDecision
    /// As last decided; see `status(on:)` for expiry.
    public var status: RecordStatus
    /// The record this one took the place of.
    @ExplicitNull public var replaces: RecordURN?
    /// The record that took this one’s place.
    @ExplicitNull public var replacedBy: RecordURN?
    /// Digitized by whom and when; the law wants it recorded (TT 01/2023 Đ8.1).
    public var digitizedBy: String
    /// When the digitizer signed, ISO 8601 with +07:00.
    public var digitizedAt: String
    /// The base revision the seal covers: SHA-256 (hex) of the first `baseLength` bytes of result.pdf.
    public var baseDigest: String
    /// Length of the base revision in bytes.
    public var baseLength: Int
    /// The code printed under the QR.
    public var sealCode: String
    /// What capture and extraction noticed.
    public var findings: [Finding]

    /// All parts as given; links to other records start empty.
    public init(
        urn: RecordURN, source: String, code: String, documentClass: DocumentClass, type: String, title: String,
        number: String?, notation: String?, issuedDate: CivilDate?, validUntil: CivilDate?, scope: String?,
        agency: String, dossier: String?, procedure: String?, owners: [Owner], fields: [String: ExtractedField],
        sensitivity: Sensitivity, retention: RetentionDecision, status: RecordStatus, digitizedBy: String,
        digitizedAt: String, baseDigest: String, baseLength: Int, sealCode: String, findings: [Finding]
    ) {
        (self.urn, self.source, self.code, self.documentClass, self.type) = (urn, source, code, documentClass, type)
        (self.title, self.number, self.notation) = (title, number, notation)
        (self.issuedDate, self.validUntil, self.scope) = (issuedDate, validUntil, scope)
        (self.agency, self.dossier, self.procedure) = (agency, dossier, procedure)
        (self.owners, self.fields, self.sensitivity) = (owners, fields, sensitivity)
        (self.retention, self.status) = (retention, status)
        (self.digitizedBy, self.digitizedAt) = (digitizedBy, digitizedAt)
        (self.baseDigest, self.baseLength, self.sealCode) = (baseDigest, baseLength, sealCode)
        self.findings = findings
    }

    /// The status on `day`: a paper past its `validUntil` is expired even though nobody changed the record.
    public func status(on day: CivilDate) -> RecordStatus {
        if status == .inForce, let validUntil, validUntil < day { return .expired }
        return status
    }
}
