import Diagnostics
import DurableIO
import GRDB
import PKI
import Records
import Vault

/// What the engine remembers between two instructions: `batch/journal.db` (SQLite, synchronous=FULL) for states and small
/// values, `batch/work/` for the signed bytes that are on their way to the vault.
///
/// A blob is durable before the row that speaks of it; a row is durable before the next stage begins. Blobs without a
/// row are leftovers of a kill and are overwritten or swept.
final class Journal: Sendable {
    /// The two blobs a document may have.
    enum Blob: String, CaseIterable {
        /// PDF with the digitizer's signature: the base revision.
        case capture
        /// PDF with the agency's signature: what is filed.
        case result
    }

    private let database: DatabaseQueue
    private let workFolder: String
    private let disk: any FileSystem

    /// Opens or creates the journal in `folder` (`<vault>/batch`).
    /// - Throws: `BatchError.journalUnusable` when the folder cannot be written or the database is damaged.
    init(folder: String, on disk: any FileSystem = LinuxFileSystem()) throws {
        workFolder = folder + "/work"
        self.disk = disk
        do {
            try disk.makeDirectories(workFolder)
            var configuration = Configuration()
            configuration.busyMode = .timeout(10)
            configuration.prepareDatabase { db in
                try db.execute(sql: "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL")
            }
            database = try DatabaseQueue(path: folder + "/journal.db", configuration: configuration)
            try database.write { db in
                try db.execute(
                    sql: """
                        CREATE TABLE IF NOT EXISTS document (
                            key TEXT PRIMARY KEY, path TEXT NOT NULL, state TEXT NOT NULL, dossier TEXT,
                            entry TEXT NOT NULL);
                        CREATE INDEX IF NOT EXISTS document_state ON document (state);
                        CREATE INDEX IF NOT EXISTS document_dossier ON document (dossier);
                        CREATE TABLE IF NOT EXISTS run (id INTEGER PRIMARY KEY AUTOINCREMENT, entry TEXT NOT NULL);
                        """)
            }
        } catch let error as any UserFacingError {
            throw error
        } catch {
            throw BatchError.journal(folder, "\(error)")
        }
    }

    /// Opens the journal of an existing vault, for commands that only ask.
    /// - Throws: the vault's error when there is none at that path: asking must not make folders.
    convenience init(ofVault vault: String) throws {
        _ = try Vault.open(at: vault, access: .readOnly)
        try self.init(folder: vault + "/batch")
    }

    // MARK: documents

    func entries(keys: [String]) throws -> [String: JournalEntry] {
        try database.read { db in
            var found: [String: JournalEntry] = [:]
            for key in keys {
                if let text = try String.fetchOne(db, sql: "SELECT entry FROM document WHERE key = ?", arguments: [key])
                {
                    found[key] = try Self.decode(text)
                }
            }
            return found
        }
    }

    func entries(state: DocumentState) throws -> [JournalEntry] {
        try database.read { db in
            try String.fetchAll(
                db, sql: "SELECT entry FROM document WHERE state = ? ORDER BY path", arguments: [state.rawValue]
            ).map(Self.decode)
        }
    }

    func entries(dossier: String) throws -> [JournalEntry] {
        try database.read { db in
            try String.fetchAll(
                db, sql: "SELECT entry FROM document WHERE dossier = ? ORDER BY path", arguments: [dossier]
            ).map(Self.decode)
        }
    }

    /// How many documents stand in each state.
    func counts() throws -> [DocumentState: Int] {
        try database.read { db in
            let rows = try Row.fetchAll(db, sql: "SELECT state, count(*) AS n FROM document GROUP BY state")
            return Dictionary(
                rows.compactMap { row in DocumentState(rawValue: row["state"]).map { ($0, row["n"] as Int) } },
                uniquingKeysWith: +)
        }
    }

    /// Makes all entries durable in one transaction.
    func save(_ entries: [JournalEntry]) throws {
        guard !entries.isEmpty else { return }
        try database.write { db in
            for entry in entries {
                try db.execute(
                    sql: "INSERT OR REPLACE INTO document (key, path, state, dossier, entry) VALUES (?, ?, ?, ?, ?)",
                    arguments: [
                        entry.key, entry.path, entry.state.rawValue, entry.dossier, try CanonicalJSON.line(entry),
                    ])
            }
        }
    }

    // MARK: runs

    /// Notes that a run has begun and returns its number.
    func begin(_ run: RunRecord) throws -> Int64 {
        try database.write { db in
            try db.execute(sql: "INSERT INTO run (entry) VALUES (?)", arguments: [try CanonicalJSON.line(run)])
            return db.lastInsertedRowID
        }
    }

    func finish(run id: Int64, _ run: RunRecord) throws {
        try database.write { db in
            try db.execute(
                sql: "UPDATE run SET entry = ? WHERE id = ?", arguments: [try CanonicalJSON.line(run), id])
        }
    }

    func lastRun() throws -> RunRecord? {
        try database.read { db in
            try String.fetchOne(db, sql: "SELECT entry FROM run ORDER BY id DESC LIMIT 1").map(Self.decode)
        }
    }

    // MARK: blobs

    /// Writes blobs so that they are complete on disk when this returns: one group sync for all of them.
    func store(_ blobs: [(key: String, blob: Blob, bytes: [UInt8])]) throws {
        guard !blobs.isEmpty else { return }
        for item in blobs {
            let target = path(item.key, item.blob)
            // A kill may have left either name behind; no row speaks of them.
            try removeIfPresent(target + ".new")
            try disk.writeNewFile(target + ".new", item.bytes, mode: .normal)
            try disk.replace(target, with: target + ".new")
        }
        try disk.syncFileSystem(containing: workFolder)
    }

    /// A blob as it was stored; nil when it is missing or its SHA-256 (hex) is not `digest`, so that damage on the way is
    /// never signed or filed.
    func load(_ key: String, _ blob: Blob, digest: String) throws -> [UInt8]? {
        guard try disk.kind(of: path(key, blob)) == .file else { return nil }
        let bytes = try disk.read(path(key, blob))
        return SHA256.hex(bytes) == digest ? bytes : nil
    }

    /// Removes the blobs of a document that has reached the vault.
    func discard(_ key: String) throws {
        for blob in Blob.allCases { try removeIfPresent(path(key, blob)) }
    }

    private func removeIfPresent(_ path: String) throws {
        if try disk.kind(of: path) != nil { try disk.removeFile(path) }
    }

    private func path(_ key: String, _ blob: Blob) -> String { "\(workFolder)/\(key).\(blob.rawValue).pdf" }

    private static func decode<T: Decodable>(_ text: String) throws -> T {
        try CanonicalJSON.decode(T.self, from: Array(text.utf8))
    }
}
