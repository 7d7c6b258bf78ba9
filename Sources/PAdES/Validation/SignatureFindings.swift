import PDFSyntax
import PKI

/// What can be said of one signature from the file alone, without trust, revocation or a clock.
public struct SignatureFindings: Sendable {
    /// Signature or document time-stamp.
    public enum Kind: String, Sendable {
        /// A person's or an organisation's signature.
        case signature
        /// A document time-stamp (ETSI EN 319 142-1, 5.4.3).
        case documentTimestamp = "document-timestamp"
    }

    /// How much of the file the signature covers.
    public enum Coverage: String, Sendable {
        /// All of it, but for the signature value.
        case file
        /// A whole earlier revision.
        case revision
        /// Less than a whole revision.
        case partial
    }

    /// What later revisions did.
    public enum ChangesAfter: String, Sendable {
        /// There is nothing after what was signed.
        case none
        /// Only what the signature permits.
        case permitted
        /// Something else.
        case suspicious
    }

    /// A later change, judged by this signature.
    public struct JudgedChange: Sendable, Hashable {
        /// The change.
        public let change: RevisionChange
        /// Whether the signature permits it.
        public let isPermitted: Bool
    }

    /// The fully qualified names of the fields that show the signature; empty for an orphan.
    public let fields: [String]
    /// The signature dictionary's object; nil when it stands directly in its field.
    public let reference: PDFReference?
    /// Signature or document time-stamp.
    public let kind: Kind
    /// The signature dictionary as it was signed.
    public let dictionary: SignatureDictionary
    /// Where the widgets are.
    public let places: [SignaturePlace]
    /// The revision it signs, an index into the document's; nil when it covers none.
    public let signedRevision: Int?
    /// How much of the file it covers.
    public let coverage: Coverage
    /// Whether the ranges are well-formed and the digest of what they cover is the signed one; nil when the algorithm does
    /// not let the digest be compared apart from the signature value.
    public let intact: Bool?
    /// Whether the signature value verifies under the signer's key; nil when the signer's certificate is not in the file.
    public let signatureValid: Bool?
    /// The CMS or time-stamp token, as read.
    public let value: SignatureValue
    /// What is wrong or odd, in the order it was found.
    public let reasons: [SignatureReason]
    /// What the certification in force when it was signed permits; nil without one.
    public let permission: ModificationPermission?
    /// The fields it locks.
    public let fieldLocks: [FieldLock]
    /// The sum of `changes`.
    public internal(set) var changesAfter: ChangesAfter = .none
    /// Everything later revisions did, in order.
    public internal(set) var changes: [JudgedChange] = []

    /// What its widgets show, as of the revision it signs.
    public internal(set) var shown: [ShownAppearance] = []

    /// The field, when there is one.
    public var field: String? { fields.first }
    /// Whether the structure of the signature is sound.
    public var isWellFormed: Bool { !reasons.contains(where: \.isFormatFailure) }
    /// Whether it is known not to hold. Without the signer's certificate that is unknown.
    var isBroken: Bool { !isSound && (value.certificate != nil || !isWellFormed) }
    /// Whether a time-stamp or signature holds mathematically.
    public var isSound: Bool { isWellFormed && intact != false && signatureValid == true }
}

/// The value of a signature, read from `/Contents` and never from the gap of the ranges.
public struct SignatureValue: Sendable {
    /// `/Contents` with its padding.
    public var bytes: [UInt8] = []
    /// The CMS structure; nil for a bare PKCS #1 signature or when it cannot be read.
    public var signedData: SignedData?
    /// The signer of the CMS; the first when there are several.
    public var signer: SignerInfo?
    /// The token, for a document time-stamp.
    public var token: TimeStampToken?
    /// The signer's certificate, when the file has it.
    public var certificate: Certificate?
    /// All certificates of the signature and of the document security store.
    public var certificates: [Certificate] = []
    /// The digest of the ranges, by the signature's algorithm.
    public var digest: Digest?
    /// The mathematics; nil when there is no certificate to ask.
    public var check: SignatureCheck?
}
