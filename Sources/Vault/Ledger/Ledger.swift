import GRDB
import Records

/// `ledger.db`: the truth that OCFL does not hold. SQLite with `synchronous = FULL`, so that a committed transaction
/// survives a power cut; rows are chained by hash and never changed.
///
/// The tables `filed` and `serial` only find rows again: they follow from `entry`, and validation recomputes them.
/// `intent` is the one table that forgets: it says what a batch in flight is about to publish.
struct Ledger: Sendable {
    let path: String
    let queue: DatabaseQueue

    private static let schema = """
        CREATE TABLE entry (
            sequence INTEGER PRIMARY KEY, time TEXT NOT NULL, kind TEXT NOT NULL, body TEXT NOT NULL,
            previous TEXT NOT NULL, hash TEXT NOT NULL UNIQUE
        ) STRICT;
        CREATE TRIGGER entry_never_changes BEFORE UPDATE ON entry BEGIN SELECT RAISE(ABORT, 'append only'); END;
        CREATE TRIGGER entry_never_goes BEFORE DELETE ON entry BEGIN SELECT RAISE(ABORT, 'append only'); END;
        CREATE TABLE filed (key TEXT PRIMARY KEY, sequence INTEGER NOT NULL REFERENCES entry) STRICT;
        CREATE TABLE serial (
            scope TEXT NOT NULL, value INTEGER NOT NULL, key TEXT NOT NULL, sequence INTEGER NOT NULL REFERENCES entry,
            PRIMARY KEY (scope, value), UNIQUE (scope, key)
        ) STRICT;
        CREATE TABLE intent (number INTEGER PRIMARY KEY, body TEXT NOT NULL) STRICT;
        PRAGMA user_version = 1;
        """

    /// Makes the ledger of a new vault; one that an interrupted creation finished stays as it is.
    static func create(at path: String, vault: VaultIdentity) throws {
        let ledger = try Ledger(opening: path, access: .readWrite)
        try database(path) {
            try ledger.queue.write { db in
                guard try Int.fetchOne(db, sql: "PRAGMA user_version") == 0 else { return }
                try db.execute(sql: schema)
                try append(.created, CreatedEntry(vault: vault.id), time: vault.created, db)
            }
        }
    }

    /// Opens the ledger. GRDB chooses `synchronous` by itself when it sets up WAL, so FULL is set after opening, and
    /// checked.
    init(opening path: String, access: Vault.Access) throws {
        self.path = path
        queue = try database(path) {
            var configuration = Configuration()
            configuration.readonly = access == .readOnly
            configuration.busyMode = .timeout(10)
            configuration.foreignKeysEnabled = true
            let queue = try DatabaseQueue(path: path, configuration: configuration)
            if access == .readWrite {
                try queue.writeWithoutTransaction { db in
                    try db.execute(sql: "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL")
                    guard try Int.fetchOne(db, sql: "PRAGMA synchronous") == 2 else {
                        throw DatabaseError(message: "synchronous = FULL was refused")
                    }
                }
            }
            return queue
        }
    }

    /// SQLite's `synchronous` on this connection: 2, FULL, in every ledger opened to write.
    func synchronous() throws -> Int {
        try database(path) { try queue.read { try Int.fetchOne($0, sql: "PRAGMA synchronous") ?? -1 } }
    }

    /// The sequence number of the last row.
    func head() throws -> Int {
        try database(path) { try queue.read { try Self.head($0)?.sequence ?? 0 } }
    }

    /// What was filed under `key`.
    func filed(key: String) throws -> FiledEntry? {
        try database(path) {
            try queue.read { db in
                try String.fetchOne(
                    db, sql: "SELECT body FROM entry JOIN filed USING (sequence) WHERE key = ?", arguments: [key])
            }
        }.map { try Self.decode(FiledEntry.self, $0) }
    }

    /// Everything filed after row `sequence`, in order.
    func filedEntries(after sequence: Int) throws -> [FiledEntry] {
        try database(path) {
            try queue.read { db in
                try String.fetchAll(
                    db, sql: "SELECT body FROM entry WHERE kind = ? AND sequence > ? ORDER BY sequence",
                    arguments: [LedgerEntry.Kind.filed.rawValue, sequence])
            }
        }.map { try Self.decode(FiledEntry.self, $0) }
    }

    /// Notes durably what is about to be published.
    func intend(_ entries: [FiledEntry]) throws {
        try database(path) {
            try queue.write { db in
                for entry in entries {
                    try db.execute(sql: "INSERT INTO intent (body) VALUES (?)", arguments: [CanonicalJSON.line(entry)])
                }
            }
        }
    }

    /// What was announced and neither entered nor given up.
    func intentions() throws -> [FiledEntry] {
        try database(path) {
            try queue.read { try String.fetchAll($0, sql: "SELECT body FROM intent ORDER BY number") }
        }.map { try Self.decode(FiledEntry.self, $0) }
    }

    /// Enters what has been published, strikes all intentions, and returns the new head.
    @discardableResult
    func enter(_ entries: [FiledEntry]) throws -> Int {
        try database(path) {
            try queue.write { db in
                for entry in entries {
                    let sequence = try Self.append(.filed, entry, time: entry.filedAt, db)
                    try db.execute(
                        sql: "INSERT INTO filed (key, sequence) VALUES (?, ?)", arguments: [entry.key, sequence])
                }
                try db.execute(sql: "DELETE FROM intent")
                return try Self.head(db)?.sequence ?? 0
            }
        }
    }

    /// The number given to `key` in `scope`: the one it has, or the next free one, counted from 1.
    func serial(scope: String, key: String, time: String) throws -> Int {
        try database(path) {
            try queue.write { db in
                if let value = try Int.fetchOne(
                    db, sql: "SELECT value FROM serial WHERE scope = ? AND key = ?", arguments: [scope, key])
                {
                    return value
                }
                let last = try Int.fetchOne(
                    db, sql: "SELECT max(value) FROM serial WHERE scope = ?", arguments: [scope])
                let value = (last ?? 0) + 1
                let entry = SerialEntry(scope: scope, key: key, value: value)
                let sequence = try Self.append(.serial, entry, time: time, db)
                try db.execute(
                    sql: "INSERT INTO serial (scope, value, key, sequence) VALUES (?, ?, ?, ?)",
                    arguments: [scope, value, key, sequence])
                return value
            }
        }
    }

    static func decode<T: Decodable>(_ type: T.Type, _ text: String) throws -> T {
        do {
            return try CanonicalJSON.decode(type, from: Array(text.utf8))
        } catch {
            throw VaultError(
                .database, .storage, vi: "Một dòng của sổ kho không đọc được.", en: "A ledger row cannot be read.",
                remedy: .init(vi: "Chạy `sohoa vault validate`.", en: "Run `sohoa vault validate`."))
        }
    }

    private static func head(_ db: Database) throws -> (sequence: Int, hash: String)? {
        try Row.fetchOne(db, sql: "SELECT sequence, hash FROM entry ORDER BY sequence DESC LIMIT 1").map {
            ($0["sequence"], $0["hash"])
        }
    }

    @discardableResult
    private static func append(
        _ kind: LedgerEntry.Kind, _ body: some Encodable, time: String, _ db: Database
    ) throws -> Int {
        let last = try head(db)
        var entry = LedgerEntry(
            sequence: (last?.sequence ?? 0) + 1, time: time, kind: kind.rawValue, body: try CanonicalJSON.line(body),
            previous: last?.hash ?? LedgerEntry.noPrevious, hash: "")
        entry.hash = entry.expectedHash
        try db.execute(
            sql: "INSERT INTO entry (sequence, time, kind, body, previous, hash) VALUES (?, ?, ?, ?, ?, ?)",
            arguments: [entry.sequence, entry.time, entry.kind, entry.body, entry.previous, entry.hash])
        return entry.sequence
    }
}
