import PKI

/// Where another trusted list is and who signs it (TS 119 612 §5.3.13), as a list of lists announces it.
public struct ListPointer: Sendable, Hashable {
    /// The address of the other list.
    public let location: String
    /// Its territory, such as `VN`; empty if not told.
    public let territory: String
    /// Its type's address; empty if not told.
    public let typeAddress: String
    /// `application/vnd.etsi.tsl+xml` for lists as meant here; others are for people.
    public let mediaType: String
    /// Who operates it.
    public let operatorNames: LocalizedNames
    /// The certificates one of which signs it.
    public let certificates: [Certificate]
}
