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

    /// What it is over; indices count the file's findings.
    public let subject: Subject
    /// The token.
    public let token: TimeStampToken
    /// The time for which its certificate was judged: now, or the time of an older proof that it existed.
    public let controlTime: Date
    /// The authority's path at `controlTime`; nil when its certificate is nowhere to be found.
    public let path: PathOutcome?
    /// Whether the token itself holds: signature, certificate named in it, algorithms.
    public let isSound: Bool
    /// Whether nothing was known of the authority's revocation at `controlTime`, and the answer rests on what was known
    /// when it stamped. No file can carry what was published after its last time-stamp.
    public let restsOnStampingTime: Bool

    /// Whether the time may be relied upon.
    public var isTrusted: Bool { isSound && path?.status == .passed }
}

/// Judges tokens with what the file and the trust store have.
struct TimeStampJudge {
    let evidence: PathEvidence
    let trust: TrustStore
    /// Whether data on revocation are insisted on.
    let revocation: RevocationPolicy

    func judge(
        _ token: TimeStampToken, _ subject: TimeStampJudgement.Subject, at controlTime: Date
    ) -> TimeStampJudgement {
        let known = evidence.certificates + trust.intermediates + trust.anchors.map(\.certificate)
        guard let certificate = token.certificate(among: known) else {
            return TimeStampJudgement(
                subject: subject, token: token, controlTime: controlTime, path: nil, isSound: false,
                restsOnStampingTime: false)
        }
        let isSound =
            token.check(signer: certificate).isIntact && token.signer.namesSigningCertificate(certificate) != false
            && isStrong(token, certificate, at: controlTime)
        let (path, isOld) = path(of: certificate, token, at: controlTime)
        return TimeStampJudgement(
            subject: subject, token: token, controlTime: controlTime, path: path, isSound: isSound,
            restsOnStampingTime: isOld)
    }

    /// The path must hold at the control time, and it must be known that nothing was revoked when the token was made: by
    /// data that are still current at the control time or, since a file kept offline has no others, by data that were
    /// current at the time of the token.
    private func path(
        of certificate: Certificate, _ token: TimeStampToken, at controlTime: Date
    ) -> (PathOutcome, isOld: Bool) {
        func validate(_ date: Date, _ revocation: RevocationPolicy) -> PathOutcome {
            evidence.path(
                of: certificate, with: token.signedData, trust: trust, at: date, revocation: revocation,
                purpose: .timeStamping)
        }
        let strict = validate(controlTime, revocation)
        guard case .revocationUnknown = strict.status else { return (strict, false) }
        let lax = validate(controlTime, .ifAvailable)
        guard lax.status == .passed else { return (lax, false) }
        let atStamping = validate(token.time, .required)
        return (atStamping.status == .passed ? lax : atStamping, true)
    }

    private func isStrong(_ token: TimeStampToken, _ certificate: Certificate, at date: Date) -> Bool {
        let digests = [token.imprintAlgorithm, token.signer.digestAlgorithm].compactMap { $0 }
        let key = (try? certificate.publicKey)?.type ?? .other
        return
            (digests.filter(\.isWeak).compactMap { AlgorithmSchedule.end(of: $0) }
            + (key.isWeak ? [AlgorithmSchedule.end(of: key)] : [])).allSatisfy { date < $0 }
    }
}

/// The certificates and revocation data of a file that may be used to judge paths.
struct PathEvidence {
    var certificates: [Certificate] = []
    var revocationLists: [CertificateList] = []
    var ocspResponses: [OCSPResponse] = []

    /// - Parameter signedData: the signature's own, whose certificates and lists count as well.
    func path(
        of certificate: Certificate, with signedData: SignedData?, trust: TrustStore, at date: Date,
        revocation: RevocationPolicy, purpose: CertificatePurpose
    ) -> PathOutcome {
        PathValidator.validate(
            certificate, extra: (signedData?.certificates ?? []) + certificates,
            extraRevocationLists: (signedData?.revocationLists ?? []) + revocationLists,
            extraOCSPResponses: ocspResponses, trust: trust, at: date, revocation: revocation, purpose: purpose)
    }
}
