import Foundation
import TestSupport

/// An OCFL object of a vault at its newest version, read without any code of sohoa.
struct FiledObject {
    /// The object's folder.
    let folder: URL
    /// Its id.
    let urn: String
    /// The newest version.
    let head: String
    /// Where each logical path lies on disk, relative to `folder`.
    let content: [String: String]

    private struct Inventory: Decodable {
        struct Version: Decodable { var state: [String: [String]] }
        var id: String
        var head: String
        var manifest: [String: [String]]
        var versions: [String: Version]
    }

    init(_ folder: URL) throws {
        let bytes = try Data(contentsOf: folder.appendingPathComponent("inventory.json"))
        let inventory = try JSONDecoder().decode(Inventory.self, from: bytes)
        var content: [String: String] = [:]
        for (digest, logical) in inventory.versions[inventory.head]?.state ?? [:] {
            for path in logical { content[path] = inventory.manifest[digest]?.first }
        }
        (self.folder, urn, head, self.content) = (folder, inventory.id, inventory.head, content)
    }

    /// Every object of a vault, in order of id.
    static func all(in vault: URL) throws -> [FiledObject] {
        try FileTree(vault.appendingPathComponent("volumes")).paths
            .filter { $0.hasSuffix("/0=ocfl_object_1.1") }
            .map { vault.appendingPathComponent("volumes").appendingPathComponent($0).deletingLastPathComponent() }
            .map(FiledObject.init).sorted { $0.urn < $1.urn }
    }

    /// Where a logical path lies.
    func url(_ path: String) throws -> URL {
        guard let place = content[path] else { throw Missing("\(path) in \(urn)") }
        return folder.appendingPathComponent(place)
    }

    /// The bytes of a logical path.
    func bytes(_ path: String) throws -> [UInt8] { [UInt8](try Data(contentsOf: url(path))) }

    /// `record.json` as it is.
    func json() throws -> [String: Any] {
        let value = try JSONSerialization.jsonObject(with: Data(bytes("record.json")))
        return value as? [String: Any] ?? [:]
    }
}

/// A result of a vault: its object and its record.
struct FiledResult {
    let object: FiledObject
    let record: ResultRecord

    /// Every result of a vault, in order of source.
    static func all(in vault: URL) throws -> [FiledResult] {
        try FiledObject.all(in: vault).filter { $0.content["result.pdf"] != nil }.map { object in
            let record = try JSONDecoder().decode(ResultRecord.self, from: Data(object.bytes("record.json")))
            return FiledResult(object: object, record: record)
        }.sorted { $0.record.source < $1.record.source }
    }

    /// The result made from a test document.
    static func of(_ source: String, in vault: URL) throws -> FiledResult {
        guard let found = try all(in: vault).first(where: { $0.record.source == source }) else { throw Missing(source) }
        return found
    }

    /// The signed file.
    var pdf: URL {
        get throws { try object.url("result.pdf") }
    }
}

/// A dossier of a vault: its object and its record.
struct FiledDossier {
    let object: FiledObject
    let record: DossierRecord

    /// Every dossier of a vault.
    static func all(in vault: URL) throws -> [FiledDossier] {
        try FiledObject.all(in: vault).filter { $0.content["result.pdf"] == nil }.map { object in
            let record = try JSONDecoder().decode(DossierRecord.self, from: Data(object.bytes("record.json")))
            return FiledDossier(object: object, record: record)
        }
    }
}
