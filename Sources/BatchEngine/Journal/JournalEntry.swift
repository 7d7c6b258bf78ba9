import Extraction
import Records

/// How far one document has come. The order is the order of the line; every state is durable before the next begins,
/// so a run that was killed continues where it stood and nothing is signed twice.
enum DocumentState: String, Sendable, Codable {
    /// The digitizer's signature is made; `capture.pdf` is in the work folder.
    case captured
    /// A person must look; `described` says at what.
    case review
    /// A component that waits for its dossier object.
    case dossierPending
    /// Result code, URN and seal are fixed.
    case identified
    /// The agency has signed; `result.pdf` is in the work folder.
    case signed
    case filed
    case rejected
}

/// The journal's row of one document.
struct JournalEntry: Sendable, Codable, Hashable {
    /// What makes two documents the same: the digest of the bytes, with the dossier for components.
    var key: String
    /// The first path under which it was seen.
    var path: String
    var sha256: String
    var state: DocumentState
    var dossier: String?
    var capture: SignedCapture?
    var described: DescribedRecord?
    var identified: IdentifiedRecord?
    /// SHA-256 (hex) of `result.pdf`, once the agency has signed.
    var resultDigest: String?
    /// What a person has decided.
    var confirmed: ReviewDecision?
    var receipt: Receipt?
    /// Why it was rejected or waits.
    var findings: [Finding] = []

    init(key: String, path: String, sha256: String, dossier: String?, state: DocumentState) {
        (self.key, self.path, self.sha256, self.dossier, self.state) = (key, path, sha256, dossier, state)
    }
}

/// One `batch run`: what `batch resume` continues.
struct RunRecord: Sendable, Codable, Hashable {
    var folder: String
    var profile: String
    var jobs: Int
    var startedAt: String
    var summary: BatchSummary?
}
