/// What Identification hands on: the record with its code and URN, and the seal that the agency's strip will show.
public struct IdentifiedRecord: Sendable, Hashable, Codable {
    /// The record as it will be filed.
    public var record: Record
    /// The QR's text: `HTTPS://<HOST>/Q#<decimal>`.
    public var sealURL: String
    /// The code printed under the symbol, in groups of four.
    public var sealCode: String

    /// All parts as given.
    public init(record: Record, sealURL: String, sealCode: String) {
        (self.record, self.sealURL, self.sealCode) = (record, sealURL, sealCode)
    }
}

/// Proof that a document is kept: handed out only after the object is durable and indexed.
public struct Receipt: Sendable, Hashable, Codable {
    /// Name of the object.
    public var urn: RecordURN
    /// OCFL version: `v1`.
    public var version: String
    /// SHA-256 (hex) of the version's OCFL inventory: it fixes every file of the object.
    public var inventoryDigest: String
    /// SHA-256 (hex) of result.pdf (of the dossier's record.json for a dossier).
    public var contentDigest: String
    /// ISO 8601 with +07:00.
    public var filedAt: String
    /// True when an earlier call had filed exactly this and nothing was written now.
    public var alreadyFiled: Bool

    /// All parts as given.
    public init(
        urn: RecordURN, version: String, inventoryDigest: String, contentDigest: String, filedAt: String,
        alreadyFiled: Bool
    ) {
        (self.urn, self.version, self.inventoryDigest) = (urn, version, inventoryDigest)
        (self.contentDigest, self.filedAt, self.alreadyFiled) = (contentDigest, filedAt, alreadyFiled)
    }
}
