import Diagnostics

/// Something a stage noticed about a document: the archivist reads it, the profile decides what follows.
public struct Finding: Sendable, Hashable, Codable {
    /// What the finding does to the document.
    public enum Consequence: String, Sendable, Codable, Comparable {
        /// Recorded, nothing else.
        case note
        /// A person must look before the result is filed.
        case review
        /// Set aside: below what the law or the profile accepts, or unreadable.
        case reject

        private var rank: Int { [.note: 0, .review: 1, .reject: 2][self] ?? 0 }

        /// Harmless first.
        public static func < (a: Self, b: Self) -> Bool { a.rank < b.rank }
    }

    /// Stable, upper case: `RESOLUTION_TOO_LOW`, `OWNER_ID_INVALID`.
    public var code: String
    /// What follows from it.
    public var consequence: Consequence
    /// The finding in a sentence a person can act on.
    public var message: Bilingual
    /// 1-based page, when it concerns one.
    public var page: Int?
    /// The field it is about, when it concerns one.
    public var field: String?
    /// What was measured and what the limit is, in the unit the message names.
    public var measured: Double?
    /// The limit it was measured against.
    public var limit: Double?

    /// `code` is stable and upper case; everything but code, consequence and message is optional.
    public init(
        _ code: String, _ consequence: Consequence, _ message: Bilingual, page: Int? = nil, field: String? = nil,
        measured: Double? = nil, limit: Double? = nil
    ) {
        self.code = code
        self.consequence = consequence
        self.message = message
        self.page = page
        self.field = field
        self.measured = measured
        self.limit = limit
    }
}
