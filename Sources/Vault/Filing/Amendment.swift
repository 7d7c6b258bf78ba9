import Records

/// The next version of an object: a correction, a change of status, or a dossier that gains components. Files not
/// named stay as they are.
public struct Amendment: Sendable {
    /// The whole new metadata; its URN names the object.
    public var record: ObjectRecord
    /// Added or replaced.
    public var files: [VaultFile]
    /// Paths that no longer show; their bytes stay in the older versions.
    public var removed: Set<String>
    /// As in ``Filing/key``, different for every amendment.
    public var key: String
    /// Why, in a sentence, for the version's history.
    public var reason: String
    /// What was done since the version before, for PREMIS; the vault adds the ingestion.
    public var events: [PreservationEvent]

    /// An amendment of the object that `record` names.
    public init(
        record: ObjectRecord, files: [VaultFile] = [], removed: Set<String> = [], key: String, reason: String,
        events: [PreservationEvent]
    ) {
        (self.record, self.files, self.removed) = (record, files, removed)
        (self.key, self.reason, self.events) = (key, reason, events)
    }
}
