import Diagnostics
import FoundationEssentials
import PAdES
import PKI
import Records

/// Joins what a signature is (PAdES/Validation) with whom it may be believed from (PKI): the basic signature validation of
/// ETSI EN 319 102-1 §5.3 at the best time that the file's time-stamps prove (§5.5, §5.6).
struct SignatureJudgement {
    let now: Date
    let language: Language

    /// What the building blocks found, before it becomes a report.
    private struct Answer {
        var indication: Indication
        var subIndication: SubIndication?
    }

    /// One signature's report.
    /// - Parameters:
    ///   - index: which of the file's findings it is.
    ///   - proofs: what the file's time-stamps prove.
    func report(
        _ findings: SignatureFindings, _ index: Int, _ proofs: ProofsOfExistence, level: SignatureReport.Level
    ) -> SignatureReport {
        let value = findings.value
        let proven = proofs.earliest(ofSignature: index)
        let path = proofs.path(ofSignature: index)
        let stamp = proofs.documentTimeStamp(index)
        let answer = answer(findings, path, stamp, proven: proven)
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
                timestamp: (findings.kind == .signature ? proven : value.token?.time).map(VietnamTime.iso8601),
                best: VietnamTime.iso8601(proven ?? now)),
            algorithms: SignatureReport.Algorithms(
                digest: digestName(findings), key: value.certificate?.keyDescription ?? "unknown"),
            reasons: reasons(findings, index, path, proofs))
    }

    /// The order of EN 319 102-1: format, signer's certificate, cryptography, then chain and constraints.
    private func answer(
        _ findings: SignatureFindings, _ path: PathOutcome?, _ stamp: TimeStampJudgement?, proven: Date?
    ) -> Answer {
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
        if isWeak(findings, at: proven ?? now) || stamp?.isSound == false {
            return Answer(indication: .indeterminate, subIndication: .cryptoConstraintsFailureNoPOE)
        }
        return Answer(indication: .passed, subIndication: nil)
    }

    /// SHA-1 or a key below today's minimum: never passed without a proof that the signature is older than the weakness.
    private func isWeak(_ findings: SignatureFindings, at date: Date) -> Bool {
        let key = (try? findings.value.certificate?.publicKey)?.type
        let digest = findings.value.digest?.algorithm
        let ends = [
            digest.flatMap { $0.isWeak ? AlgorithmSchedule.end(of: $0) : nil },
            key.flatMap { $0.isWeak ? AlgorithmSchedule.end(of: $0) : nil },
        ]
        return ends.compactMap { $0 }.contains { date >= $0 }
    }

    private func claimedTime(_ findings: SignatureFindings) -> Date? {
        findings.dictionary.claimedTime?.instant ?? findings.value.signer?.signingTime
    }

    private func digestName(_ findings: SignatureFindings) -> String {
        (findings.value.signer?.digestAlgorithm ?? findings.value.digest?.algorithm)?.name ?? "unknown"
    }

    private func reasons(
        _ findings: SignatureFindings, _ index: Int, _ path: PathOutcome?, _ proofs: ProofsOfExistence
    ) -> [SignatureReport.Reason] {
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
        found += timeStampReasons(findings, index, proofs)
        return found + (path?.reasons ?? []).map { reason($0.code, $0.message) }
    }

    /// Why a time-stamp does not count, and what a trusted one rests on.
    private func timeStampReasons(
        _ findings: SignatureFindings, _ index: Int, _ proofs: ProofsOfExistence
    ) -> [SignatureReport.Reason] {
        var found: [SignatureReport.Reason] = []
        if let signer = findings.value.signer, findings.kind == .signature,
            signer.timeStampTokens.count > findings.signatureTimeStamps.count
        {
            found.append(
                reason(
                    "TIMESTAMP_OF_SOMETHING_ELSE",
                    Bilingual(
                        vi: "Có dấu thời gian không đóng lên chữ ký này; không được tính.",
                        en: "A time-stamp in it is not over this signature and does not count.")))
        }
        for stamp in proofs.timeStamps where stamp.subject == .signature(index: index) && !stamp.isTrusted {
            let why = stamp.path?.reasons.first?.message
            found.append(
                reason(
                    "TIMESTAMP_NOT_TRUSTED",
                    Bilingual(
                        vi: "Dấu thời gian của chữ ký chưa được tin cậy. \(why?.vi ?? "")",
                        en: "The signature's time-stamp is not trusted. \(why?.en ?? "")")))
        }
        if proofs.documentTimeStamp(index)?.restsOnStampingTime == true {
            found.append(
                reason(
                    "TIMESTAMP_REVOCATION_AS_OF_STAMPING",
                    Bilingual(
                        vi: "Thu hồi của máy chủ dấu thời gian được xét theo dữ liệu lúc đóng dấu.",
                        en: "Revocation of the time-stamping authority was judged by the data of that time.")))
        }
        return found
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
