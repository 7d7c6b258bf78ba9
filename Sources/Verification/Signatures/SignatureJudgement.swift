import Diagnostics
import FoundationEssentials
import PAdES
import PKI
import Records

/// Joins what a signature is (PAdES/Validation) with whom it may be believed from (PKI): the basic signature validation of
/// ETSI EN 319 102-1 §5.3, with the time of a trusted signature time-stamp where there is one.
struct SignatureJudgement {
    let trust: TrustStore
    let now: Date
    let language: Language

    /// What the building blocks found, before it becomes a report.
    private struct Answer {
        var indication: Indication
        var subIndication: SubIndication?
    }

    func report(_ findings: SignatureFindings, level: SignatureReport.Level) -> SignatureReport {
        let value = findings.value
        let stamp = trustedTimeStamp(findings)
        let best = stamp ?? now
        let path = value.certificate.map { certificate in
            PathValidator.validate(
                certificate, extra: value.certificates,
                extraRevocationLists: value.signedData?.revocationLists ?? [], trust: trust, at: best,
                revocation: .required, purpose: findings.kind == .signature ? .signing : .timeStamping)
        }
        let answer = answer(findings, path)
        return SignatureReport(
            field: findings.field, type: findings.kind == .signature ? .signature : .documentTimestamp, level: level,
            intact: findings.isWellFormed ? findings.intact : false, signatureValid: findings.signatureValid ?? false,
            coverage: SignatureReport.Coverage(findings.coverage),
            changesAfter: SignatureReport.ChangesAfter(findings.changesAfter),
            indication: answer.indication, subIndication: answer.subIndication,
            signer: value.certificate.map(SignatureReport.Signer.init),
            trust: path.map(SignatureReport.Trust.init) ?? SignatureReport.Trust(store: "none", anchor: nil),
            time: SignatureReport.Time(
                claimed: claimedTime(findings).map(VietnamTime.iso8601),
                timestamp: (stamp ?? value.token?.time).map(VietnamTime.iso8601), best: VietnamTime.iso8601(best)),
            algorithms: SignatureReport.Algorithms(
                digest: digestName(findings), key: value.certificate?.keyDescription ?? "unknown"),
            reasons: reasons(findings, path))
    }

    /// The order of EN 319 102-1: format, signer's certificate, cryptography, then chain and constraints.
    private func answer(_ findings: SignatureFindings, _ path: PathOutcome?) -> Answer {
        if !findings.isWellFormed { return Answer(indication: .failed, subIndication: .formatFailure) }
        if findings.intact == false { return Answer(indication: .failed, subIndication: .hashFailure) }
        guard let path, let certificate = findings.value.certificate else {
            return Answer(indication: .indeterminate, subIndication: .noSigningCertificateFound)
        }
        guard findings.signatureValid == true else {
            return Answer(indication: .failed, subIndication: .sigCryptoFailure)
        }
        if findings.changesAfter == .suspicious || findings.coverage == .partial {
            return Answer(indication: .failed, subIndication: .formatFailure)
        }
        if findings.value.signer?.namesSigningCertificate(certificate) == false {
            return Answer(indication: .indeterminate, subIndication: .noSigningCertificateFound)
        }
        if path.status != .passed {
            return Answer(indication: path.indication, subIndication: path.subIndication)
        }
        if isWeak(findings) {
            return Answer(indication: .indeterminate, subIndication: .cryptoConstraintsFailureNoPOE)
        }
        return Answer(indication: .passed, subIndication: nil)
    }

    /// SHA-1 or a key below today's minimum: never passed without a proof that the signature is older than the weakness.
    private func isWeak(_ findings: SignatureFindings) -> Bool {
        let key = (try? findings.value.certificate?.publicKey)?.type
        return findings.value.digest?.algorithm.isWeak == true || key?.isWeak == true
    }

    /// The earliest trusted time-stamp over the signature value; an untrusted one proves nothing.
    private func trustedTimeStamp(_ findings: SignatureFindings) -> Date? {
        guard findings.kind == .signature, let signer = findings.value.signer else { return nil }
        return signer.timeStampTokens.compactMap { try? TimeStampToken($0) }
            .filter { $0.covers(signer.signature) }
            .filter { $0.validate(trust: trust, at: now, revocation: .ifAvailable).isTrusted }
            .map(\.time).min()
    }

    private func claimedTime(_ findings: SignatureFindings) -> Date? {
        findings.dictionary.claimedTime?.instant ?? findings.value.signer?.signingTime
    }

    private func digestName(_ findings: SignatureFindings) -> String {
        (findings.value.signer?.digestAlgorithm ?? findings.value.digest?.algorithm)?.name ?? "unknown"
    }

    private func reasons(_ findings: SignatureFindings, _ path: PathOutcome?) -> [SignatureReport.Reason] {
        var found = findings.reasons.map { reason($0.code.rawValue, $0.message) }
        if findings.isWellFormed {
            if findings.intact == false {
                found.append(
                    reason(
                        "HASH_FAILURE",
                        Bilingual(
                            vi: "Nội dung đã bị thay đổi sau khi ký (giá trị băm không khớp).",
                            en: "The content was changed after signing (the digest does not match).")))
            }
            if findings.signatureValid == false {
                found.append(
                    reason(
                        "SIG_CRYPTO_FAILURE",
                        Bilingual(
                            vi: "Giá trị chữ ký không do khóa của chứng thư số này tạo ra.",
                            en: "The signature value was not made by this certificate's key.")))
            }
        }
        found += (findings.value.check?.notes ?? []).map { reason($0.rawValue, $0.message) }
        found += findings.changes.map { judged in
            reason((judged.isPermitted ? "" : "SUSPICIOUS_") + judged.change.kind.rawValue, judged.change.message)
        }
        return found + (path?.reasons ?? []).map { reason($0.code, $0.message) }
    }

    private func reason(_ code: String, _ message: Bilingual) -> SignatureReport.Reason {
        SignatureReport.Reason(code: code, message: message.text(in: language))
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
