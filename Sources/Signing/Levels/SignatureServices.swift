import PKI

/// Who helps to reach the levels above B-B (ETSI EN 319 142-1): all of them closures or values, so that tests and batches
/// decide where time-stamps and revocation data come from.
public struct SignatureServices: Sendable {
    /// Gives time-stamps, for B-T and above.
    public var timeStamps: TimeStampSource?
    /// Gives revocation data, for B-LT and above.
    public var revocation: RevocationSource?
    /// Where paths may end, and certificates that help to build them.
    public var trust: TrustStore
    /// Whether `/VRI` is written beside the global lists of the security store, for readers that want it.
    public var writesVRI: Bool

    /// Services; without any only B-B can be reached.
    public init(
        timeStamps: TimeStampSource? = nil, revocation: RevocationSource? = nil, trust: TrustStore = TrustStore(),
        writesVRI: Bool = false
    ) {
        (self.timeStamps, self.revocation) = (timeStamps, revocation)
        (self.trust, self.writesVRI) = (trust, writesVRI)
    }
}
