import Diagnostics
import PKI

/// The first line a person reads: one of a few plain sentences, each with the standard's word behind it.
public enum VerdictHeading {
    /// The heading of a file's report.
    public static func of(_ report: FileReport) -> Bilingual {
        let outcome = FileOutcome(report)
        let heading = outcome.heading(oldAlgorithm: oldAlgorithm(report))
        return Bilingual(vi: "\(outcome.sign) \(heading.vi)", en: "\(outcome.sign) \(heading.en)")
    }

    /// What of the signatures is too old, as people call it.
    static func oldAlgorithm(_ report: FileReport) -> String? {
        let weak: [SubIndication] = [.cryptoConstraintsFailure, .cryptoConstraintsFailureNoPOE]
        return report.signatures.first { $0.subIndication.map(weak.contains) ?? false }.flatMap { signature in
            switch signature.algorithms.digest {
            case "sha1": return "SHA-1"
            case "md5": return "MD5"
            case "sha224": return "SHA-224"
            default: break
            }
            let key = signature.algorithms.key
            let bits = Int(key.drop { !$0.isNumber })
            return key.hasPrefix("rsa") && (bits ?? .max) < 2048 ? "RSA-\(bits ?? 0)" : nil
        }
    }

    /// The heading of a QR code's report.
    public static func of(_ report: SealVerdictReport) -> Bilingual {
        switch (report.conclusion, report.verdict) {
        case (.indeterminate, .invalid):
            Bilingual(
                vi: "✖ Giấy tờ đã bị thu hồi hoặc thay thế – không sử dụng.",
                en: "✖ The paper was revoked or replaced – do not use.")
        case (.totalPassed, .valid):
            Bilingual(
                vi: "✔ Mã xác thực đúng. Hãy so từng dòng dưới đây với tờ giấy.",
                en: "✔ The code is genuine. Compare each line below with the paper.")
        case (.totalPassed, .notInForce):
            Bilingual(vi: "! Mã đúng, nhưng giấy tờ đã hết hiệu lực.", en: "! The code is genuine, the paper expired.")
        case (.totalPassed, _):
            Bilingual(
                vi: "✖ Mã đúng nhưng giấy tờ đã bị thu hồi hoặc thay thế – không sử dụng.",
                en: "✖ The code is genuine but the paper was revoked or replaced – do not use.")
        case (.totalFailed, _):
            Bilingual(vi: "✖ Mã KHÔNG HỢP LỆ – không sử dụng.", en: "✖ The code is NOT VALID – do not use.")
        default:
            Bilingual(vi: "! Chưa đủ căn cứ kết luận về mã này.", en: "! There is no ground yet to judge this code.")
        }
    }
}
