import FoundationEssentials
import PKI

/// Time-stamp validation (ETSI EN 319 102-1, 5.4), with what the file and the trust store have: the basic validation of a
/// token whose certificate must be one for time stamping.
struct TimeStampJudge {
    let evidence: PathEvidence
    let trust: TrustStore
    let policies: ValidationPolicies
    /// Whether data on revocation are insisted on.
    let revocation: RevocationPolicy

    func judge(
        _ token: TimeStampToken, _ subject: TimeStampJudgement.Subject, at controlTime: Date
    ) -> TimeStampJudgement {
        let known = evidence.certificates + trust.intermediates + trust.anchors.map(\.certificate)
        guard let certificate = token.certificate(among: known) else {
            return TimeStampJudgement(
                subject: subject, token: token, controlTime: controlTime, path: nil, isSound: false, isStrong: true,
                restsOnStampingTime: false, standing: .untrusted)
        }
        let isSound =
            token.check(signer: certificate).isIntact && token.signer.namesSigningCertificate(certificate) != false
        let (path, isOld) = path(of: certificate, token, at: controlTime)
        let algorithms = policies[path.anchor?.label].algorithms
        let isStrong =
            algorithms.accept(token, certificate, at: controlTime) && algorithms.weakCertificate(in: path) == nil
        var standing = TimeStampJudgement.Standing.untrusted
        if isSound, isStrong {
            switch path.status {
            case .passed: standing = .trusted
            case .revocationUnknown: standing = .provisional
            default: break
            }
        }
        return TimeStampJudgement(
            subject: subject, token: token, controlTime: controlTime, path: path, isSound: isSound, isStrong: isStrong,
            restsOnStampingTime: isOld, standing: standing)
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
        if atStamping.status == .passed { return (lax, true) }
        // Nothing known at either time is said of the control time, like all else.
        if case .revocationUnknown = atStamping.status { return (strict, false) }
        return (atStamping, true)
    }
}

extension AlgorithmConstraints {
    /// Whether every algorithm of a token counts for what is known to have existed at `date`.
    func accept(_ token: TimeStampToken, _ certificate: Certificate, at date: Date) -> Bool {
        var limits = [token.imprintAlgorithm.map { limit($0, for: .timeStampImprint) }]
        limits += [token.signer.digestAlgorithm, token.signer.signatureDigestAlgorithm].map { digest in
            digest.map { limit($0, for: .timeStamp) }
        }
        limits.append(limit((try? certificate.publicKey)?.type ?? .other))
        return limits.compactMap { $0?.end }.allSatisfy { date < $0 }
    }
}
