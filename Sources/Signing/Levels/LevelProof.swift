import Diagnostics
import FoundationEssentials
import PAdES
import PDFSyntax
import PKI
import Profiles

/// Checks that a file has really reached a level of ETSI EN 319 142-1, as a stranger would who has the file and the trust
/// anchors and nothing else. Nothing is handed over that has not passed.
public enum LevelProof {
    /// Requires `level` of signatures of `document`.
    ///
    /// B-B: the signature is intact, covers a revision, nothing forbidden came after it. B-T: a trusted time-stamp proves
    /// when it existed. B-LT: with the anchors and the file alone, the time-stamps are trusted, and at the proven time every
    /// certificate of the signer's path was in force and not revoked. B-LTA: that holds also with nothing but what a
    /// trusted document time-stamp covers. A signature of an older format (`adbe.pkcs7.detached`) is held to the same,
    /// although the standard gives it no level.
    /// - Parameters:
    ///   - fields: the signatures meant; nil means all.
    ///   - date: now.
    ///   - trust: for B-T all of it counts; above, its anchors alone.
    /// - Throws: `level-not-reached`, which says what is missing; `nothing-to-raise` when there is no such signature.
    public static func require(
        _ level: AgencyProfile.Level, of document: PDFDocument, fields: Set<String>? = nil, at date: Date,
        trust: TrustStore
    ) throws(SigningError) {
        try require(
            level, of: document, SignatureInspector.inspect(document), fields: fields, at: date, trust: trust)
    }

    /// The same with what was found in `document` already.
    static func require(
        _ level: AgencyProfile.Level, of document: PDFDocument, _ findings: [SignatureFindings], fields: Set<String>?,
        at date: Date, trust: TrustStore
    ) throws(SigningError) {
        let targets = findings.indices.filter { findings[$0].isMeant(by: fields) }
        guard !targets.isEmpty else { throw .nothingToRaise }
        let proof = Proof(document: document, findings: findings, level: level, date: date, trust: trust)
        for index in targets { try proof.require(index) }
    }
}

extension SignatureFindings {
    /// Whether it is a signature in one of these fields; nil means any field.
    func isMeant(by fields: Set<String>?) -> Bool {
        kind == .signature && (fields.map { named in self.fields.contains { named.contains($0) } } ?? true)
    }
}

/// One file at one level.
private struct Proof {
    let document: PDFDocument
    let findings: [SignatureFindings]
    let level: AgencyProfile.Level
    let date: Date
    let trust: TrustStore

    private var anchorsAlone: TrustStore { TrustStore(anchors: trust.anchors) }

    func require(_ index: Int) throws(SigningError) {
        try requireIntact(index)
        switch level {
        case .bB: break
        case .bT: try requireTime(index, proofs(trust, nil, .ifAvailable))
        case .bLT: try requireData(index, proofs(anchorsAlone))
        case .bLTA: try requireArchive(index)
        }
    }

    private func proofs(
        _ trust: TrustStore, _ material: ValidationMaterial? = nil, _ policy: RevocationPolicy = .required
    ) -> ProofsOfExistence {
        ProofsOfExistence(
            findings, material: material ?? ValidationMaterial(document, findings: findings), trust: trust, now: date,
            authorityRevocation: policy)
    }

    private func gap(_ index: Int, vi: String, en: String) -> SigningError {
        .levelNotReached(level, field: findings[index].field, Bilingual(vi: vi, en: en))
    }

    private func requireIntact(_ index: Int) throws(SigningError) {
        let found = findings[index]
        guard found.isSound, found.coverage != .partial else {
            let reason = found.reasons.first { $0.isFormatFailure }?.message
            throw gap(
                index, vi: reason?.vi ?? "chữ ký không toàn vẹn.", en: reason?.en ?? "the signature is not intact.")
        }
        if let change = found.changes.first(where: { !$0.isPermitted })?.change.message {
            throw gap(
                index, vi: "có thay đổi không được phép sau khi ký: \(change.vi)",
                en: "a change that is not permitted follows it: \(change.en)")
        }
    }

    private func requireTime(_ index: Int, _ proofs: ProofsOfExistence) throws(SigningError) {
        if proofs.earliest(ofSignature: index) != nil { return }
        // The one closest to being trusted tells most.
        let stamps = proofs.timeStamps.filter { stamp in
            switch stamp.subject {
            case .signature(let subject): subject == index
            case .document(_, let revision): revision > findings[index].signedRevision ?? .max
            }
        }
        let reason = stamps.lazy.compactMap { $0.path?.reasons.first?.message }.first
        if stamps.isEmpty {
            throw gap(
                index, vi: "không có dấu thời gian nào đóng lên chữ ký.", en: "no time-stamp is over the signature.")
        }
        throw gap(
            index, vi: "dấu thời gian không đáng tin. \(reason?.vi ?? "")",
            en: "its time-stamp is not trusted. \(reason?.en ?? "")")
    }

    private func requireData(_ index: Int, _ proofs: ProofsOfExistence) throws(SigningError) {
        try requireTime(index, proofs)
        for stamp in proofs.timeStamps where stamp.subject == .signature(index: index) && !stamp.isTrusted {
            let reason = stamp.path?.reasons.first?.message
            throw gap(
                index, vi: "dữ liệu xác thực của dấu thời gian chưa đủ. \(reason?.vi ?? "")",
                en: "the validation data of its time-stamp are incomplete. \(reason?.en ?? "")")
        }
        guard let path = proofs.path(ofSignature: index) else {
            throw gap(
                index, vi: "tệp không chứa chứng thư số của người ký.",
                en: "the signer's certificate is not in the file.")
        }
        if path.status != .passed {
            let reason = path.reasons.first?.message
            throw gap(
                index, vi: "dữ liệu xác thực của người ký chưa đủ. \(reason?.vi ?? "")",
                en: "the signer's validation data do not suffice. \(reason?.en ?? "")")
        }
    }

    private func requireArchive(_ index: Int) throws(SigningError) {
        let material = ValidationMaterial(document, findings: findings)
        let whole = proofs(anchorsAlone, material)
        try requireData(index, whole)
        let signed = findings[index].signedRevision ?? .max
        let archives = whole.timeStamps.compactMap { stamp -> (revision: Int, stamp: TimeStampJudgement)? in
            guard case .document(_, let revision) = stamp.subject, revision > signed else { return nil }
            return (revision, stamp)
        }
        guard !archives.isEmpty else {
            throw gap(
                index, vi: "không có dấu thời gian cấp tài liệu sau dữ liệu xác thực.",
                en: "no document time-stamp follows the validation data.")
        }
        guard let trusted = archives.filter(\.stamp.isTrusted).max(by: { $0.revision < $1.revision }) else {
            let reason = archives.first?.stamp.path?.reasons.first?.message
            throw gap(
                index, vi: "dấu thời gian cấp tài liệu không đáng tin. \(reason?.vi ?? "")",
                en: "the document time-stamp is not trusted. \(reason?.en ?? "")")
        }
        // Mostly nothing follows the archive time-stamp, and then that was the same question.
        guard let newest = material.newestRevision, newest > trusted.revision else { return }
        let archived = ValidationMaterial(document, findings: findings, upTo: trusted.revision)
        try requireData(index, proofs(anchorsAlone, archived))
    }
}
