import Records

/// How signatures of one chain of trust are judged: a file `Profiles/validation/….yaml`. Names of algorithms are those of
/// the file; whoever verifies turns them into its own.
public struct ValidationRules: Sendable, Hashable {
    /// From when on an algorithm is pointed out, and from when on it no longer counts.
    public enum Limit: Sendable, Hashable {
        /// It never counted.
        case never
        /// From these days on; nil where there is none.
        case dated(warn: CivilDate?, end: CivilDate?)
    }

    /// What a digest is used for.
    public enum Use: String, Sendable, Hashable, CaseIterable {
        case signature, timeStampImprint, timeStamp, certificate
    }

    /// The digests that files may name.
    public enum Digest: String, Sendable, Hashable, CaseIterable {
        case md5, sha1, sha224, sha256, sha384, sha512
    }

    /// Families of keys.
    public enum KeyKind: String, Sendable, Hashable, CaseIterable {
        case rsa, ec, dsa, edwards, other
    }

    /// A limit for keys of one kind shorter than so many bits; nil means all.
    public struct KeyRule: Sendable, Hashable {
        /// The kind.
        public let kind: KeyKind
        /// Keys with fewer bits fall under the rule.
        public let below: Int?
        /// The limit.
        public let limit: Limit
    }

    /// What becomes of time-stamps out of order.
    public enum Order: String, Sendable, Hashable, CaseIterable {
        /// They are remarked on.
        case report
        /// The signature is indeterminate.
        case require
    }

    /// Whose certificates may send us to an address.
    public enum FetchingScope: String, Sendable, Hashable, CaseIterable {
        case none, anchored, any
    }

    /// The chain of trust.
    public let store: TrustPinRule.Store
    /// The edition.
    public let version: String
    /// The laws and standards behind it.
    public let basis: [String]
    /// Limits of digests.
    public let digests: [Use: [Digest: Limit]]
    /// Limits of keys.
    public let keys: [KeyRule]
    /// How many hours old revocation data may be at the time in question; nil when their own validity decides.
    public let freshnessHours: Double?
    /// How many minutes clocks may differ.
    public let toleranceMinutes: Double
    /// What becomes of time-stamps out of order.
    public let order: Order
    /// Who may name the place of issuers' certificates.
    public let issuers: FetchingScope
    /// Who may name the place of revocation data.
    public let revocation: FetchingScope
    /// Hosts that may be asked; empty means all.
    public let hosts: [String]
}
