import PKI
import Records

/// What `sohoa verify --qr --json` prints: schema `sohoa.verify-seal/1`.
///
/// A genuine code proves what an agency said of a result; it cannot prove that the sheet it is printed on is that
/// result. So the sealed data come along, to be compared with the print line by line.
public struct SealVerdictReport: Codable, Sendable, Hashable {
    /// The sealed data. A full personal id is masked here: whoever needs it whole reads it off the paper.
    public struct Sealed: Codable, Sendable, Hashable {
        /// Code of the agency.
        public var issuer: String
        /// Mã hồ sơ.
        @ExplicitNull public var dossier: String?
        /// Mã thủ tục.
        @ExplicitNull public var procedure: String?
        /// Masked.
        @ExplicitNull public var holderId: String?
        /// Name of the holder.
        @ExplicitNull public var holderName: String?
        /// Tên giấy tờ.
        @ExplicitNull public var title: String?
        /// Tên hệ thống cung cấp dữ liệu.
        @ExplicitNull public var system: String?
        /// When the seal was made, ISO 8601 with +07:00.
        public var issued: String
        /// Day on the document.
        @ExplicitNull public var issuedDate: CivilDate?
        /// Last day of validity.
        @ExplicitNull public var validUntil: CivilDate?
        /// Phạm vi hiệu lực.
        @ExplicitNull public var scope: String?
        /// Number and notation as printed.
        @ExplicitNull public var numberAndNotation: String?
        /// SHA-256 (hex) of the sealed revision of the PDF.
        @ExplicitNull public var baseDigest: String?
        /// Its length in bytes.
        @ExplicitNull public var baseLength: UInt64?
    }

    /// Always `sohoa.verify-seal/1`.
    public var schema = "sohoa.verify-seal/1"
    /// About the seal's signature only.
    public var conclusion: FileReport.Conclusion
    /// EN 319 102-1 sub-indication; nil when the signature passed.
    @ExplicitNull public var subIndication: SubIndication?
    /// What a person acts on.
    public var verdict: FileReport.Verdict
    /// The code printed under the symbol.
    @ExplicitNull public var code: String?
    /// The address the symbol leads to: shown, never believed.
    @ExplicitNull public var host: String?
    /// What the agency sealed; nil unless its signature is right.
    @ExplicitNull public var seal: Sealed?
    /// The certificate of the seal key.
    @ExplicitNull public var signer: SignatureReport.Signer?
    /// Which store vouches for it.
    public var trust: SignatureReport.Trust
    /// Where the record stands, as far as the seal and the vault tell.
    public var record: FileReport.RecordStatusReport
    /// Why, in sentences.
    public var reasons: [SignatureReport.Reason]
}
