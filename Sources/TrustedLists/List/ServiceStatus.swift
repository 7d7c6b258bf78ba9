/// What the supervisory body says of a service (TS 119 612 §5.5.4), by its address.
public struct ServiceStatus: Sendable, Hashable, CustomStringConvertible {
    /// The address, such as `http://uri.etsi.org/TrstSvc/TrustedList/Svcstatus/granted`.
    public let address: String

    private static let prefix = "http://uri.etsi.org/TrstSvc/TrustedList/Svcstatus/"

    /// Today's statuses, and those of before July 2016 that histories still hold. A service in cessation is supervised
    /// until it ends.
    private static let approvals: Set<String> = [
        "granted", "recognisedatnationallevel", "setbynationallaw", "undersupervision", "supervisionincessation",
        "accredited",
    ]

    /// True while the service is approved; false for withdrawn, deprecated, ceased or revoked, and for unknown statuses.
    public var isApproved: Bool { address.hasPrefix(Self.prefix) && Self.approvals.contains(description) }

    /// The address without what all have in common: `granted`.
    public var description: String {
        address.hasPrefix(Self.prefix) ? String(address.dropFirst(Self.prefix.count)) : address
    }
}
