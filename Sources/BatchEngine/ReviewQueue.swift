import Diagnostics
import Extraction
import Records

/// The documents that wait for a person, and the person's answers.
public struct ReviewQueue: Sendable {
    /// One waiting document, as `batch review --json` prints it (DESIGN section 7).
    public struct Item: Sendable, Hashable, Codable {
        /// Path in the batch folder.
        public var file: String
        /// Why it waits.
        public var reasons: [Reason]
        /// What has been read so far.
        public var fields: [String: ExtractedField]
    }

    private let journal: Journal

    /// The queue of a vault.
    /// - Throws: `batch-journal-unusable`, and the vault's error when there is none.
    public init(vault: String) throws { journal = try Journal(ofVault: vault) }

    /// What waits, in path order.
    public func items(in language: Language) throws -> [Item] {
        try journal.entries(state: .review).map { entry in
            Item(
                file: entry.path,
                reasons: entry.findings.filter { $0.consequence >= .review }.map { Reason($0, in: language) },
                fields: entry.described?.fields ?? [:])
        }
    }

    /// Records what a person decided about the document at `path`; the next run applies it and checks again.
    /// - Throws: `batch-review-item-unknown` when nothing waits under that path.
    public func confirm(path: String, decision: ReviewDecision) throws {
        guard var entry = try journal.entries(state: .review).first(where: { $0.path == path }) else {
            throw BatchError(
                .reviewItemUnknown, .input, vi: "Không có tài liệu “\(path)” trong danh sách chờ.",
                en: "No document “\(path)” waits for review.",
                remedy: Bilingual(vi: "Xem “sohoa batch review”.", en: "See “sohoa batch review”."))
        }
        entry.confirmed = decision
        try journal.save([entry])
    }
}
