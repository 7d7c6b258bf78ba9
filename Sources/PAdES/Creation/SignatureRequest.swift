import FoundationEssentials
import PDFSyntax
import PKI

/// What a signature is to say and where it is to stand.
public struct SignatureRequest: Sendable {
    /// Draws the appearance: adds a form XObject to the update and gives its reference.
    public typealias Appearance = @Sendable (inout IncrementalUpdate) throws -> PDFReference

    /// What stands in the dictionary's `/Type`.
    public enum Kind: Sendable {
        /// A person's or an agency's signature.
        case signature
        /// A document time-stamp (ISO 32000-2, 12.8.5): its `/Contents` is an RFC 3161 token over the digest.
        case documentTimeStamp
    }

    /// A signature, or a document time-stamp.
    public var kind = Kind.signature
    /// The fully qualified name of an empty signature field, or the name of the field to make.
    public var field: String
    /// Where a new field goes when there is none of that name; an empty rectangle makes an invisible signature.
    public var place: SignaturePlace?
    /// `/M`, the time the signer claims.
    public var signingTime: Date
    /// The zone `/M` is written in, in minutes east of UT.
    public var utcOffsetMinutes: Int
    /// `/Name`.
    public var signerName: String?
    /// `/Reason`.
    public var reason: String?
    /// `/Location`.
    public var location: String?
    /// `/ContactInfo`.
    public var contactInfo: String?
    /// The program that signs, for `/Prop_Build`.
    public var application: String?
    /// Makes this a certification signature that permits so much afterwards.
    public var certification: ModificationPermission?
    /// How many bytes of CMS fit into `/Contents`.
    public var reservedBytes: Int
    /// The digest of the signature algorithm that will be used.
    public var digestAlgorithm: DigestAlgorithm
    /// The visible appearance (`/AP /N` of the widget); without one the field's own stays.
    public var appearance: Appearance?
    /// The name of that appearance, for fields that ask for a named one.
    public var appearanceName: String?
    /// What the signature locks, when the field itself has no `/Lock`.
    public var lock: FieldLock?
    /// The signer's certificate and then its issuers, for fields that ask for certain ones.
    public var certificates: [Certificate] = []
    /// Whether the signature will get a time-stamp (B-T and above), for fields that ask for one.
    public var hasTimeStamp = false

    /// A request for a signature in `field`.
    public init(
        field: String, place: SignaturePlace? = nil, signingTime: Date, utcOffsetMinutes: Int,
        signerName: String? = nil, reason: String? = nil, location: String? = nil, contactInfo: String? = nil,
        application: String? = nil, certification: ModificationPermission? = nil, reservedBytes: Int = 12_288,
        digestAlgorithm: DigestAlgorithm = .sha256, appearance: Appearance? = nil
    ) {
        self.field = field
        self.place = place
        self.signingTime = signingTime
        self.utcOffsetMinutes = utcOffsetMinutes
        self.signerName = signerName
        self.reason = reason
        self.location = location
        self.contactInfo = contactInfo
        self.application = application
        self.certification = certification
        self.reservedBytes = reservedBytes
        self.digestAlgorithm = digestAlgorithm
        self.appearance = appearance
    }
}

extension SignatureRequest {
    /// The signature handler named in every signature.
    static let filter: PDFName = "Adobe.PPKLite"

    /// How the value will be encoded.
    var encoding: SignatureEncoding { kind == .documentTimeStamp ? .rfc3161 : .cadesDetached }
}
