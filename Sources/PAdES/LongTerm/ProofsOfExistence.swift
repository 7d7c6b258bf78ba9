import FoundationEssentials
import PDFSyntax
import PKI

/// What the time-stamps of a file prove, given whom one trusts and when one looks (ETSI EN 319 102-1, 5.6.2).
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
    private let material: ValidationMaterial
    private let trust: TrustStore
    private let authorityRevocation: RevocationPolicy

    /// Judges the time-stamps among `findings`.
    /// - Parameters:
    ///   - material: what the file brings along; see ``ValidationMaterial``.
    ///   - trust: the anchors, and what else is known outside the file.
    ///   - authorityRevocation: whether revocation data of time-stamping authorities are insisted on. Where the file is
    ///     not expected to have them yet (level B-T) it is enough that none are known to be revoked.
    public init(
        _ findings: [SignatureFindings], material: ValidationMaterial, trust: TrustStore, now: Date,
        authorityRevocation: RevocationPolicy = .required
    ) {
        (self.findings, self.material, self.trust, self.now) = (findings, material, trust, now)
        self.authorityRevocation = authorityRevocation
        judgeDocumentTimeStamps()
        judgeSignatureTimeStamps()
    }

    private mutating func judgeDocumentTimeStamps() {
        let documents = findings.enumerated().compactMap { index, found -> (Int, Int, TimeStampToken)? in
            guard found.kind == .documentTimestamp, found.isSound, found.coverage != .partial,
                let revision = found.signedRevision, let token = found.value.token
            else { return nil }
            return (index, revision, token)
        }
        for (index, revision, token) in documents.sorted(by: { ($0.1, $0.0) > ($1.1, $1.0) }) {
            timeStamps.append(judge(token, .document(index: index, revision: revision), of: revision + 1))
        }
    }

    private mutating func judgeSignatureTimeStamps() {
        for (index, found) in findings.enumerated() where found.kind == .signature {
            for token in found.signatureTimeStamps {
                // Without sound ranges nothing says in which revision the signature came.
                let revision = found.signedRevision ?? .max
                timeStamps.append(judge(token, .signature(index: index), of: revision))
            }
        }
    }

    private func judge(
        _ token: TimeStampToken, _ subject: TimeStampJudgement.Subject, of revision: Int
    ) -> TimeStampJudgement {
        TimeStampJudge(evidence: evidence, trust: trust, revocation: authorityRevocation)
            .judge(token, subject, at: earliest(ofRevision: revision) ?? now)
    }

    /// The earliest time at which everything up to `revision` is proven to have existed; nil when nothing proves it.
    public func earliest(ofRevision revision: Int) -> Date? {
        timeStamps.compactMap { stamp in
            guard case .document(_, let covered) = stamp.subject, stamp.isTrusted, covered >= revision else {
                return nil
            }
            return provenTime(stamp)
        }.min()
    }

    /// The earliest time at which the signature or document time-stamp `index` is proven to have existed; nil when nothing
    /// proves it. A document time-stamp does not prove itself.
    public func earliest(ofSignature index: Int) -> Date? {
        guard findings.indices.contains(index), let revision = findings[index].signedRevision else { return nil }
        let isTimeStamp = findings[index].kind == .documentTimestamp
        let own = timeStamps.filter { $0.subject == .signature(index: index) && $0.isTrusted }.map(provenTime).min()
        return [own, earliest(ofRevision: isTimeStamp ? revision + 1 : revision)].compactMap { $0 }.min()
    }

    /// An authority whose clock is ahead proves no more than that the file is here now.
    private func provenTime(_ stamp: TimeStampJudgement) -> Date { min(stamp.token.time, now) }

    /// The path of the certificate of `index` at the best time known for it. For a signature every certificate needs
    /// revocation data; a document time-stamp is judged as ``TimeStampJudgement`` says. Nil when the certificate is nowhere.
    public func path(ofSignature index: Int) -> PathOutcome? {
        guard findings.indices.contains(index) else { return nil }
        let found = findings[index]
        if let stamp = documentTimeStamp(index) { return stamp.path }
        return found.value.certificate.map { certificate in
            evidence.path(
                of: certificate, with: found.value.signedData, trust: trust, at: earliest(ofSignature: index) ?? now,
                revocation: .required, purpose: found.kind == .signature ? .signing : .timeStamping)
        }
    }

    /// The judgement of the document time-stamp `index`; nil for a signature, and for one that does not hold.
    public func documentTimeStamp(_ index: Int) -> TimeStampJudgement? {
        timeStamps.first { stamp in
            if case .document(index, _) = stamp.subject { true } else { false }
        }
    }

    /// What of the material may be used. Revocation data whose issuer's certificate has expired must be proven older than
    /// that: afterwards whoever got hold of the key could make them.
    private var evidence: PathEvidence {
        let certificates = material.certificates.map(\.value)
        func isOldEnough(_ revision: Int, _ issuers: [Certificate]) -> Bool {
            guard let end = issuers.map(\.notAfter).max(), end < now else { return true }
            return (earliest(ofRevision: revision) ?? now) <= end
        }
        let authorities = certificates + trust.intermediates + trust.anchors.map(\.certificate)
        return PathEvidence(
            certificates: certificates,
            revocationLists: material.revocationLists.filter { item in
                isOldEnough(item.revision, authorities.filter { $0.subjectDER == item.value.issuerDER })
            }.map(\.value),
            ocspResponses: material.ocspResponses.filter { item in
                isOldEnough(item.revision, item.value.certificates.filter(\.isOCSPResponder))
            }.map(\.value))
    }
}
