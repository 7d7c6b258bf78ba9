import Records

/// A file of a vault object.
public struct VaultFile: Sendable, Hashable {
    /// Path inside the object's content, `/` between components: `scan/giay-phep.jpg`.
    public var path: String
    /// The whole content.
    public var bytes: [UInt8]

    /// The file `path` with `bytes`.
    public init(path: String, bytes: [UInt8]) {
        (self.path, self.bytes) = (path, bytes)
    }
}

/// One object to be filed: the vault adds `record.json` and `premis.xml` to the files given.
public struct Filing: Sendable {
    /// The metadata; its URN names the object.
    public var record: ObjectRecord
    /// For a result `result.pdf` (the signed bytes) and `scan/…` (masters as received); for a dossier `components/…`.
    public var files: [VaultFile]
    /// Names the filing for ever, such as the SHA-256 of the source: filing under the same key again files nothing.
    public var key: String
    /// What was done to the document so far, for PREMIS; the vault adds the ingestion.
    public var events: [PreservationEvent]

    /// A filing of `record` with `files`.
    public init(record: ObjectRecord, files: [VaultFile], key: String, events: [PreservationEvent]) {
        (self.record, self.files, self.key, self.events) = (record, files, key, events)
    }
}
