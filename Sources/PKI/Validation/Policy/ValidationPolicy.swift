import FoundationEssentials

/// What one chain of trust asks of a signature (the X.509 validation, cryptographic and signature elements constraints of
/// ETSI EN 319 102-1, 5.1.4.2): values alone, read from a profile.
public struct ValidationPolicy: Sendable, Hashable {
    /// The stores whose anchors it is for; its name in reports.
    public let label: TrustLabel
    /// Which edition of the rules this is, such as `2026-11-22`.
    public let version: String
    /// The laws and standards behind it.
    public let basis: [String]
    /// Which algorithms count, and until when.
    public let algorithms: AlgorithmConstraints
    /// How old revocation data may be at the time for which a path must hold, in seconds; nil where being current by their
    /// own nextUpdate is enough (5.2.5, revocation freshness).
    public let revocationFreshness: TimeInterval?
    /// How far clocks of authorities and signers may disagree before it is worth a remark, in seconds.
    public let clockTolerance: TimeInterval
    /// Whether time-stamps out of order make a signature indeterminate (TIMESTAMP_ORDER_FAILURE) or are only remarked on.
    public let requiresTimeStampOrder: Bool
    /// What may be fetched.
    public let fetching: FetchingRules

    /// All as given.
    public init(
        label: TrustLabel, version: String, basis: [String], algorithms: AlgorithmConstraints,
        revocationFreshness: TimeInterval?, clockTolerance: TimeInterval, requiresTimeStampOrder: Bool,
        fetching: FetchingRules
    ) {
        (self.label, self.version, self.basis) = (label, version, basis)
        (self.algorithms, self.revocationFreshness) = (algorithms, revocationFreshness)
        (self.clockTolerance, self.requiresTimeStampOrder) = (clockTolerance, requiresTimeStampOrder)
        self.fetching = fetching
    }

    /// The name in reports.
    public var name: String { label.rawValue }
}
