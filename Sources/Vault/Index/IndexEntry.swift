import OCFL
import Records

/// Everything the index knows of one object. It is a function of the object's OCFL inventory and `record.json` alone,
/// which is why the index can be thrown away and rebuilt.
struct IndexEntry: Sendable, Hashable {
    /// A file digest by which the object is found.
    struct KnownDigest: Sendable, Hashable {
        enum Role: String, Sendable {
            /// A master as received; `name` is its path.
            case source
            /// A `result.pdf` of any version; `name` is the version.
            case content
        }

        var role: Role
        var sha256: String
        var name: String
    }

    var urn: String
    var kind: ObjectKind
    var version: String
    var inventoryDigest: String
    var contentDigest: String
    var filedAt: String
    var code: String
    var type: String?
    var title: String
    var number: String?
    var notation: String?
    var numberAndNotation: String?
    var issuedDate: String?
    var validUntil: String?
    var agency: String
    var dossier: String?
    var status: String
    var replacedBy: String?
    var sensitivity: String
    var dueDate: String?
    var baseDigest: String?
    var baseLength: Int?
    var sealCode: String?
    var record: String
    var owners: [Owner]
    var digests: [KnownDigest]
    /// The words to search, composed (NFC), in lower case, with tone marks placed uniformly.
    var words: String

    /// The entry of an object that was read from disk.
    init(reading object: OCFLObject) throws {
        try self.init(
            inventory: object.inventory, digest: object.inventoryDigest, record: object.read(ObjectFile.record))
    }

    /// The entry of an object with this inventory and `record.json`.
    init(inventory: Inventory, digest: String, record bytes: [UInt8]) throws {
        guard let record = ObjectRecord.decoded(bytes), let head = inventory.headState,
            record.urn.rawValue == inventory.id
        else {
            throw VaultError(
                .unreadableRecord, .storage, vi: "record.json của \(inventory.id) không đọc được.",
                en: "record.json of \(inventory.id) cannot be read.")
        }
        let files = head.files
        (urn, version, inventoryDigest) = (inventory.id, inventory.head, digest)
        filedAt = head.created
        contentDigest = files[ObjectFile.result] ?? files[ObjectFile.record] ?? ""
        self.record = String(decoding: bytes, as: UTF8.self)
        digests = Self.digests(of: inventory)
        switch record {
        case .result(let record):
            kind = .result
            (code, type, title) = (record.code, record.type, record.title)
            (number, notation) = (record.number, record.notation)
            numberAndNotation = record.fields[FieldName.numberAndNotation]?.value
            (issuedDate, validUntil) = (record.issuedDate?.iso, record.validUntil?.iso)
            (agency, dossier, status) = (record.agency, record.dossier, record.status.rawValue)
            replacedBy = record.replacedBy?.rawValue
            (sensitivity, dueDate) = (record.sensitivity.rawValue, record.retention.dueDate?.iso)
            (baseDigest, baseLength, sealCode) = (record.baseDigest, record.baseLength, record.sealCode)
            owners = record.owners
            let fields = record.fields.sorted { $0.key < $1.key }.map(\.value.value)
            words = SearchWords.exact(
                [record.title, record.agency, record.number, record.notation, record.scope, record.dossier]
                    .compactMap { $0 } + fields + record.owners.map(\.name))
        case .dossier(let record):
            kind = .dossier
            (code, title) = (record.code, record.procedure ?? record.code)
            (agency, dossier, status) = (record.agency, record.code, RecordStatus.inForce.rawValue)
            (sensitivity, dueDate) = (record.sensitivity.rawValue, record.retention?.dueDate?.iso)
            owners = record.owners
            words = SearchWords.exact(
                [record.code, record.procedure, record.agency].compactMap { $0 }
                    + record.components.map(\.title) + record.owners.map(\.name))
        }
    }

    private static func digests(of inventory: Inventory) -> [KnownDigest] {
        var found: Set<KnownDigest> = []
        for (version, block) in inventory.versions {
            for (path, digest) in block.files {
                if path == ObjectFile.result {
                    found.insert(KnownDigest(role: .content, sha256: digest, name: version))
                } else if path.hasPrefix(ObjectFile.scans), version == inventory.head {
                    found.insert(KnownDigest(role: .source, sha256: digest, name: path))
                }
            }
        }
        return found.sorted { ($0.role.rawValue, $0.name, $0.sha256) < ($1.role.rawValue, $1.name, $1.sha256) }
    }
}

/// What an object of the vault is.
public enum ObjectKind: String, Sendable, Codable {
    case result
    case dossier
}
