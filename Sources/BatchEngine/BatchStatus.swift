import Diagnostics
import Records

/// Where the documents of a vault's batches stand: schema `sohoa.batch-status/1`.
public struct BatchStatus: Sendable, Hashable, Codable {
    /// Always `sohoa.batch-status/1`.
    public var schema = "sohoa.batch-status/1"
    /// In the vault.
    public var filed = 0
    /// Waiting for a person.
    public var needsReview = 0
    /// Set aside.
    public var rejected = 0
    /// Begun and not finished: a run was interrupted.
    public var unfinished = 0
    /// Folder and profile of the last run, which `resume` continues; nil before the first.
    public var folder: String?
    /// The profile of the last run.
    public var profile: String?
    /// When the last run began.
    public var startedAt: String?

    /// Reads the journal of `vault`.
    /// - Throws: `batch-journal-unusable`.
    public static func read(vault: String) throws -> BatchStatus {
        let journal = try Journal(ofVault: vault)
        var status = BatchStatus()
        for (state, count) in try journal.counts() {
            switch state {
            case .filed: status.filed += count
            case .review: status.needsReview += count
            case .rejected: status.rejected += count
            case .captured, .dossierPending, .identified, .signed: status.unfinished += count
            }
        }
        let run = try journal.lastRun()
        (status.folder, status.profile, status.startedAt) = (run?.folder, run?.profile, run?.startedAt)
        return status
    }

    /// Folder and profile of the last run.
    /// - Throws: `batch-nothing-to-resume` when there was none.
    public static func lastRun(vault: String) throws -> (folder: String, profile: String) {
        guard let run = try Journal(ofVault: vault).lastRun() else {
            throw BatchError(
                .nothingToResume, .input, vi: "Kho “\(vault)” chưa có lần số hóa nào.",
                en: "The vault “\(vault)” has seen no batch yet.",
                remedy: Bilingual(vi: "Chạy “sohoa batch run”.", en: "Run “sohoa batch run”."))
        }
        return (run.folder, run.profile)
    }
}
