import OCFL
import Records

/// An object of the vault, at its newest or an earlier version.
public struct StoredObject: Sendable {
    /// `record.json` of the version.
    public let record: ObjectRecord
    /// `v2`.
    public let version: String
    /// Every version of the object, oldest first.
    public let history: [ObjectVersion]
    /// SHA-256 (hex) of the version's inventory.
    public let inventoryDigest: String
    /// The object's directory on disk.
    public let path: String
    private let object: OCFLObject
    private let number: VersionNumber

    /// A file of the version.
    public struct File: Sendable, Hashable {
        /// Path inside the object.
        public let path: String
        /// Lower-case hexadecimal.
        public let sha256: String
        /// In bytes.
        public let size: Int
    }

    init(_ object: OCFLObject, _ number: VersionNumber) throws {
        guard let record = ObjectRecord.decoded(try object.read(ObjectFile.record, of: number)) else {
            throw VaultError(
                .unreadableRecord, .storage, vi: "record.json của \(object.id) không đọc được.",
                en: "record.json of \(object.id) cannot be read.")
        }
        (self.record, self.object, self.number, path) = (record, object, number, object.path)
        version = number.description
        inventoryDigest = object.inventoryDigest(of: number) ?? ""
        history = object.inventory.versions.compactMap { name, block in
            VersionNumber(name).map {
                ($0, ObjectVersion(version: name, created: block.created, reason: block.message ?? ""))
            }
        }.sorted { $0.0 < $1.0 }.map(\.1)
    }

    /// The version's files, in order of path.
    public func files() throws -> [File] {
        try object.files(of: number).map {
            File(path: $0.path, sha256: $0.sha256, size: try object.size(of: $0.path, in: number))
        }
    }

    /// The bytes of one file, whose digest is checked.
    public func read(_ file: String) throws -> [UInt8] { try object.read(file, of: number) }
}

/// One line of an object's history.
public struct ObjectVersion: Sendable, Hashable {
    /// `v1`
    public let version: String
    /// ISO 8601 with +07:00.
    public let created: String
    /// Why the version was made.
    public let reason: String
}

extension Vault {
    /// The object `urn` at `version` (the newest when nil), read from OCFL; nil when there is no such object or version.
    public func get(_ urn: RecordURN, version: String? = nil) throws -> StoredObject? {
        guard let object = try root.object(urn.rawValue) else { return nil }
        guard let version else { return try StoredObject(object, object.head) }
        guard let number = VersionNumber(version), number <= object.head else { return nil }
        return try StoredObject(object, number)
    }

    /// Hands every object to `body`, at its newest version, in the order of the storage root; one whose inventory or
    /// record is damaged is left out, and named by ``validate()``.
    public func forEachObject(_ body: (StoredObject) throws -> Void) throws {
        try root.forEachObject { object in
            guard let stored = try? StoredObject(object, object.head) else { return }
            try body(stored)
        }
    }
}
