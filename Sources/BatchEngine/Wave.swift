import Diagnostics
import Extraction
import FoundationEssentials
import PKI
import Records
import Vault

/// A few dozen documents on their way together: admitted, captured, described, signed, filed.
struct Wave {
    let run: BatchRun
    /// The batch folder.
    let root: String

    /// One document of the wave and how far it has come.
    private struct Item: Sendable {
        var source: SourceDocument
        var manifestFindings: [Finding]
        /// Further paths with the same bytes.
        var twins: [String] = []
        var entry: JournalEntry
        /// The base revision, once there is one.
        var base: [UInt8] = []
        /// What is filed, once the agency has signed.
        var result: [UInt8] = []
    }

    /// Takes the documents as far as they go. Items that were not begun because of a stop are left for the next run.
    func process(_ entries: [BatchFolder.Entry], _ tally: inout Tally) throws {
        let admitted = try admit(entries, &tally)
        let captured = try capture(admitted, &tally)
        let described = try describe(captured, &tally)
        try file(try sign(described), &tally)
    }

    // MARK: admission

    /// Reads the files, finds each in the journal, and settles what is filed already or repeats another.
    private func admit(_ entries: [BatchFolder.Entry], _ tally: inout Tally) throws -> [Item] {
        for entry in entries {
            guard let obstacle = entry.obstacle else { continue }
            run.settle(entry.path, twins: [], key: "path:" + entry.path, .rejected, [obstacle], nil, &tally)
        }
        let entries = entries.filter { $0.obstacle == nil }
        let sources = try parallel(entries, stoppable: true) { entry in try read(entry) }
        let pairs = zip(entries, sources).compactMap { entry, source in source.map { (entry, $0) } }
        let keys = pairs.map { key(of: $1) }
        let known = try run.journal.entries(keys: keys)
        var items: [Item] = []
        var positions: [String: Int] = [:]
        for (entry, source) in pairs {
            guard let source else {
                run.settle(
                    entry.path, twins: [], key: "path:" + entry.path, .rejected, [Self.unreadable(entry.path)], nil,
                    &tally)
                continue
            }
            let key = key(of: source)
            if let dossier = source.dossier { tally.dossiers.insert(dossier) }
            if let outcome = tally.outcomes[key] {
                run.repeated(entry.path, of: nil, outcome, known[key]?.receipt, &tally)
            } else if let position = positions[key] {
                items[position].twins.append(entry.path)
            } else if tally.pending[key] != nil {
                tally.pending[key]?.twins.append(entry.path)
            } else if let row = known[key], row.state == .filed {
                run.settle(entry.path, twins: [], key: key, .alreadyFiled, [], row.receipt, &tally)
            } else if known[key] == nil, let receipt = try run.setting.vault.receipt(forKey: key) {
                // The journal is younger than the vault (it was lost, or the vault was restored): the vault is right.
                run.settle(entry.path, twins: [], key: key, .alreadyFiled, [], receipt, &tally)
            } else {
                positions[key] = items.count
                let fresh = JournalEntry(
                    key: key, path: entry.path, sha256: source.sha256, dossier: source.dossier, state: .rejected)
                items.append(
                    Item(source: source, manifestFindings: entry.manifestFindings, entry: known[key] ?? fresh))
            }
        }
        return items
    }

    /// The file's bytes; an inner nil when it cannot be read.
    private func read(_ entry: BatchFolder.Entry) throws -> SourceDocument? {
        guard let data = FileManager.default.contents(atPath: root + "/" + entry.path) else { return nil }
        let bytes = [UInt8](data)
        return SourceDocument(
            path: entry.path, bytes: bytes, sha256: SHA256.hex(bytes), dossier: entry.dossier, manifest: entry.manifest)
    }

    /// What makes two documents the same: their bytes; for a component also the dossier, since an identity card handed in
    /// for two dossiers belongs into both.
    private func key(of source: SourceDocument?) -> String {
        guard let source else { return "" }
        guard let type = source.manifest?[.documentType], let dossier = source.dossier,
            run.setting.profile.documentTypes[type]?.role == .component
        else { return source.sha256 }
        return SHA256.hex(Array("\(source.sha256) \(dossier)".utf8))
    }

    // MARK: capture

    /// The base revision of each document: signed now, or taken from the journal when an earlier run had signed it.
    private func capture(_ items: [Item], _ tally: inout Tally) throws -> [Item] {
        let steps = try parallel(items, stoppable: true) { item -> (Item, [Finding]?, isNew: Bool) in
            var item = item
            if let capture = item.entry.capture {
                if let base = try run.journal.load(item.entry.key, .capture, digest: capture.baseDigest) {
                    item.base = base
                    return (item, nil, false)
                }
                // Damaged or lost on the way. Nothing of it is in the vault yet, so it is made again from the master.
                (item.entry.capture, item.entry.identified, item.entry.resultDigest) = (nil, nil, nil)
            }
            switch try Self.guarded(item.source.path, { try run.line.capture(item.source) }) {
            case .failure(let rejection): return (item, [rejection.finding], false)
            case .success(.setAside(let findings)): return (item, findings, false)
            case .success(.signed(let capture, let pdf)):
                item.entry.capture = capture
                item.entry.state = .captured
                item.base = pdf
                return (item, nil, true)
            }
        }.compactMap { $0 }
        let new = steps.filter(\.isNew).map(\.0)
        try run.journal.store(new.map { ($0.entry.key, .capture, $0.base) })
        try run.journal.save(new.map(\.entry))
        var passed: [Item] = []
        for (item, findings, _) in steps {
            if let findings { try reject(item, findings, &tally) } else { passed.append(item) }
        }
        return passed
    }

    // MARK: description and identification

    /// Fields, then code and seal; what needs a person or a dossier leaves the wave here.
    private func describe(_ items: [Item], _ tally: inout Tally) throws -> [Item] {
        let steps = try parallel(items) { item -> (Item, [Finding]?) in
            var item = item
            guard let capture = item.entry.capture else { return (item, []) }
            // A seal that was made stays: its symbol may be on a signed page already.
            if item.entry.identified != nil { return (item, nil) }
            let answer = try Self.guarded(item.source.path) {
                let described = try run.line.describe(
                    item.source, item.manifestFindings, capture, pdf: item.base, confirmed: item.entry.confirmed)
                item.entry.described = described
                item.entry.dossier = described.dossier ?? item.entry.dossier
                item.entry.findings = capture.findings + described.findings
                if item.entry.findings.contains(where: { $0.consequence >= .review }) {
                    item.entry.state = .review
                } else if run.line.isComponent(described), item.entry.dossier != nil {
                    item.entry.state = .dossierPending
                } else {
                    item.entry.identified = try run.line.identify(described, capture, source: item.source)
                    item.entry.state = .identified
                }
            }
            if case .failure(let rejection) = answer { return (item, [rejection.finding]) }
            return (item, nil)
        }.compactMap { $0 }
        try run.journal.save(steps.filter { $0.1 == nil }.map(\.0.entry))
        var passed: [Item] = []
        for (item, failure) in steps {
            if let failure {
                try reject(item, failure, &tally)
                continue
            }
            switch item.entry.state {
            case .review:
                settle(item, .needsReview, item.entry.findings, nil, &tally)
            case .dossierPending:
                guard let dossier = item.entry.dossier else { continue }
                tally.dossiers.insert(dossier)
                tally.pending[item.entry.key] = Tally.PendingComponent(
                    path: item.source.path, twins: item.twins, dossier: dossier, entry: item.entry)
            default:
                if let dossier = item.entry.dossier { tally.dossiers.insert(dossier) }
                passed.append(item)
            }
        }
        return passed
    }

    // MARK: the agency's signature

    private func sign(_ items: [Item]) throws -> [Item] {
        let steps = try parallel(items) { item -> (Item, isNew: Bool) in
            var item = item
            if item.entry.state == .signed, let digest = item.entry.resultDigest,
                let result = try run.journal.load(item.entry.key, .result, digest: digest)
            {
                item.result = result
                return (item, false)
            }
            guard let identified = item.entry.identified, let capture = item.entry.capture else { return (item, false) }
            item.result = try run.line.sign(identified, capture, base: item.base)
            item.entry.resultDigest = SHA256.hex(item.result)
            item.entry.state = .signed
            return (item, true)
        }.compactMap { $0 }
        let new = steps.filter(\.isNew).map(\.0)
        try run.journal.store(new.map { ($0.entry.key, .result, $0.result) })
        try run.journal.save(new.map(\.entry))
        return steps.map(\.0)
    }

    // MARK: filing

    private func file(_ items: [Item], _ tally: inout Tally) throws {
        let filings = items.compactMap { item in
            item.entry.identified.map {
                run.line.filing($0, result: item.result, source: item.source, key: item.entry.key)
            }
        }
        guard !filings.isEmpty else { return }
        let receipts = try run.setting.vault.file(filings, at: run.setting.clock())
        var filed = items
        for index in filed.indices {
            filed[index].entry.receipt = receipts[index]
            filed[index].entry.state = .filed
        }
        try run.journal.save(filed.map(\.entry))
        for item in filed {
            try run.journal.discard(item.entry.key)
            settle(item, .filed, item.entry.findings, item.entry.receipt, &tally)
        }
    }

    // MARK: what the steps share

    /// - Parameter stoppable: whether a stop leaves elements unbegun (nil); what is captured is always finished.
    private func parallel<Element: Sendable, Output: Sendable>(
        _ elements: [Element], stoppable: Bool = false, _ body: @escaping @Sendable (Element) throws -> Output
    ) throws -> [Output?] {
        try parallelMap(
            elements, width: run.setting.jobs, shouldStop: { stoppable && run.setting.shouldStop() }, body)
    }

    /// Trouble with one document is a finding; trouble with the disk, the keys or the profile stops the batch.
    private static func guarded<Value>(_ path: String, _ body: () throws -> Value) throws -> Result<Value, Rejection> {
        do {
            return .success(try body())
        } catch let failure as any UserFacingError where failure.kind == .input || failure.kind == .internal {
            return .failure(Rejection(finding: Finding(failure.codeName, .reject, failure.what)))
        }
    }

    private func reject(_ item: Item, _ findings: [Finding], _ tally: inout Tally) throws {
        var entry = item.entry
        entry.state = .rejected
        entry.findings = findings
        try run.journal.save([entry])
        settle(item, .rejected, findings, nil, &tally)
    }

    private func settle(
        _ item: Item, _ outcome: Outcome, _ findings: [Finding], _ receipt: Receipt?, _ tally: inout Tally
    ) {
        run.settle(item.source.path, twins: item.twins, key: item.entry.key, outcome, findings, receipt, &tally)
    }

    private static func unreadable(_ path: String) -> Finding {
        Finding(
            "FILE_UNREADABLE", .reject,
            Bilingual(vi: "Không đọc được tệp “\(path)”.", en: "The file “\(path)” cannot be read."))
    }
}

/// Why one document cannot go on.
struct Rejection: Error {
    var finding: Finding
}
