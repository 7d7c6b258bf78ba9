import PKI

/// What a new version does to an object: files that are added or replaced, and files that no longer show. Bytes of
/// earlier versions stay.
public struct VersionChange: Sendable {
    /// One file of the version.
    public struct File: Sendable {
        /// Logical path: `scan/page 1.jpg`.
        public var path: String
        /// The whole content.
        public var bytes: [UInt8]

        /// The file `path` with `bytes`.
        public init(path: String, bytes: [UInt8]) {
            (self.path, self.bytes) = (path, bytes)
        }
    }

    /// Added, or replaced when the path is there already.
    public var files: [File]
    /// Logical paths that the version no longer shows.
    public var removed: Set<String>
    /// RFC 3339 with a zone.
    public var created: String
    /// Why the version exists, in a sentence.
    public var message: String
    /// Who made it.
    public var user: Inventory.User

    /// A change; for an object's first version `removed` is empty.
    public init(
        files: [File], removed: Set<String> = [], created: String, message: String, user: Inventory.User
    ) {
        (self.files, self.removed, self.created) = (files, removed, created)
        (self.message, self.user) = (message, user)
    }
}

extension Inventory {
    /// This inventory with one more version, and the content files that must be written for it (content path → bytes).
    /// Bytes the object already holds are referred to, not written again.
    ///
    /// - Throws: `invalidPath`, `emptyVersion`.
    func adding(_ change: VersionChange) throws -> (inventory: Inventory, content: [(path: String, bytes: [UInt8])]) {
        let number = headVersion?.next ?? .first
        var logical = headState?.files ?? [:]
        var next = self
        var content: [(path: String, bytes: [UInt8])] = []
        for path in change.removed { logical[path] = nil }
        for file in change.files {
            let digest = SHA256.hex(file.bytes)
            logical[file.path] = digest
            if next.manifest[digest] == nil {
                let path = "\(number)/\(Self.contentDirectoryName)/\(file.path)"
                next.manifest[digest] = [path]
                content.append((path, file.bytes))
            }
        }
        try LogicalPath.check(Array(logical.keys))
        var seen: Set<String> = []
        if let twice = change.files.first(where: { !seen.insert($0.path).inserted }) {
            throw OCFLError.invalidPath(twice.path)
        }
        if let head = headState, head.files == logical {
            throw OCFLError(
                .emptyVersion, .internal,
                vi: "Phiên bản mới của \(id) không có thay đổi nào.",
                en: "The new version of \(id) would change nothing.")
        }
        var state: [String: [String]] = [:]
        for (path, digest) in logical { state[digest, default: []].append(path) }
        next.head = number.description
        next.versions[number.description] = Version(
            created: change.created, message: change.message, user: change.user, state: state.mapValues { $0.sorted() })
        return (next, content)
    }
}
