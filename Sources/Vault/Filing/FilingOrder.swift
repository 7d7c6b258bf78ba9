import DurableIO
import FoundationEssentials
import OCFL
import PKI
import Records

extension Vault {
    /// Files new objects, all durable when this returns.
    ///
    /// The order is what makes a crash harmless at every instant: write everything in staging; note the intent in the
    /// ledger; sync; rename into place; sync; enter in the ledger (one transaction, which also strikes the intent);
    /// index. Opening the vault again finishes or undoes whatever was in flight.
    ///
    /// - Returns: a receipt for each filing, in order; `alreadyFiled` when its key had been filed with the same bytes.
    /// - Throws: `conflict` when a key was filed with other bytes or the URN is taken, `invalidFiling`, or the disk's
    ///   error. When it throws nothing was acknowledged; filing the same again is always safe.
    public func file(_ filings: [Filing], at instant: Date) throws -> [Receipt] {
        try submit(filings.map(Submission.init), at: instant)
    }

    /// Adds a version to existing objects, in the same order and with the same promises as ``file(_:at:)``. Two
    /// amendments of one object go in two calls.
    ///
    /// - Throws: `noSuchObject`, and what ``file(_:at:)`` throws.
    public func amend(_ amendments: [Amendment], at instant: Date) throws -> [Receipt] {
        try submit(amendments.map(Submission.init), at: instant)
    }

    /// The receipt of the filing or amendment made under `key`; nil when there was none.
    public func receipt(forKey key: String) throws -> Receipt? {
        try ledger.filed(key: key)?.receipt
    }

    private func submit(_ submissions: [Submission], at instant: Date) throws -> [Receipt] {
        try requireWriting()
        return try writer.withLock { state in
            guard !state.isInterrupted else {
                throw VaultError(
                    .interrupted, .storage, vi: "Lần ghi trước vào kho \(path) đã lỗi giữa chừng.",
                    en: "The last write to the vault \(path) failed half-way.",
                    remedy: .init(vi: "Mở lại kho để phục hồi.", en: "Reopen the vault: it recovers by itself."))
            }
            var known: [String: FiledEntry] = [:]
            var fresh: [Submission] = []
            var freshKeys: [String: Submission] = [:]
            for submission in submissions {
                if let filed = try ledger.filed(key: submission.key) {
                    try submission.check(against: (filed.urn, filed.submission))
                    known[submission.key] = filed
                } else if let twin = freshKeys[submission.key] {
                    try submission.check(against: (twin.urn, twin.digest))
                } else {
                    freshKeys[submission.key] = submission
                    fresh.append(submission)
                }
            }
            let entered = try publish(fresh, at: instant, &state)
            var acknowledged = Set<String>()
            return try submissions.map { submission in
                if let filed = known[submission.key] { return filed.receipt }
                guard var receipt = entered[submission.key]?.receipt else {
                    throw VaultError.noSuchObject(submission.urn.rawValue)
                }
                receipt.alreadyFiled = !acknowledged.insert(submission.key).inserted
                return receipt
            }
        }
    }

    private func publish(
        _ submissions: [Submission], at instant: Date, _ state: inout WriterState
    ) throws -> [String: FiledEntry] {
        if submissions.isEmpty { return [:] }
        guard Set(submissions.map(\.urn)).count == submissions.count else {
            throw VaultError.conflict(
                submissions[0].key, vi: "một đối tượng xuất hiện hai lần trong lô", en: "an object twice in a batch")
        }
        let time = VietnamTime.iso8601(instant)
        state.batches += 1
        let stage = "\(staging)/batch-\(state.batches)"
        // A failure to clean up is of no consequence: opening the vault clears the staging directory.
        defer { try? disk.removeTree(stage) }
        try disk.makeDirectory(stage)
        var staged: [StagedVersion] = []
        var entries: [FiledEntry] = []
        for (number, submission) in submissions.enumerated() {
            let version = try self.stage(submission, in: "\(stage)/\(number)", time: time)
            staged.append(version)
            entries.append(try FiledEntry(submission, version, filedAt: time))
        }
        try ledger.intend(entries)
        state.isInterrupted = true
        try root.publish(staged)
        let head = try ledger.enter(entries)
        let rows = try zip(submissions, staged).map { submission, version in
            try IndexEntry(
                inventory: version.inventory, digest: version.inventoryDigest, record: submission.recordBytes())
        }
        try index.put(rows, ledgerHead: head)
        state.isInterrupted = false
        return Dictionary(entries.map { ($0.key, $0) }, uniquingKeysWith: { first, _ in first })
    }

    private func stage(_ submission: Submission, in directory: String, time: String) throws -> StagedVersion {
        let user = Inventory.User(name: identity.name, address: "urn:sohoa:vault:\(identity.id)")
        let existing = try root.object(submission.urn.rawValue)
        let ingestion = PreservationEvent(
            type: .ingestion, time: time, agent: PreservationAgent(name: "sohoa", kind: .software),
            detail: submission.reason)
        let events = submission.events + [ingestion]
        guard !submission.files.contains(where: { ObjectFile.ours.contains($0.path) }) else {
            throw VaultError.invalidFiling(
                submission.urn.rawValue, vi: "record.json và premis.xml do kho ghi",
                en: "record.json and premis.xml are written by the vault")
        }
        var files = submission.files + [VaultFile(path: ObjectFile.record, bytes: try submission.recordBytes())]
        var kept: [OCFLObject.File] = []
        var earlier = PremisDocument.Earlier()
        if submission.isAmendment {
            guard let existing else { throw VaultError.noSuchObject(submission.urn.rawValue) }
            let replaced = Set(files.map(\.path)).union(submission.removed).union([ObjectFile.premis])
            kept = existing.files().filter { !replaced.contains($0.path) }
            earlier = PremisDocument.Earlier(try existing.read(ObjectFile.premis))
        } else if existing != nil {
            throw VaultError.conflict(
                submission.key, vi: "\(submission.urn) đã có trong kho", en: "\(submission.urn) is in the vault already"
            )
        }
        let objects = try kept.map { file in
            let size = try existing.map { try $0.size(of: file.path) } ?? 0
            return PremisDocument.File(path: file.path, sha256: file.sha256, size: size)
        }
        let premis = PremisDocument(
            urn: submission.urn.rawValue, vault: identity.id,
            files: (objects + files.map { .init(path: $0.path, sha256: SHA256.hex($0.bytes), size: $0.bytes.count) })
                .sorted { $0.path < $1.path },
            events: events, earlier: earlier)
        files.append(VaultFile(path: ObjectFile.premis, bytes: Array(premis.xml.utf8)))
        let change = VersionChange(
            files: files.map { .init(path: $0.path, bytes: $0.bytes) }, removed: submission.removed, created: time,
            message: submission.reason, user: user)
        if submission.isAmendment, let existing {
            return try root.stage(nextVersionOf: existing, change, in: directory)
        }
        return try root.stage(newObject: submission.urn.rawValue, change, in: directory)
    }
}
