import GRDB
import Records

extension IndexEntry {
    /// The columns of `object`, in one place for writing; reading is the initializer below.
    var columns: [(name: String, value: (any DatabaseValueConvertible)?)] {
        [
            ("urn", urn), ("kind", kind.rawValue), ("version", version), ("inventoryDigest", inventoryDigest),
            ("contentDigest", contentDigest), ("filedAt", filedAt), ("code", code), ("type", type), ("title", title),
            ("number", number), ("notation", notation), ("numberAndNotation", numberAndNotation),
            ("issuedDate", issuedDate), ("validUntil", validUntil), ("agency", agency), ("dossier", dossier),
            ("status", status), ("replacedBy", replacedBy), ("sensitivity", sensitivity), ("dueDate", dueDate),
            ("baseDigest", baseDigest), ("baseLength", baseLength), ("sealCode", sealCode),
            ("sealKey", sealCode.map(Self.sealKey)), ("record", record), ("words", words),
        ]
    }

    /// The entry in `row` of `object`, with its owners and digests.
    init(row: Row, _ db: Database) throws {
        let id: Int64 = row["id"]
        urn = row["urn"]
        kind = ObjectKind(rawValue: row["kind"]) ?? .result
        version = row["version"]
        inventoryDigest = row["inventoryDigest"]
        contentDigest = row["contentDigest"]
        filedAt = row["filedAt"]
        code = row["code"]
        type = row["type"]
        title = row["title"]
        number = row["number"]
        notation = row["notation"]
        numberAndNotation = row["numberAndNotation"]
        issuedDate = row["issuedDate"]
        validUntil = row["validUntil"]
        agency = row["agency"]
        dossier = row["dossier"]
        status = row["status"]
        replacedBy = row["replacedBy"]
        sensitivity = row["sensitivity"]
        dueDate = row["dueDate"]
        baseDigest = row["baseDigest"]
        baseLength = row["baseLength"]
        sealCode = row["sealCode"]
        record = row["record"]
        words = row["words"]
        owners = try Row.fetchAll(
            db, sql: "SELECT * FROM owner WHERE object = ? ORDER BY position", arguments: [id]
        ).map {
            Owner(
                type: Owner.Kind(rawValue: $0["type"]) ?? .person, id: $0["ownerId"], name: $0["name"], role: $0["role"]
            )
        }
        digests = try Row.fetchAll(
            db, sql: "SELECT * FROM digest WHERE object = ? ORDER BY role, name, sha256", arguments: [id]
        ).map {
            KnownDigest(role: .init(rawValue: $0["role"]) ?? .source, sha256: $0["sha256"], name: $0["name"])
        }
    }

    /// A seal code as it is compared: people type it with and without its spaces, in either case.
    static func sealKey(_ code: String) -> String {
        code.uppercased().filter { $0.isASCII && ($0.isLetter || $0.isNumber) }
    }
}
