import Diagnostics
import Records

/// What became of one document.
public enum Outcome: String, Sendable, Codable, CaseIterable {
    case filed
    /// A person must look: something is missing or doubtful.
    case needsReview
    /// Unreadable, or below what the profile accepts.
    case rejected
    /// An earlier document of this run, or an earlier run, filed the same bytes.
    case alreadyFiled
}

/// One reason, as `batch run --json` and `batch review --json` print it.
public struct Reason: Sendable, Hashable, Codable {
    /// Stable, upper case.
    public var code: String
    /// In the reader’s language.
    public var message: String

    /// Both as given.
    public init(code: String, message: String) { (self.code, self.message) = (code, message) }

    /// The finding in `language`.
    public init(_ finding: Finding, in language: Language) {
        self.init(code: finding.code, message: finding.message.text(in: language))
    }
}

/// Something the engine tells while it works; the command turns it into a progress line or a JSON line.
public enum BatchEvent: Sendable {
    /// The folder has been read: so many documents, after splitting.
    case started(found: Int)
    /// One document has reached its outcome.
    case finished(path: String, outcome: Outcome, findings: [Finding], receipt: Receipt?)
    /// A message about the batch as a whole: a manifest row without a file, a leftover of an earlier run.
    case notice(Finding)
}

/// The last line of `batch run --json`: schema `sohoa.batch/1` (DESIGN section 7).
public struct BatchSummary: Sendable, Hashable, Codable {
    /// Always `sohoa.batch/1`.
    public var schema = "sohoa.batch/1"
    /// Documents after splitting.
    public var found = 0
    /// Filed by this run.
    public var filed = 0
    /// Waiting for a person.
    public var needsReview = 0
    /// Set aside.
    public var rejected = 0
    /// Filed earlier, or repeated in this run.
    public var alreadyFiled = 0
    /// Wall-clock time.
    public var seconds = 0.0
    /// The vault’s path as given.
    public var vault = ""

    /// Both as given.
    public init() {}

    /// Whether every found document has an outcome; false after Ctrl-C.
    public var isComplete: Bool { found == filed + needsReview + rejected + alreadyFiled }

    mutating func count(_ outcome: Outcome) {
        switch outcome {
        case .filed: filed += 1
        case .needsReview: needsReview += 1
        case .rejected: rejected += 1
        case .alreadyFiled: alreadyFiled += 1
        }
    }
}
