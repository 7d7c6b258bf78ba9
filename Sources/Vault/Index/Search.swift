import GRDB
import Records

/// One object that a search found.
public struct SearchHit: Sendable, Hashable {
    /// How it was found; better ones come first.
    public enum Match: Int, Sendable, Comparable {
        /// By an identifier: URN, code, number, owner id, dossier, seal code or digest.
        case identifier
        /// Every word stands there as typed, marks included.
        case exact
        /// Every word stands there when marks are ignored.
        case folded

        /// Better matches come first.
        public static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }
    }

    /// How it was found.
    public let match: Match
    /// The object's name.
    public let urn: RecordURN
    /// Result or dossier.
    public let kind: ObjectKind
    /// The newest version: `v1`.
    public let version: String
    /// Result code, or a dossier's code. It may hold a personal id.
    public let code: String
    /// Document type; nil for a dossier.
    public let type: String?
    /// The result's title, or a dossier's procedure.
    public let title: String
    /// As printed: `111/GPXD-UBND`.
    public let numberAndNotation: String?
    /// When the paper was issued.
    public let issuedDate: CivilDate?
    /// Who issued it.
    public let agency: String
    /// Mã hồ sơ it belongs to.
    public let dossier: String?
    /// As stored; a paper past its last day still says in force.
    public let status: RecordStatus
    /// Whose it is.
    public let owners: [Owner]
    /// First day on which disposal may be proposed.
    public let dueDate: CivilDate?
    /// When the newest version was filed, ISO 8601 with +07:00.
    public let filedAt: String

    init?(_ entry: IndexEntry, _ match: Match) {
        guard let urn = RecordURN(rawValue: entry.urn) else { return nil }
        (self.match, self.urn, kind, version) = (match, urn, entry.kind, entry.version)
        (code, type, title) = (entry.code, entry.type, entry.title)
        (numberAndNotation, agency, dossier) = (entry.numberAndNotation, entry.agency, entry.dossier)
        issuedDate = entry.issuedDate.flatMap { CivilDate(iso: $0) }
        status = RecordStatus(rawValue: entry.status) ?? .unknown
        (owners, filedAt) = (entry.owners, entry.filedAt)
        dueDate = entry.dueDate.flatMap { CivilDate(iso: $0) }
    }
}

extension Vault {
    /// Finds objects by what a person types: a URN, result code, dossier code, number (with or without notation), owner
    /// id, seal code, SHA-256 of a file, or Vietnamese words with or without their marks.
    ///
    /// - Parameters:
    ///   - text: words are all demanded; marks left out match any, marks typed put exact hits first.
    ///   - limit: at most this many hits.
    public func search(_ text: String, limit: Int = 100) throws -> [SearchHit] {
        let typed = VietnameseText.nfc(text).split(whereSeparator: \.isWhitespace).joined(separator: " ")
        guard !typed.isEmpty, limit > 0 else { return [] }
        let byIdentifier = try index.entries(identifiedBy: typed, limit: limit)
        var seen = Set(byIdentifier.map(\.urn))
        var hits = byIdentifier.compactMap { SearchHit($0, .identifier) }
        if let match = SearchWords.match(typed) {
            let wanted = Set(SearchWords.tokens(SearchWords.exact([typed])))
            let found = try index.entries(matching: match, limit: max(limit, 1000)).filter {
                seen.insert($0.urn).inserted
            }
            let ranked = found.map { entry in
                (entry, wanted.isSubset(of: SearchWords.tokens(entry.words)) ? SearchHit.Match.exact : .folded)
            }
            for wantedMatch in [SearchHit.Match.exact, .folded] {
                hits += ranked.filter { $0.1 == wantedMatch }.compactMap { SearchHit($0.0, $0.1) }
            }
        }
        return Array(hits.prefix(limit))
    }

    /// The objects of one owner, newest first: the owner's own view of the vault.
    public func objects(ofOwner id: String, limit: Int = 1000) throws -> [SearchHit] {
        try index.entries(
            sql: """
                SELECT * FROM object WHERE id IN (SELECT object FROM owner WHERE ownerId = ?)
                ORDER BY filedAt DESC, id DESC LIMIT ?
                """, [id, limit]
        ).compactMap { SearchHit($0, .identifier) }
    }

    /// The objects that hold a master with this SHA-256 (hex): a source that was filed before.
    public func objects(fromSource sha256: String) throws -> [SearchHit] {
        try index.entries(
            sql: """
                SELECT * FROM object WHERE id IN (SELECT object FROM digest WHERE sha256 = ? AND role = 'source')
                ORDER BY id
                """, [sha256.lowercased()]
        ).compactMap { SearchHit($0, .identifier) }
    }
}

extension SearchIndex {
    /// The entries that `sql` selects from `object`.
    func entries(sql: String, _ arguments: StatementArguments) throws -> [IndexEntry] {
        try database(path) {
            try pool.read { db in
                try Row.fetchAll(db, sql: sql, arguments: arguments).map { try IndexEntry(row: $0, db) }
            }
        }
    }

    func entry(urn: String) throws -> IndexEntry? {
        try entries(sql: "SELECT * FROM object WHERE urn = ?", [urn]).first
    }

    fileprivate func entries(identifiedBy text: String, limit: Int) throws -> [IndexEntry] {
        let seal = IndexEntry.sealKey(text)
        return try entries(
            sql: """
                SELECT * FROM object WHERE id IN (
                    SELECT id FROM object WHERE urn = :text
                    UNION SELECT id FROM object WHERE code = :text COLLATE NOCASE
                    UNION SELECT id FROM object WHERE number = :text COLLATE NOCASE
                    UNION SELECT id FROM object WHERE numberAndNotation = :text COLLATE NOCASE
                    UNION SELECT id FROM object WHERE dossier = :text COLLATE NOCASE
                    UNION SELECT id FROM object WHERE sealKey = :seal AND :seal <> ''
                    UNION SELECT object FROM owner WHERE ownerId = :text AND :text <> ''
                    UNION SELECT object FROM digest WHERE sha256 = :lower)
                ORDER BY filedAt DESC, id DESC LIMIT :limit
                """, ["text": text, "seal": seal, "lower": text.lowercased(), "limit": limit])
    }

    fileprivate func entries(matching match: String, limit: Int) throws -> [IndexEntry] {
        try entries(
            sql: """
                SELECT object.* FROM folded JOIN object ON object.id = folded.rowid WHERE folded MATCH ?
                ORDER BY bm25(folded), object.id LIMIT ?
                """, [match, limit])
    }
}
