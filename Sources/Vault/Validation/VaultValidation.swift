import GRDB
import OCFL
import Records

extension Vault {
    /// Checks everything: every byte of the OCFL root against its digests, every ledger row against the chain, and that
    /// objects, ledger and index say the same. Reads the whole store. A vault opened to read beside a writer may show a
    /// batch in flight.
    ///
    /// - Throws: only when something cannot be read at all; what is wrong is returned.
    public func validate() throws -> VaultReport {
        var report = VaultReport()
        let filed = try checkLedger(&report)
        var missing = filed
        var indexed = try indexedEntries(&report)
        let ocfl = try root.validate { object in
            missing[object.id] = nil
            compare(object, filed[object.id] ?? [:], &report)
            guard let entry = try? IndexEntry(reading: object) else {
                report.add(
                    .objects, "RECORD_UNREADABLE", place(object.path), vi: "record.json không đọc được.",
                    en: "record.json cannot be read.")
                return
            }
            if indexed.removeValue(forKey: object.id) != entry {
                report.add(
                    .index, "INDEX_DIFFERS", object.id, vi: "Chỉ mục khác đối tượng.",
                    en: "The index does not say what the object says.")
            }
        }
        (report.objects, report.files, report.bytes) = (ocfl.objects, ocfl.files, ocfl.bytes)
        for finding in ocfl.findings {
            report.findings.append(
                VaultFinding(
                    area: .objects, code: finding.code, place: place("\(root.path)/\(finding.path)"),
                    message: finding.message))
        }
        for urn in missing.keys.sorted() {
            report.add(
                .objects, "OBJECT_MISSING", urn, vi: "Sổ kho có nhưng không thấy đối tượng.",
                en: "The ledger has it, the store does not.")
        }
        for urn in indexed.keys.sorted() {
            report.add(
                .index, "INDEX_STRAY", urn, vi: "Chỉ mục có nhưng không thấy đối tượng.",
                en: "The index has it, the store does not.")
        }
        return report
    }

    /// Checks an object's versions against the receipts given for them.
    private func compare(_ object: OCFLObject, _ filed: [String: String], _ report: inout VaultReport) {
        for version in object.inventory.versions.keys.sorted() {
            guard let number = VersionNumber(version) else { continue }
            guard let digest = filed[version] else {
                report.add(
                    .ledger, "OBJECT_NOT_IN_LEDGER", "\(object.id) \(version)", vi: "Sổ kho không có phiên bản này.",
                    en: "The ledger does not have this version.")
                continue
            }
            if object.inventoryDigest(of: number) != digest {
                report.add(
                    .objects, "RECEIPT_DIFFERS", place("\(object.path)/\(version)/inventory.json"),
                    vi: "Bản kê không phải bản đã ghi trong biên nhận.",
                    en: "The inventory is not the one that the receipt names.")
            }
        }
        for version in filed.keys.sorted() where object.inventory.versions[version] == nil {
            report.add(
                .objects, "VERSION_MISSING", "\(object.id) \(version)", vi: "Thiếu phiên bản có trong sổ kho.",
                en: "A version that the ledger has is missing.")
        }
    }

    private func indexedEntries(_ report: inout VaultReport) throws -> [String: IndexEntry] {
        do {
            for problem in try index.integrityProblems() {
                report.add(.index, "INDEX_DAMAGED", "index.db", vi: problem, en: problem)
            }
            let entries = try index.entries(sql: "SELECT * FROM object", [])
            return Dictionary(entries.map { ($0.urn, $0) }, uniquingKeysWith: { first, _ in first })
        } catch let error as VaultError {
            report.add(.index, "INDEX_DAMAGED", "index.db", vi: error.what.vi, en: error.what.en)
            return [:]
        }
    }

    /// A path from the vault's folder.
    private func place(_ absolute: String) -> String {
        absolute.hasPrefix("\(path)/") ? String(absolute.dropFirst(path.count + 1)) : absolute
    }
}

extension SearchIndex {
    /// What SQLite says is wrong with the file, and whether the full-text rows are those of the objects.
    func integrityProblems() throws -> [String] {
        try database(path) {
            try pool.read { db in
                var problems = try String.fetchAll(db, sql: "PRAGMA integrity_check(20)").filter { $0 != "ok" }
                let rows = try Row.fetchCursor(
                    db,
                    sql: "SELECT urn, object.words AS words, folded.words AS folded FROM object "
                        + "LEFT JOIN folded ON folded.rowid = object.id")
                while let row = try rows.next() {
                    let (words, folded): (String, String?) = (row["words"], row["folded"])
                    if folded != SearchWords.folded(words) { problems.append("full text of \(row["urn"] as String)") }
                }
                return problems
            }
        }
    }
}
