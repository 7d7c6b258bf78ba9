import Records

/// What a verifier holds when it asks where a record stands.
public enum StatusSubject: Sendable, Hashable {
    case urn(RecordURN)
    /// SHA-256 (hex) of the whole file.
    case contentDigest(String)
    /// SHA-256 (hex) of the base revision, as the seal carries it.
    case baseDigest(String)
    /// The code printed under the QR, with or without its spaces.
    case sealCode(String)
}

/// Where a record stands, as the newest version of its object says.
public struct RecordStanding: Sendable, Hashable {
    /// The record's name.
    public let urn: RecordURN
    /// The newest version: `v2`.
    public let version: String
    /// As stored; ``status(on:)`` says what it is on a day.
    public let status: RecordStatus
    /// Last day on which the paper is valid, when it has one.
    public let validUntil: CivilDate?
    /// The record that took its place.
    public let replacedBy: RecordURN?
    /// SHA-256 (hex) of the newest `result.pdf`.
    public let contentDigest: String
    /// SHA-256 (hex) of the base revision.
    public let baseDigest: String
    /// Bytes of the base revision.
    public let baseLength: Int
    /// True when the index said something else than the object: the object is right, the index wants rebuilding.
    public let indexDisagrees: Bool

    /// The status on `day`: a paper past its last day is expired.
    public func status(on day: CivilDate) -> RecordStatus {
        if status == .inForce, let validUntil, validUntil < day { return .expired }
        return status
    }
}

extension Vault {
    /// Where the record stands that `subject` names: found through the index, answered by the object itself. Nil when the
    /// vault knows no such result.
    public func status(of subject: StatusSubject) throws -> RecordStanding? {
        let entry: IndexEntry? =
            switch subject {
            case .urn(let urn): try index.entry(urn: urn.rawValue)
            case .contentDigest(let digest):
                try index.entries(
                    sql: """
                        SELECT * FROM object WHERE id IN
                        (SELECT object FROM digest WHERE sha256 = ? AND role = 'content') ORDER BY id LIMIT 1
                        """, [digest.lowercased()]
                ).first
            case .baseDigest(let digest):
                try index.entries(
                    sql: "SELECT * FROM object WHERE baseDigest = ? ORDER BY id LIMIT 1", [digest.lowercased()]
                ).first
            case .sealCode(let code):
                try index.entries(
                    sql: "SELECT * FROM object WHERE sealKey = ? ORDER BY id LIMIT 1", [IndexEntry.sealKey(code)]
                ).first
            }
        var urn = entry.flatMap { RecordURN(rawValue: $0.urn) }
        if case .urn(let asked) = subject { urn = asked }
        guard let urn, let object = try root.object(urn.rawValue) else { return nil }
        let truth = try IndexEntry(reading: object)
        guard case .result(let record) = ObjectRecord.decoded(Array(truth.record.utf8)) else { return nil }
        return RecordStanding(
            urn: urn, version: truth.version, status: record.status, validUntil: record.validUntil,
            replacedBy: record.replacedBy, contentDigest: truth.contentDigest, baseDigest: record.baseDigest,
            baseLength: record.baseLength, indexDisagrees: entry != truth)
    }
}
