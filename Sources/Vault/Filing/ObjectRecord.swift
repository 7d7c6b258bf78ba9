import Records

/// The metadata of an object: its `record.json`.
public enum ObjectRecord: Sendable, Hashable {
    case result(Record)
    case dossier(DossierRecord)

    /// The object's name.
    public var urn: RecordURN {
        switch self {
        case .result(let record): record.urn
        case .dossier(let record): record.urn
        }
    }

    /// `record.json`.
    func encoded() throws -> [UInt8] {
        switch self {
        case .result(let record): try CanonicalJSON.file(record)
        case .dossier(let record): try CanonicalJSON.file(record)
        }
    }

    /// Reads a `record.json` by its schema; nil when it is neither.
    static func decoded(_ bytes: [UInt8]) -> ObjectRecord? {
        struct Header: Decodable { var schema: String }
        switch (try? CanonicalJSON.decode(Header.self, from: bytes))?.schema {
        case Record.schemaName:
            return (try? CanonicalJSON.decode(Record.self, from: bytes)).map(ObjectRecord.result)
        case DossierRecord.schemaName:
            return (try? CanonicalJSON.decode(DossierRecord.self, from: bytes)).map(ObjectRecord.dossier)
        default: return nil
        }
    }
}
