import Records

/// What a vault knows of a record, asked by what a seal or a file shows. The stage does not know the vault: the command
/// hands this in.
public struct RecordStatusLookup: Sendable {
    /// A record that was found.
    public struct Found: Sendable, Hashable {
        /// Name of the object.
        public var urn: RecordURN
        /// Where it stands today.
        public var status: RecordStatus

        /// Both as given.
        public init(urn: RecordURN, status: RecordStatus) { (self.urn, self.status) = (urn, status) }
    }

    private let bySealCode: @Sendable (String) throws -> Found?

    /// - Parameter bySealCode: finds the record whose seal has this code, nil when there is none.
    public init(bySealCode: @escaping @Sendable (String) throws -> Found?) { self.bySealCode = bySealCode }

    func find(sealCode: String) throws -> Found? { try bySealCode(sealCode) }
}
