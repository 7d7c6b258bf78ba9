import FoundationEssentials
import PDFSyntax
import PKI

/// When something is proven to have existed.
public struct ProofOfExistence: Sendable, Hashable {
    /// The earliest time.
    public let date: Date
    /// Whether it rests on a time-stamp of whose authority the revocation could not be checked.
    public let isProvisional: Bool

    /// Both as given.
    public init(_ date: Date, isProvisional: Bool = false) { (self.date, self.isProvisional) = (date, isProvisional) }
}

/// What the time-stamps of a file prove, given whom one trusts and when one looks (ETSI EN 319 102-1, 5.6.2.3 and 5.6.3).
///
/// Document time-stamps are judged from the newest to the oldest: the newest at the present time, each older one at the
/// earliest time that a trusted one proves for it. So a file keeps its proofs when the certificates in it expire, as long
/// as each time-stamp was covered by the next in time. Signature time-stamps follow, then the signatures themselves.
public struct ProofsOfExistence: Sendable {
    /// All time-stamps: document time-stamps from the newest on, then signature time-stamps.
    public private(set) var timeStamps: [TimeStampJudgement] = []
    /// The time of looking.
    public let now: Date
    private let findings: [SignatureFindings]
    private let trust: TrustStore
    private let policies: ValidationPolicies
    private let authorityRevocation: RevocationPolicy
    private let material: ControlledEvidence
    /// What may be used of the material given the time-stamps judged so far.
    private var evidence = PathEvidence()
    /// The same, when provisional time-stamps count.
    private var provisionalEvidence = PathEvidence()
    /// What trusted document time-stamps prove, and what they prove together with provisional ones.
    private var (trusted, counting) = (ProofTimeline(), ProofTimeline())
    /// Signature time-stamps by their signature.
    private var own: [Int: [TimeStampJudgement]] = [:]
    /// So many document time-stamps over one signature are told; a file of thousands would tell millions.
    private static let mostTold = 16

    /// Judges the time-stamps among `findings`.
    /// - Parameters:
    ///   - material: what the file brings along; see ``ValidationMaterial``.
    ///   - trust: the anchors, and what else is known outside the file.
    ///   - policies: until when algorithms count.
    ///   - authorityRevocation: whether revocation data of time-stamping authorities are insisted on. Where the file is
    ///     not expected to have them yet (level B-T) it is enough that none are known to be revoked.
    public init(
        _ findings: [SignatureFindings], material: ValidationMaterial, trust: TrustStore,
        policies: ValidationPolicies = .standard, now: Date, authorityRevocation: RevocationPolicy = .required
    ) {
        (self.findings, self.trust, self.policies, self.now) = (findings, trust, policies, now)
        self.authorityRevocation = authorityRevocation
        self.material = ControlledEvidence(material, trust: trust, now: now)
        extractProofs()
        judgeDocumentTimeStamps()
        judgeSignatureTimeStamps()
    }

    private mutating func judgeDocumentTimeStamps() {
        let found = findings.enumerated().compactMap { index, found -> (Int, Int, TimeStampToken)? in
            guard found.kind == .documentTimestamp, found.isSound, found.coverage != .partial,
                let revision = found.signedRevision, let token = found.value.token
            else { return nil }
            return (index, revision, token)
        }
        for (index, revision, token) in found.sorted(by: { ($0.1, $0.0) > ($1.1, $1.0) }) {
            let stamp = judge(token, .document(index: index, revision: revision), of: revision + 1)
            timeStamps.append(stamp)
            guard stamp.standing != .untrusted else { continue }
            counting.add(revision: revision, provenTime(stamp))
            if stamp.isTrusted { trusted.add(revision: revision, provenTime(stamp)) }
            if material.dependsOnProofs { extractProofs() }
        }
    }

    private mutating func judgeSignatureTimeStamps() {
        for (index, found) in findings.enumerated() where found.kind == .signature {
            for token in found.signatureTimeStamps {
                // Without sound ranges nothing says in which revision the signature came.
                let stamp = judge(token, .signature(index: index), of: found.signedRevision ?? .max)
                timeStamps.append(stamp)
                own[index, default: []].append(stamp)
            }
        }
    }

    /// At the earliest trusted time first; where that does not do, at what provisional time-stamps say.
    private func judge(
        _ token: TimeStampToken, _ subject: TimeStampJudgement.Subject, of revision: Int
    ) -> TimeStampJudgement {
        let date = trusted.earliest(revision) ?? now
        let strict = TimeStampJudge(
            evidence: evidence, trust: trust, policies: policies, revocation: authorityRevocation
        ).judge(token, subject, at: date)
        guard strict.standing != .trusted,
            let proof = proof(ofRevision: revision), proof.isProvisional, proof.date < date
        else { return strict }
        var lax = TimeStampJudge(
            evidence: provisionalEvidence, trust: trust, policies: policies, revocation: authorityRevocation
        ).judge(token, subject, at: proof.date)
        if lax.standing == .untrusted { return strict }
        lax.standing = .provisional
        return lax
    }

    /// Proof of existence extraction (5.6.2.3): what the document time-stamps cover is as old as they are.
    private mutating func extractProofs() {
        evidence = material.usable { trusted.earliest($0) ?? now }
        provisionalEvidence = material.usable { counting.earliest($0) ?? now }
    }

    /// The earliest time at which everything up to `revision` is proven to have existed; nil when nothing proves it.
    public func earliest(ofRevision revision: Int) -> Date? { trusted.earliest(revision) }

    /// The same with provisional time-stamps, where they say more than trusted ones.
    private func proof(ofRevision revision: Int) -> ProofOfExistence? {
        Self.proof(trusted: trusted.earliest(revision), counting: counting.earliest(revision))
    }

    private static func proof(trusted: Date?, counting: Date?) -> ProofOfExistence? {
        if let counting, counting < trusted ?? .distantFuture {
            return ProofOfExistence(counting, isProvisional: true)
        }
        return trusted.map { ProofOfExistence($0) }
    }

    /// The earliest time at which the signature or document time-stamp `index` is proven to have existed; nil when nothing
    /// proves it. A document time-stamp does not prove itself.
    public func earliest(ofSignature index: Int) -> Date? {
        guard let revision = coveringRevision(index) else { return nil }
        let own = ownTimeStamps(index).filter(\.isTrusted).map(provenTime).min()
        return [own, trusted.earliest(revision)].compactMap { $0 }.min()
    }

    /// The same with provisional time-stamps, where they say more than trusted ones.
    public func proof(ofSignature index: Int) -> ProofOfExistence? {
        guard let revision = coveringRevision(index) else { return nil }
        let own = ownTimeStamps(index).filter { $0.standing != .untrusted }.map(provenTime).min()
        return Self.proof(
            trusted: earliest(ofSignature: index), counting: [own, counting.earliest(revision)].compactMap { $0 }.min())
    }

    /// The latest time before which the signature `index` cannot have been made: it is over a trusted time-stamp. What a
    /// content time-stamp proves in EN 319 102-1, 5.3.4. Nil when nothing proves one.
    public func notBefore(ofSignature index: Int) -> Date? {
        guard findings.indices.contains(index), let revision = findings[index].signedRevision else { return nil }
        return timeStamps.lazy.filter { stamp in
            stamp.isTrusted && findings[stamp.index].signedRevision.map { $0 < revision } ?? false
        }.map(\.token.time).max()
    }

    /// The time-stamps over the signature `index`: its own, then document time-stamps after it, the newest first.
    public func timeStamps(over index: Int) -> [TimeStampJudgement] {
        let revision = coveringRevision(index) ?? .max
        let documents = timeStamps.lazy.filter { stamp in
            if case .document(_, let covered) = stamp.subject { covered >= revision } else { false }
        }
        return ownTimeStamps(index) + documents.prefix(Self.mostTold)
    }

    private func ownTimeStamps(_ index: Int) -> [TimeStampJudgement] { own[index] ?? [] }

    /// The revision that a document time-stamp must cover to say something of `index`.
    private func coveringRevision(_ index: Int) -> Int? {
        guard findings.indices.contains(index), let revision = findings[index].signedRevision else { return nil }
        return findings[index].kind == .documentTimestamp ? revision + 1 : revision
    }

    /// An authority whose clock is ahead proves no more than that the file is here now.
    private func provenTime(_ stamp: TimeStampJudgement) -> Date { min(stamp.token.time, now) }

    /// The path of the certificate of `index` at the best time that trusted time-stamps prove. For a signature every
    /// certificate needs revocation data; a document time-stamp is judged as ``TimeStampJudgement`` says. Nil when the
    /// certificate is nowhere.
    public func path(ofSignature index: Int) -> PathOutcome? {
        guard findings.indices.contains(index) else { return nil }
        if let stamp = documentTimeStamp(index) { return stamp.path }
        return path(ofSignature: index, at: earliest(ofSignature: index) ?? now, isProvisional: false)
    }

    /// The path of the signer of `index` at a time.
    /// - Parameter isProvisional: whether revocation data count that only provisional time-stamps prove to be old enough.
    public func path(ofSignature index: Int, at date: Date, isProvisional: Bool) -> PathOutcome? {
        guard findings.indices.contains(index), let certificate = findings[index].value.certificate else { return nil }
        return (isProvisional ? provisionalEvidence : evidence).path(
            of: certificate, with: findings[index].value.signedData, trust: trust, at: date, revocation: .required,
            purpose: findings[index].kind == .signature ? .signing : .timeStamping)
    }

    /// The judgement of the document time-stamp `index`; nil for a signature, and for one that does not hold.
    public func documentTimeStamp(_ index: Int) -> TimeStampJudgement? {
        timeStamps.first { stamp in
            if case .document(index, _) = stamp.subject { true } else { false }
        }
    }
}
