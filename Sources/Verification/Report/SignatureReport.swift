import Diagnostics
import PKI
import Records

/// One signature of a `FileReport`. Everything but `indication`, `subIndication` and `trust` is independent of trust,
/// revocation and the clock.
public struct SignatureReport: Codable, Sendable, Hashable {
    /// Signature or document time-stamp (EN 319 142-1 5.4.3).
    public enum Kind: String, Codable, Sendable {
        case signature
        case documentTimestamp = "document-timestamp"
    }

    /// The signature level of EN 319 142-1 the file shows, or the older formats.
    public enum Level: String, Codable, Sendable {
        case bB = "B-B"
        case bT = "B-T"
        case bLT = "B-LT"
        case bLTA = "B-LTA"
        case cms = "CMS"
        case pkcs1 = "PKCS1"
        case unknown
    }

    /// How much of the file the signature covers.
    public enum Coverage: String, Codable, Sendable {
        case file
        case revision
        case partial
    }

    /// What happened to the file after the signature.
    public enum ChangesAfter: String, Codable, Sendable {
        case none
        case permitted
        case suspicious
    }

    /// The certificate that signed.
    public struct Signer: Codable, Sendable, Hashable {
        /// Common name.
        public var name: String
        /// Distinguished name, RFC 4514.
        public var subject: String
        /// Issuer’s distinguished name.
        public var issuer: String
        /// Serial number, hex.
        public var serial: String
    }

    /// Where the chain ends.
    public struct Trust: Codable, Sendable, Hashable {
        /// `official`, `public`, `demo` or `none`.
        public var store: String
        /// Subject of the anchor the chain ends in.
        @ExplicitNull public var anchor: String?
    }

    /// Times in ISO 8601.
    public struct Time: Codable, Sendable, Hashable {
        /// What the signer's machine said (/M or signingTime): anyone can claim anything.
        @ExplicitNull public var claimed: String?
        /// What a trusted time-stamp token proves.
        @ExplicitNull public var timestamp: String?
        /// The time the certificate was judged at.
        @ExplicitNull public var best: String?
    }

    /// What was used.
    public struct Algorithms: Codable, Sendable, Hashable {
        /// Such as `sha256`.
        public var digest: String
        /// Such as `rsa2048`.
        public var key: String
    }

    /// One reason: a stable code, and a sentence in the reader's language.
    public struct Reason: Codable, Sendable, Hashable {
        /// Stable, upper case.
        public var code: String
        /// In the reader’s language.
        public var message: String

        /// Both as given.
        public init(code: String, message: String) { (self.code, self.message) = (code, message) }
    }

    /// One time-stamp that speaks for this signature: its own, or a later one over the whole document.
    public struct Stamp: Codable, Sendable, Hashable {
        /// What a time-stamp is over.
        public enum Subject: String, Codable, Sendable {
            /// The signature's value (ETSI EN 319 122-1, 5.3).
            case signature
            /// The document up to it (ETSI EN 319 142-1, 5.4.3).
            case document
        }

        /// The time the authority asserts.
        public var time: String
        /// Who made it; nil when its certificate is nowhere.
        @ExplicitNull public var authority: String?
        /// Whether its time counts as proven.
        public var trusted: Bool
        /// What it is over.
        public var over: Subject

        /// All parts as given.
        public init(time: String, authority: String?, trusted: Bool, over: Subject) {
            (self.time, self.authority, self.trusted, self.over) = (time, authority, trusted, over)
        }
    }

    /// What a reader sees where the signature shows, as it was signed: in Vietnamese offices the number and the day of
    /// a document often stand nowhere else.
    public struct Shown: Codable, Sendable, Hashable {
        /// From 1; nil when no page lists the widget.
        @ExplicitNull public var page: Int?
        /// Points from the top left of the page as displayed: left, top, right, bottom.
        @ExplicitNull public var box: [Double]?
        /// The text in reading order; empty for a picture.
        public var text: String

        /// All parts as given.
        public init(page: Int?, box: [Double]?, text: String) { (self.page, self.box, self.text) = (page, box, text) }
    }

    /// Full field name; nil for an orphan.
    @ExplicitNull public var field: String?
    /// What kind of signature.
    public var type: Kind
    /// The level it shows.
    public var level: Level
    /// Nil when digest and signature value cannot be told apart.
    @ExplicitNull public var intact: Bool?
    /// Whether the signature value verifies under the signer’s key.
    public var signatureValid: Bool
    /// How much of the file it covers.
    public var coverage: Coverage
    /// What happened to the file later.
    public var changesAfter: ChangesAfter
    /// EN 319 102-1 main indication.
    public var indication: Indication
    /// EN 319 102-1 sub-indication; nil when PASSED.
    @ExplicitNull public var subIndication: SubIndication?
    /// Nil when no certificate was found.
    @ExplicitNull public var signer: Signer?
    /// Which store vouches for the chain.
    public var trust: Trust
    /// Claimed and proven times.
    public var time: Time
    /// Digest and key.
    public var algorithms: Algorithms
    /// Why, in sentences.
    public var reasons: [Reason]
    /// The revision it signs, as `sohoa inspect` numbers them, from 1; nil when it covers none.
    @ExplicitNull public var signedRevision: Int? = nil
    /// Subjects from the signer to the anchor, as far as a chain was found.
    public var chain: [String] = []
    /// The validation policy that was applied; nil when none was.
    @ExplicitNull public var policy: String? = nil
    /// The time-stamps that speak for it.
    public var timestamps: [Stamp] = []
    /// What its appearances show.
    public var shown: [Shown] = []
    /// Everything later revisions did.
    public var changes: [Change] = []
}
