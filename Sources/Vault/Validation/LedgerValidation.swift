import GRDB
import Records

extension Vault {
    /// Checks the chain of the ledger and the tables that follow from it.
    ///
    /// - Returns: what was filed: URN → version → inventory digest.
    func checkLedger(_ report: inout VaultReport) throws -> [String: [String: String]] {
        var check = LedgerCheck()
        do {
            try ledger.forEachRow { check.visit($0) }
            check.compare(try ledger.projections())
            for problem in try ledger.integrityProblems() { check.add("LEDGER_DAMAGED", "ledger.db", problem, problem) }
            if try !ledger.intentions().isEmpty, access == .readWrite {
                check.add("LEDGER_INTENT", "ledger.db", "còn lô đang dở", "a batch is still in flight")
            }
        } catch let error as VaultError {
            check.add("LEDGER_DAMAGED", "ledger.db", error.what.vi, error.what.en)
        }
        (report.ledgerRows, report.ledgerHash) = (check.rows, check.hash)
        report.findings += check.findings
        return check.filed
    }
}

/// Follows the chain row by row.
private struct LedgerCheck {
    var rows = 0
    var hash = LedgerEntry.noPrevious
    var filed: [String: [String: String]] = [:]
    var findings: [VaultFinding] = []
    private var keys: Set<Ledger.Projection> = []

    mutating func add(_ code: String, _ place: String, _ vi: String, _ en: String) {
        findings.append(
            VaultFinding(area: .ledger, code: code, place: place, message: .init(vi: vi + ".", en: en + ".")))
    }

    mutating func visit(_ entry: LedgerEntry) {
        rows += 1
        let place = "row \(entry.sequence)"
        if entry.sequence != rows || entry.previous != hash {
            add("LEDGER_CHAIN", place, "không nối với dòng trước", "it does not follow the row before")
            rows = entry.sequence
        }
        if entry.hash != entry.expectedHash {
            add("LEDGER_CHAIN", place, "nội dung không khớp mã băm", "the row does not match its hash")
        }
        hash = entry.hash
        if !read(entry) { add("LEDGER_ROW", place, "không đọc được", "it cannot be read") }
    }

    /// Takes in what the row says; false when it says nothing that is known.
    private mutating func read(_ entry: LedgerEntry) -> Bool {
        switch LedgerEntry.Kind(rawValue: entry.kind) {
        case .created: return true
        case .filed:
            guard let body = try? Ledger.decode(FiledEntry.self, entry.body) else { return false }
            filed[body.urn.rawValue, default: [:]][body.version] = body.inventory
            keys.insert(.init(table: "filed", sequence: entry.sequence, values: [body.key]))
            return true
        case .serial:
            guard let body = try? Ledger.decode(SerialEntry.self, entry.body) else { return false }
            keys.insert(
                .init(table: "serial", sequence: entry.sequence, values: [body.scope, body.key, String(body.value)]))
            return true
        case nil: return false
        }
    }

    mutating func compare(_ projections: [Ledger.Projection]) {
        for odd in keys.symmetricDifference(projections).sorted(by: { $0.sequence < $1.sequence }) {
            add(
                "LEDGER_LOOKUP", "\(odd.table) row \(odd.sequence)", "bảng tra không khớp sổ",
                "the lookup table does not agree with the ledger")
        }
    }
}

extension Ledger {
    /// A row of `filed` or `serial`.
    struct Projection: Hashable {
        var table: String
        var sequence: Int
        var values: [String]
    }

    /// Every row of the ledger, in order.
    func forEachRow(_ body: (LedgerEntry) -> Void) throws {
        try database(path) {
            try queue.read { db in
                let rows = try Row.fetchCursor(db, sql: "SELECT * FROM entry ORDER BY sequence")
                while let row = try rows.next() {
                    body(
                        LedgerEntry(
                            sequence: row["sequence"], time: row["time"], kind: row["kind"], body: row["body"],
                            previous: row["previous"], hash: row["hash"]))
                }
            }
        }
    }

    /// The lookup tables.
    func projections() throws -> [Projection] {
        try database(path) {
            try queue.read { db in
                try Row.fetchAll(db, sql: "SELECT * FROM filed").map {
                    Projection(table: "filed", sequence: $0["sequence"], values: [$0["key"]])
                }
                    + Row.fetchAll(db, sql: "SELECT * FROM serial").map {
                        let value: Int = $0["value"]
                        return Projection(
                            table: "serial", sequence: $0["sequence"], values: [$0["scope"], $0["key"], String(value)])
                    }
            }
        }
    }

    /// What SQLite says is wrong with the file.
    func integrityProblems() throws -> [String] {
        try database(path) {
            try queue.read { try String.fetchAll($0, sql: "PRAGMA integrity_check(20)") }.filter { $0 != "ok" }
        }
    }
}
