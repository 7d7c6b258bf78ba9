import OCFL
import PKI
import Records

/// One row of the ledger. Each row holds the hash of the one before it, so that no row can be altered, removed or
/// inserted without breaking the chain.
struct LedgerEntry: Sendable, Hashable {
    /// What happened.
    enum Kind: String, Sendable {
        case created
        case filed
        case serial
    }

    /// 1, 2, 3…
    var sequence: Int
    /// ISO 8601 with +07:00.
    var time: String
    var kind: String
    /// Canonical JSON on one line.
    var body: String
    /// Hash of the row before; 64 zeros for the first.
    var previous: String
    /// SHA-256 (hex) over the other five values, each on a line of its own.
    var hash: String

    static let noPrevious = String(repeating: "0", count: 64)

    /// The hash that a row with these values must have.
    var expectedHash: String {
        SHA256.hex(Array("\(sequence)\n\(time)\n\(kind)\n\(body)\n\(previous)\n".utf8))
    }
}

/// Body of a `filed` row: one version of one object, entered when it was durable.
struct FiledEntry: Sendable, Hashable, Codable {
    var urn: RecordURN
    /// `v1`
    var version: String
    var key: String
    /// The digest that the key stands for.
    var submission: String
    /// SHA-256 of the version's inventory.
    var inventory: String
    /// SHA-256 of result.pdf, or of a dossier's record.json.
    var content: String
    var filedAt: String

    init(_ submission: Submission, _ version: StagedVersion, filedAt: String) throws {
        let files = version.inventory.headState?.files ?? [:]
        guard let content = files[ObjectFile.result] ?? (submission.isResult ? nil : files[ObjectFile.record]) else {
            throw VaultError.invalidFiling(version.id, vi: "thiếu result.pdf", en: "result.pdf is missing")
        }
        (urn, self.version, key) = (submission.urn, version.version.description, submission.key)
        (self.submission, inventory) = (submission.digest, version.inventoryDigest)
        (self.content, self.filedAt) = (content, filedAt)
    }

    /// The receipt as a second request for it gets it.
    var receipt: Receipt {
        Receipt(
            urn: urn, version: version, inventoryDigest: inventory, contentDigest: content, filedAt: filedAt,
            alreadyFiled: true)
    }
}

/// Body of a `serial` row: the number given to `key` within `scope`.
struct SerialEntry: Sendable, Hashable, Codable {
    /// HMAC of the scope's name, which may contain a personal id.
    var scope: String
    var key: String
    var value: Int
}

/// Body of the first row.
struct CreatedEntry: Sendable, Hashable, Codable {
    var vault: String
}
