import Records

/// What a seal says: version 1 of the payload ("SH1"), the data that TT 01/2023/TT-VPCP asks to be on a result's QR.
///
/// Text is composed to NFC when it is encoded. Every field but `issuer` and `issued` may be absent; which ones a
/// paper must carry is the profile's business.
public struct SealPayload: Sendable, Hashable {
    /// A text, or a number from a code table published with the trust list (it saves space on paper).
    public enum Term: Sendable, Hashable {
        case text(String)
        case code(UInt64)
    }

    /// The document's own dates.
    public struct Dates: Sendable, Hashable {
        /// The day on the document.
        public var document: CivilDate
        /// The last day it is in force; nil when it does not expire.
        public var expiry: CivilDate?

        /// The day on the document, and the last day it is in force.
        public init(document: CivilDate, expiry: CivilDate? = nil) {
            self.document = document
            self.expiry = expiry
        }
    }

    /// The bytes of the file that the seal speaks for: those before the revision that carries the seal.
    public struct BaseRevision: Sendable, Hashable {
        /// SHA-256 of the first `length` bytes of the file; 32 bytes.
        public var sha256: [UInt8]
        /// In bytes, from the start of the file.
        public var length: UInt64

        /// SHA-256 of the first `length` bytes.
        public init(sha256: [UInt8], length: UInt64) {
            self.sha256 = sha256
            self.length = length
        }
    }

    /// Where the result's status can be looked up (IETF Token Status List).
    public struct StatusReference: Sendable, Hashable {
        /// The list's address, or its number in the trust list.
        public var list: Term
        /// The position in the list, from 0.
        public var index: UInt64

        /// Entry `index` of `list`.
        public init(list: Term, index: UInt64) {
            self.list = list
            self.index = index
        }
    }

    /// Code of the agency that sealed the result (QĐ 20/2020/QĐ-TTg), such as `H58.08.12`.
    public var issuer: String
    /// Code of the dossier (mã số hồ sơ).
    public var dossier: String?
    /// Code of the administrative procedure (mã TTHC).
    public var procedure: String?
    /// Id of the person or organisation that holds the result, full, or masked as `PersonalId.masked` does it.
    public var holderId: String?
    /// Name of the paper (tên giấy tờ).
    public var title: Term?
    /// Name of the information system that provides the data.
    public var system: Term?
    /// When the seal was issued: seconds since 1970-01-01T00:00:00Z.
    public var issued: Int64
    /// Day on the document and expiry.
    public var dates: Dates?
    /// Where the result holds (phạm vi hiệu lực).
    public var scope: Term?
    /// Number and notation as printed, such as `111/GPXD-UBND`.
    public var numberAndNotation: String?
    /// Name of the person or organisation that holds the result.
    public var holderName: String?
    /// What part of the PDF the seal speaks for; nil for a paper without a file.
    public var baseRevision: BaseRevision?
    /// Where to ask whether the result was revoked.
    public var status: StatusReference?

    /// A payload with only what every seal has; the rest is set on the value.
    public init(issuer: String, issued: Int64) {
        self.issuer = issuer
        self.issued = issued
    }
}
