/// One document as it was found in the batch folder, before anything is done to it.
public struct SourceDocument: Sendable, Hashable {
    /// Path relative to the batch folder, `/` between components.
    public var path: String
    /// The bytes as received: the master that is kept unaltered.
    public var bytes: [UInt8]
    /// SHA-256 of `bytes`, hex: what makes two documents the same.
    public var sha256: String
    /// The dossier this file belongs to: the folder it stands in, or the manifest's column.
    public var dossier: String?
    /// What the manifest says about the file, if it does.
    public var manifest: ManifestRow?

    /// `sha256` must be the digest of `bytes`.
    public init(path: String, bytes: [UInt8], sha256: String, dossier: String?, manifest: ManifestRow?) {
        (self.path, self.bytes, self.sha256) = (path, bytes, sha256)
        (self.dossier, self.manifest) = (dossier, manifest)
    }

    /// The last path component.
    public var fileName: String { path.split(separator: "/").last.map(String.init) ?? path }
}
