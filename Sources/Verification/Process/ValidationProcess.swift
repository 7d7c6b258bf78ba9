/// The processes of ETSI EN 319 102-1, each of which contains the one before.
public enum ValidationProcess: String, Sendable, Hashable, CaseIterable {
    /// For basic signatures (5.3): at the present time.
    case basic
    /// For signatures with time and with long-term validation material (5.5): at the best signature time.
    case withTime
    /// For signatures with archival data (5.6): past validations with proofs of existence.
    case archival
}
