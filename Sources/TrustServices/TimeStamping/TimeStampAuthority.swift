import FoundationEssentials
import HTTP

/// One time-stamping authority on the network (RFC 3161 §3.4).
public struct TimeStampAuthority: Sendable, Hashable {
    /// Its `http` or `https` address.
    public var url: String
    /// The dotted policy to ask for; nil for the authority's own.
    public var policy: String?
    /// The account, where it wants one.
    public var credentials: HTTPCredentials?
    /// Seconds to wait for an answer before the next authority is asked.
    public var timeout: TimeInterval

    /// An authority that is given `timeout` seconds to answer.
    public init(
        url: String, policy: String? = nil, credentials: HTTPCredentials? = nil, timeout: TimeInterval = 15
    ) {
        self.url = url
        self.policy = policy
        self.credentials = credentials
        self.timeout = timeout
    }
}
