import Diagnostics
import FoundationEssentials
import PAdES
import PKI
import Records

extension FileReport {
    /// The report of a validation, its sentences in `language`.
    public init(_ validation: FileValidation, language: Language) {
        self.init(
            file: validation.name, sha256: Hexadecimal.encode(validation.sha256), conclusion: validation.conclusion,
            verdict: validation.verdict,
            signatures: Self.signatures(validation, language: language),
            record: validation.record, seal: validation.seal,
            reasons: validation.remarks.map { SignatureReport.Reason($0, language: language) })
        revisions = validation.document?.revisions.count
    }

    private static func signatures(_ validation: FileValidation, language: Language) -> [SignatureReport] {
        guard let document = validation.document, !validation.signatures.isEmpty else { return [] }
        let pages = DisplayedPages(document, for: validation.signatures.map(\.findings))
        let most = max(mostChanges / validation.signatures.count, 100)
        return validation.signatures.map { signature in
            var report = SignatureReport(signature, pages: pages, language: language)
            report.shortenChanges(to: most, language: language)
            return report
        }
    }

    /// Of a file, over all its signatures: a hostile one can have hundreds of signatures and millions of changes.
    private static let mostChanges = 20_000
}

extension SignatureReport {
    /// Keeps the first changes, suspicious ones before others.
    mutating func shortenChanges(to most: Int, language: Language) {
        guard changes.count > most else { return }
        let all = changes.count
        let suspicious = Array(changes.filter { !$0.permitted }.prefix(most))
        changes = suspicious + changes.filter(\.permitted).prefix(most - suspicious.count)
        let message = Bilingual(
            vi: "Chỉ liệt kê \(most) trong \(all) thay đổi.", en: "Only \(most) of \(all) changes are listed.")
        reasons.append(Reason(code: "CHANGES_SHORTENED", message: message.text(in: language)))
    }
}

extension SignatureReport {
    /// Characters of an appearance's text: a whole page may be drawn into one.
    private static let longestText = 4000

    /// The report of one signature.
    init(_ validation: SignatureValidation, pages: DisplayedPages, language: Language) {
        let (findings, value) = (validation.findings, validation.findings.value)
        self.init(
            field: findings.field, type: findings.kind == .signature ? .signature : .documentTimestamp,
            level: validation.level, intact: findings.isWellFormed ? findings.intact : false,
            signatureValid: findings.signatureValid ?? false, coverage: Coverage(findings.coverage),
            changesAfter: ChangesAfter(findings.changesAfter), indication: validation.indication,
            subIndication: validation.subIndication, signer: value.certificate.map(Signer.init),
            trust: validation.path.map(Trust.init) ?? Trust(store: "none", anchor: nil),
            time: Time(
                claimed: validation.claimedTime.map(VietnamTime.iso8601),
                timestamp: (findings.kind == .signature ? validation.proven : value.token?.time)
                    .map(VietnamTime.iso8601),
                best: VietnamTime.iso8601(validation.bestTime)),
            algorithms: Algorithms(
                digest: (value.signer?.digestAlgorithm ?? value.digest?.algorithm)?.name ?? "unknown",
                key: value.certificate?.keyDescription ?? "unknown"),
            reasons: validation.remarks.map { Reason($0, language: language) })
        chain = (validation.path?.chain ?? []).map(\.subject)
        policy = validation.path == nil ? nil : validation.policy.name
        signedRevision = findings.signedRevision.map { $0 + 1 }
        timestamps = validation.timeStamps.map { stamp in
            let isOverSignature = if case .signature = stamp.subject { true } else { false }
            return Stamp(
                time: VietnamTime.iso8601(stamp.token.time), authority: stamp.path?.chain.first?.displayName,
                trusted: stamp.isTrusted, over: isOverSignature ? .signature : .document)
        }
        changes = findings.changes.map { Change($0, pages: pages, language: language) }
        shown = findings.shown.map { shown in
            Shown(
                page: shown.page.map { $0 + 1 }, box: shown.box.flatMap { pages.box($0, page: shown.page) },
                text: String(shown.text.prefix(Self.longestText)))
        }
    }
}

extension SignatureReport.Reason {
    init(_ remark: ValidationRemark, language: Language) {
        self.init(code: remark.code, message: remark.message.text(in: language))
    }
}

extension SignatureReport.Coverage {
    init(_ coverage: SignatureFindings.Coverage) {
        switch coverage {
        case .file: self = .file
        case .revision: self = .revision
        case .partial: self = .partial
        }
    }
}

extension SignatureReport.ChangesAfter {
    init(_ changes: SignatureFindings.ChangesAfter) {
        switch changes {
        case .none: self = .none
        case .permitted: self = .permitted
        case .suspicious: self = .suspicious
        }
    }
}
