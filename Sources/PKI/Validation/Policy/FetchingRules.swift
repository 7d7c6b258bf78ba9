/// What may be fetched while a file is verified. The addresses stand in certificates that a stranger may have made, so
/// nothing is asked that no rule allows.
public struct FetchingRules: Sendable, Hashable {
    /// Whose certificates may send us to an address.
    public enum Scope: String, Sendable, Hashable, CaseIterable {
        /// Nobody's: nothing is fetched.
        case none
        /// Certificates whose path to an anchor is known.
        case anchored
        /// Any certificate of a file, so that missing issuers can be found.
        case any
    }

    /// Whose certificates may name the place of their issuer's certificate (AIA caIssuers).
    public let issuers: Scope
    /// Whose certificates may name OCSP responders and revocation lists.
    public let revocation: Scope
    /// Hosts that may be asked, an entry holding for the host itself and all below it; empty means every public host.
    public let hosts: [String]

    /// All as given.
    public init(issuers: Scope, revocation: Scope, hosts: [String]) {
        (self.issuers, self.revocation, self.hosts) = (issuers, revocation, hosts)
    }
}
