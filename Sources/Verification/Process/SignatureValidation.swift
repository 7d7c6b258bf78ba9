import FoundationEssentials
import PAdES
import PKI

/// What the validation of one signature or document time-stamp concluded, given whom one trusts and when one looks.
public struct SignatureValidation: Sendable {
    /// What the file alone says.
    public let findings: SignatureFindings
    /// Among the file's findings.
    public let index: Int
    /// The process whose conclusion stands.
    public let process: ValidationProcess
    /// The standard's main status.
    public let indication: Indication
    /// Why it did not pass.
    public let subIndication: SubIndication?
    /// The level it shows.
    public let level: SignatureReport.Level
    /// The path of its certificate, at ``bestTime``; nil when the certificate is nowhere.
    public let path: PathOutcome?
    /// The time-stamps over this signature: its own, then later ones over the document, the newest first.
    public let timeStamps: [TimeStampJudgement]
    /// The time for which the path was judged: the proven time, else the present.
    public let bestTime: Date
    /// The earliest time that a time-stamp proves for it; nil without. See ``isProvisional``.
    public let proven: Date?
    /// Whether ``proven`` rests on a time-stamp of whose authority only the revocation could not be checked: then the
    /// signature is at best INDETERMINATE / TRY_LATER.
    public let isProvisional: Bool
    /// The policy that was applied: that of the store its path ends in.
    public let policy: ValidationPolicy
    /// Why, the most telling first, then what is odd.
    public let remarks: [ValidationRemark]

    /// What the signer's machine says of the time: anyone can claim anything.
    public var claimedTime: Date? { findings.dictionary.claimedTime?.instant ?? findings.value.signer?.signingTime }
}
