import PKI
import Records

/// What `sohoa verify --json` prints for one file: schema `sohoa.verify/1` (DESIGN section 6).
public struct FileReport: Codable, Sendable, Hashable {
    /// About the signatures only, in the words of ETSI EN 319 102-1, and two answers the standard has no word for.
    public enum Conclusion: String, Codable, Sendable {
        case totalPassed = "TOTAL-PASSED"
        case totalFailed = "TOTAL-FAILED"
        case indeterminate = "INDETERMINATE"
        case noSignature = "NO-SIGNATURE"
        case unreadable = "UNREADABLE"
    }

    /// What a person acts on: the conclusion joined with the record's status and the seal.
    public enum Verdict: String, Codable, Sendable {
        case valid
        case notInForce = "not-in-force"
        case invalid
        case undetermined
    }

    /// The record the file is, as far as its seal and the vault tell.
    public struct RecordStatusReport: Codable, Sendable, Hashable {
        /// Name of the vault object, when known.
        @ExplicitNull public var urn: String?
        /// Where the record stands today.
        public var status: RecordStatus

        /// All parts as given.
        public init(urn: String?, status: RecordStatus) { (self.urn, self.status) = (urn, status) }
    }

    /// Whether the agency's strip carries a seal, and whether the file is the one it seals.
    public struct SealReport: Codable, Sendable, Hashable {
        /// Whether the file carries a seal.
        public var present: Bool
        /// True or false when compared; nil when it could not be (no seal, or an unknown seal key).
        @ExplicitNull public var matches: Bool?

        /// All parts as given.
        public init(present: Bool, matches: Bool?) { (self.present, self.matches) = (present, matches) }
    }

    /// Always `sohoa.verify/1`.
    public var schema = "sohoa.verify/1"
    /// The file as the user named it.
    public var file: String
    /// Digest of the whole file, hex.
    public var sha256: String
    /// About the signatures only.
    public var conclusion: Conclusion
    /// What a person acts on.
    public var verdict: Verdict
    /// In file order.
    public var signatures: [SignatureReport]
    /// What the seal and the vault say about the record.
    public var record: RecordStatusReport
    /// Whether the seal fits the file.
    public var seal: SealReport
    /// Reasons that concern the file as a whole.
    public var reasons: [SignatureReport.Reason]
    /// How many revisions the file has; nil when it cannot be read.
    @ExplicitNull public var revisions: Int? = nil

    /// All parts as given.
    public init(
        file: String, sha256: String, conclusion: Conclusion, verdict: Verdict, signatures: [SignatureReport],
        record: RecordStatusReport, seal: SealReport, reasons: [SignatureReport.Reason]
    ) {
        (self.file, self.sha256, self.conclusion, self.verdict) = (file, sha256, conclusion, verdict)
        (self.signatures, self.record, self.seal, self.reasons) = (signatures, record, seal, reasons)
    }
}
