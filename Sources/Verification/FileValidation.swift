import FoundationEssentials
import PDFSyntax
import PKI

/// All that verifying one file concluded, before it becomes a report.
public struct FileValidation: Sendable {
    /// What the user calls the file.
    public let name: String
    /// Digest of the whole file.
    public internal(set) var sha256: [UInt8] = []
    /// Its length.
    public let byteCount: Int
    /// What was read; nil when the file cannot be.
    public let document: PDFDocument?
    /// In file order.
    public internal(set) var signatures: [SignatureValidation] = []
    /// About the signatures only.
    public internal(set) var conclusion: FileReport.Conclusion = .unreadable
    /// What a person acts on.
    public internal(set) var verdict: FileReport.Verdict = .undetermined
    /// Where the record stands.
    public internal(set) var record = FileReport.RecordStatusReport(urn: nil, status: .unknown)
    /// Whether the seal fits the file.
    public internal(set) var seal = FileReport.SealReport(present: false, matches: nil)
    /// What concerns the file as a whole.
    public internal(set) var remarks: [ValidationRemark] = []
    /// What is missing and may be had elsewhere, each once.
    public internal(set) var needs: [EvidenceNeed] = []
    /// The time of looking.
    public let now: Date

    /// A file of which nothing is concluded yet.
    init(name: String, byteCount: Int, document: PDFDocument?, now: Date) {
        (self.name, self.byteCount) = (name, byteCount)
        (self.document, self.now) = (document, now)
    }
}
