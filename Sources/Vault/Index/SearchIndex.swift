import DurableIO
import GRDB
import Records

/// `index.db`: everything searchable. Its rows follow from the OCFL objects; losing it loses nothing, so it is written
/// with `synchronous = NORMAL`.
struct SearchIndex: Sendable {
    let path: String
    let pool: any DatabaseWriter

    /// Raised with every change of the schema or of what an entry holds: an index of another make is rebuilt.
    static let schemaVersion = 1

    private static let schema = """
        CREATE TABLE object (
            id INTEGER PRIMARY KEY, urn TEXT NOT NULL UNIQUE, kind TEXT NOT NULL, version TEXT NOT NULL,
            inventoryDigest TEXT NOT NULL, contentDigest TEXT NOT NULL, filedAt TEXT NOT NULL, code TEXT NOT NULL,
            type TEXT, title TEXT NOT NULL, number TEXT, notation TEXT, numberAndNotation TEXT, issuedDate TEXT,
            validUntil TEXT, agency TEXT NOT NULL, dossier TEXT, status TEXT NOT NULL, replacedBy TEXT,
            sensitivity TEXT NOT NULL, dueDate TEXT, baseDigest TEXT, baseLength INTEGER, sealCode TEXT,
            sealKey TEXT, record TEXT NOT NULL, words TEXT NOT NULL
        ) STRICT;
        CREATE INDEX object_code ON object (code COLLATE NOCASE);
        CREATE INDEX object_number ON object (number COLLATE NOCASE);
        CREATE INDEX object_numberAndNotation ON object (numberAndNotation COLLATE NOCASE);
        CREATE INDEX object_dossier ON object (dossier COLLATE NOCASE);
        CREATE INDEX object_sealKey ON object (sealKey);
        CREATE INDEX object_baseDigest ON object (baseDigest);
        CREATE INDEX object_dueDate ON object (dueDate);
        CREATE TABLE owner (
            object INTEGER NOT NULL REFERENCES object ON DELETE CASCADE, position INTEGER NOT NULL,
            type TEXT NOT NULL, ownerId TEXT NOT NULL, name TEXT NOT NULL, role TEXT NOT NULL,
            PRIMARY KEY (object, position)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX owner_ownerId ON owner (ownerId);
        CREATE TABLE digest (
            object INTEGER NOT NULL REFERENCES object ON DELETE CASCADE, role TEXT NOT NULL, sha256 TEXT NOT NULL,
            name TEXT NOT NULL, PRIMARY KEY (object, role, name, sha256)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX digest_sha256 ON digest (sha256);
        CREATE VIRTUAL TABLE folded USING fts5(words, tokenize = 'unicode61 remove_diacritics 2');
        CREATE TABLE progress (ledgerHead INTEGER NOT NULL) STRICT;
        """

    /// Opens the index; a writer makes a missing one anew, throws away one that SQLite cannot read, and empties one of
    /// another make. Whether it is complete, ``ledgerHead()`` tells.
    init(opening path: String, access: Vault.Access, on disk: any FileSystem) throws {
        self.path = path
        guard access == .readWrite else {
            pool = try database(path) { try Self.connect(path, readonly: true) }
            return
        }
        do {
            pool = try Self.prepared(path)
        } catch let error as DatabaseError
            where [.SQLITE_CORRUPT, .SQLITE_NOTADB].contains(error.resultCode)
        {
            for suffix in ["", "-wal", "-shm"] where try disk.kind(of: path + suffix) != nil {
                try disk.removeFile(path + suffix)
            }
            pool = try database(path) { try Self.prepared(path) }
        } catch let error as DatabaseError {
            // Said as every error of a database is: which file, and what to do.
            try database(path) { () throws -> Void in throw error }
            throw error
        }
    }

    private static func connect(_ path: String, readonly: Bool) throws -> any DatabaseWriter {
        var configuration = Configuration()
        configuration.readonly = readonly
        configuration.busyMode = .timeout(10)
        configuration.foreignKeysEnabled = true
        return try readonly
            ? DatabaseQueue(path: path, configuration: configuration)
            : DatabasePool(path: path, configuration: configuration)
    }

    private static func prepared(_ path: String) throws -> any DatabaseWriter {
        let pool = try connect(path, readonly: false)
        try pool.write { db in
            if try Int.fetchOne(db, sql: "PRAGMA user_version") != schemaVersion { try rebuildSchema(db) }
        }
        return pool
    }

    /// Drops every table and makes the empty ones.
    static func rebuildSchema(_ db: Database) throws {
        for table in ["digest", "owner", "object", "folded", "progress"] {
            try db.execute(sql: "DROP TABLE IF EXISTS \(table)")
        }
        try db.execute(sql: schema + "PRAGMA user_version = \(schemaVersion);")
    }

    /// The ledger row up to which objects are indexed; nil in an index that was never filled.
    func ledgerHead() throws -> Int? {
        try database(path) { try pool.read { try Int.fetchOne($0, sql: "SELECT ledgerHead FROM progress") } }
    }

    /// Adds or replaces entries, in one transaction with the ledger row that they reach to.
    func put(_ entries: [IndexEntry], ledgerHead: Int) throws {
        try database(path) {
            try pool.write { db in
                for entry in entries { try Self.put(entry, db) }
                try Self.setProgress(ledgerHead, db)
            }
        }
    }

    /// Replaces the whole index by what `fill` puts, in one transaction: readers see the old one until then.
    func rebuild(ledgerHead: Int, _ fill: ((IndexEntry) throws -> Void) throws -> Void) throws {
        try database(path) {
            try pool.write { db in
                try Self.rebuildSchema(db)
                try fill { try Self.put($0, db) }
                try Self.setProgress(ledgerHead, db)
            }
        }
    }

    private static func setProgress(_ ledgerHead: Int, _ db: Database) throws {
        try db.execute(sql: "DELETE FROM progress")
        try db.execute(sql: "INSERT INTO progress (ledgerHead) VALUES (?)", arguments: [ledgerHead])
    }

    private static func put(_ entry: IndexEntry, _ db: Database) throws {
        if let old = try Int64.fetchOne(db, sql: "SELECT id FROM object WHERE urn = ?", arguments: [entry.urn]) {
            try db.execute(sql: "DELETE FROM folded WHERE rowid = ?", arguments: [old])
            try db.execute(sql: "DELETE FROM object WHERE id = ?", arguments: [old])
        }
        let columns = entry.columns
        let names = columns.map(\.name).joined(separator: ", ")
        let marks = columns.map { _ in "?" }.joined(separator: ", ")
        try db.execute(
            sql: "INSERT INTO object (\(names)) VALUES (\(marks))", arguments: StatementArguments(columns.map(\.value)))
        let id = db.lastInsertedRowID
        for (position, owner) in entry.owners.enumerated() {
            try db.execute(
                sql: "INSERT INTO owner VALUES (?, ?, ?, ?, ?, ?)",
                arguments: [id, position, owner.type.rawValue, owner.id, owner.name, owner.role])
        }
        for digest in entry.digests {
            try db.execute(
                sql: "INSERT INTO digest VALUES (?, ?, ?, ?)",
                arguments: [id, digest.role.rawValue, digest.sha256, digest.name])
        }
        try db.execute(
            sql: "INSERT INTO folded (rowid, words) VALUES (?, ?)", arguments: [id, SearchWords.folded(entry.words)])
    }
}
