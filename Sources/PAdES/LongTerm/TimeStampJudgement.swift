import FoundationEssentials
import PKI

/// One time-stamp of a file, and whether its time may be relied upon.
public struct TimeStampJudgement: Sendable {
    /// What the time-stamp is over.
    public enum Subject: Sendable, Hashable {
        /// The value of a signature: an attribute inside it.
        case signature(index: Int)
        /// The file up to and including a revision: a document time-stamp, the finding of that index.
        case document(index: Int, revision: Int)
    }

    /// What its time is worth.
    public enum Standing: Sendable, Hashable {
        /// It proves that what it is over existed at its time.
        case trusted
        /// It would, but whether its authority was revoked could not be checked: the usual case of files that carry no
        /// revocation data. Conclusions that rest on it are not final.
        case provisional
        /// It proves nothing.
        case untrusted
    }

    /// What it is over; indices count the file's findings.
    public let subject: Subject
    /// The token.
    public let token: TimeStampToken
    /// The time for which its certificate was judged: now, or the time of an older proof that it existed.
    public let controlTime: Date
    /// The authority's path at `controlTime`; nil when its certificate is nowhere to be found.
    public let path: PathOutcome?
    /// Whether the token itself holds: its signature, and the certificate named in it.
    public let isSound: Bool
    /// Whether its algorithms count at `controlTime` by the policy of its anchor's store.
    public let isStrong: Bool
    /// Whether nothing was known of the authority's revocation at `controlTime`, and the answer rests on what was known
    /// when it stamped. No file can carry what was published after its last time-stamp.
    public let restsOnStampingTime: Bool
    /// What it is worth.
    public internal(set) var standing: Standing

    /// Whether the time may be relied upon.
    public var isTrusted: Bool { standing == .trusted }

    /// The signature value or the file's revision it is over: of a signature time-stamp the signature's index, of a
    /// document time-stamp its own.
    public var index: Int {
        switch subject {
        case .signature(let index), .document(let index, _): index
        }
    }
}
