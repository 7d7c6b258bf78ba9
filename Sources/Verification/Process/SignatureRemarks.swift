import FoundationEssentials
import PAdES
import PKI

/// The sentences of one signature: why it did not pass, then what is wrong or odd, then what happened later, then times.
struct SignatureRemarks {
    let findings: SignatureFindings
    let conclusion: Conclusion
    let path: PathOutcome?
    let stamps: [TimeStampJudgement]
    /// The judgement of a document time-stamp itself.
    let own: TimeStampJudgement?
    let policy: ValidationPolicy
    /// The best time.
    let date: Date
    /// The time-stamp of an earlier revision that is younger.
    let earlier: Date?

    var all: [ValidationRemark] {
        var known: Set<ValidationRemark> = []
        return (conclusion.remarks + structure + cryptography + changes + timeStamps + certificates + times)
            .filter { known.insert($0).inserted }
    }

    private var structure: [ValidationRemark] { findings.reasons.map(FormatChecking.remark) }

    private var cryptography: [ValidationRemark] {
        var remarks: [ValidationRemark] = []
        if findings.isWellFormed {
            remarks += CryptographicVerification.checkDigest(findings)?.remarks ?? []
            if findings.signatureValid == false {
                remarks += CryptographicVerification.checkSignature(findings)?.remarks ?? []
            }
        }
        remarks += (findings.value.check?.notes ?? []).map {
            ValidationRemark(code: $0.rawValue, message: $0.message)
        }
        let acceptance = SignatureAcceptance(findings: findings, algorithms: policy.algorithms, date: date)
        return remarks + (acceptance.failure?.remarks ?? []) + acceptance.warnings
    }

    private var changes: [ValidationRemark] { findings.changes.map(FormatChecking.remark) }

    /// Why a time-stamp does not count, and what a trusted one rests on.
    private var timeStamps: [ValidationRemark] {
        var remarks: [ValidationRemark] = []
        if findings.kind == .signature, let signer = findings.value.signer,
            signer.timeStampTokens.count > findings.signatureTimeStamps.count
        {
            remarks.append(
                ValidationRemark(
                    "TIMESTAMP_OF_SOMETHING_ELSE", vi: "Có dấu thời gian không đóng lên chữ ký này; không được tính.",
                    en: "A time-stamp in it is not over this signature and does not count."))
        }
        for stamp in stamps {
            guard case .signature = stamp.subject else { continue }
            remarks += remark(stamp)
        }
        if own?.restsOnStampingTime == true {
            remarks.append(
                ValidationRemark(
                    "TIMESTAMP_REVOCATION_AS_OF_STAMPING",
                    vi: "Thu hồi của máy chủ dấu thời gian được xét theo dữ liệu lúc đóng dấu.",
                    en: "Revocation of the time-stamping authority was judged by the data of that time."))
        }
        return remarks
    }

    private func remark(_ stamp: TimeStampJudgement) -> [ValidationRemark] {
        var remarks: [ValidationRemark] = []
        switch stamp.standing {
        case .trusted: break
        case .provisional: remarks.append(.restsOnProvisionalTime)
        case .untrusted:
            let why = stamp.path?.reasons.first?.message
            remarks.append(
                ValidationRemark(
                    "TIMESTAMP_NOT_TRUSTED", vi: "Dấu thời gian của chữ ký chưa được tin cậy. \(why?.vi ?? "")",
                    en: "The signature's time-stamp is not trusted. \(why?.en ?? "")"))
        }
        let limit = stamp.token.imprintAlgorithm.map { policy.algorithms.limit($0, for: .timeStampImprint) }
        if let imprint = stamp.token.imprintAlgorithm, let warning = limit?.warning, date >= warning {
            let name = imprint.name.uppercased()
            remarks.append(
                ValidationRemark(
                    "TIMESTAMP_OLD_DIGEST", vi: "Dấu thời gian dùng hàm băm cũ \(name).",
                    en: "The time-stamp uses the old digest \(name)."))
        }
        return remarks
    }

    private var certificates: [ValidationRemark] { (path?.reasons ?? []).map { ValidationRemark($0) } }

    /// Claims are compared with the signature's own time-stamp: one over the document may come years later.
    private var times: [ValidationRemark] {
        let own = stamps.first { if case .signature = $0.subject { $0.isSound } else { false } }?.token.time
        return ClockRemarks.all(
            findings, stamped: findings.value.token?.time ?? own, earlier: earlier, tolerance: policy.clockTolerance)
    }
}
