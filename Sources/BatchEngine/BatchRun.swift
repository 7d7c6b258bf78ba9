import Diagnostics
import Extraction
import FoundationEssentials
import PKI
import Profiles
import Records
import Signing
import Vault
import Workers

/// One run over one folder. Documents move in waves: within a wave every step runs on all documents in parallel, and what
/// a step made is durable before the next one uses it, so a kill at any instant loses nothing and a resume never signs
/// twice (see ARCHITECTURE.md).
public struct BatchRun: Sendable {
    /// What a run needs from outside.
    public struct Setting: Sendable {
        /// The agency's rules.
        public var profile: Profile
        /// The opened keys.
        public var signers: BatchSigners
        /// Time-stamps and revocation data, for profiles that ask for more than B-B.
        public var services: SignatureServices
        /// Child processes for pixels and text.
        public var workers: WorkerPool
        /// Where results go.
        public var vault: Vault
        /// Documents worked on at once.
        public var jobs: Int
        /// The clock.
        public var clock: @Sendable () -> Date
        /// Turns true when the user wants to stop: no further document is begun.
        public var shouldStop: @Sendable () -> Bool

        /// All parts as given.
        public init(
            profile: Profile, signers: BatchSigners, services: SignatureServices = SignatureServices(),
            workers: WorkerPool, vault: Vault, jobs: Int, clock: @escaping @Sendable () -> Date,
            shouldStop: @escaping @Sendable () -> Bool
        ) {
            (self.profile, self.signers, self.services) = (profile, signers, services)
            (self.workers, self.vault) = (workers, vault)
            (self.jobs, self.clock, self.shouldStop) = (jobs, clock, shouldStop)
        }
    }

    let setting: Setting
    let line: BatchLine
    let journal: Journal
    let tell: @Sendable (BatchEvent) -> Void

    /// A run that reports through `tell`, which is called from one thread at a time.
    /// - Throws: `batch-journal-unusable`, and errors of the font.
    public init(_ setting: Setting, tell: @escaping @Sendable (BatchEvent) -> Void) throws {
        self.setting = setting
        line = try BatchLine(
            profile: setting.profile, signers: setting.signers, services: setting.services, workers: setting.workers,
            vault: setting.vault, clock: setting.clock)
        journal = try Journal(folder: setting.vault.path + "/batch")
        self.tell = tell
    }

    /// Documents of one wave: enough to keep every core busy and to share a sync, few enough that Ctrl-C is answered soon
    /// and memory stays flat.
    private var waveSize: Int { max(8, setting.jobs * 8) }

    /// Digitizes the folder.
    /// - Parameter profilePath: noted so that `resume` finds the profile again.
    /// - Returns: the counts; incomplete (`isComplete` false) when it was told to stop.
    /// - Throws: what stops the batch as a whole (storage, keys, journal); a document's own trouble is a finding.
    public func run(folder: String, profilePath: String) throws -> BatchSummary {
        let started = setting.clock()
        let found = try BatchFolder.read(folder, aliases: setting.profile.agency.manifestAliases)
        var record = RunRecord(
            folder: folder, profile: profilePath, jobs: setting.jobs, startedAt: VietnamTime.iso8601(started))
        let id = try journal.begin(record)
        tell(.started(found: found.entries.count))
        found.notices.forEach { tell(.notice($0)) }

        var tally = Tally(found: found.entries.count)
        var rest = found.entries[...]
        while !rest.isEmpty, !setting.shouldStop() {
            let wave = Array(rest.prefix(waveSize))
            rest = rest.dropFirst(waveSize)
            try Wave(run: self, root: folder).process(wave, &tally)
        }
        try DossierStep(run: self).fileDossiers(&tally)

        tally.summary.seconds = setting.clock().timeIntervalSince(started)
        tally.summary.vault = setting.vault.path
        record.summary = tally.summary
        try journal.finish(run: id, record)
        return tally.summary
    }
}

extension BatchRun {
    /// Reports the outcome of a document, and of further paths with the same bytes: they are filed when it is.
    func settle(
        _ path: String, twins: [String], key: String, _ outcome: Outcome, _ findings: [Finding], _ receipt: Receipt?,
        _ tally: inout Tally
    ) {
        tally.outcomes[key] = outcome
        tally.summary.count(outcome)
        tell(.finished(path: path, outcome: outcome, findings: findings, receipt: receipt))
        for twin in twins { repeated(twin, of: path, outcome, receipt, &tally) }
    }

    /// Reports a path whose bytes another document of this run had.
    func repeated(_ path: String, of first: String?, _ outcome: Outcome, _ receipt: Receipt?, _ tally: inout Tally) {
        let own: Outcome = outcome == .filed ? .alreadyFiled : outcome
        let consequence: Finding.Consequence =
            switch own {
            case .filed, .alreadyFiled: .note
            case .needsReview: .review
            case .rejected: .reject
            }
        let finding = Finding(
            "DUPLICATE_IN_BATCH", consequence,
            Bilingual(
                vi: "Tệp trùng hoàn toàn với \(first.map { "“\($0)”" } ?? "một tệp khác trong lần chạy này").",
                en: "The file is identical to \(first.map { "“\($0)”" } ?? "another file of this run")."))
        tally.summary.count(own)
        tell(.finished(path: path, outcome: own, findings: [finding], receipt: receipt))
    }
}
