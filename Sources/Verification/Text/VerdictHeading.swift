import Diagnostics
import PKI

/// The first line a person reads: one of a few plain sentences, each with the standard's word behind it.
public enum VerdictHeading {
    /// The heading of a file's report.
    public static func of(_ report: FileReport) -> Bilingual {
        switch (report.conclusion, report.verdict) {
        case (.unreadable, _):
            Bilingual(vi: "✖ Không đọc được tệp này như một tệp PDF.", en: "✖ This file cannot be read as a PDF.")
        case (.noSignature, _):
            Bilingual(vi: "! Tệp không có chữ ký số nào.", en: "! The file has no digital signature.")
        case (.totalFailed, _):
            Bilingual(vi: "✖ KHÔNG HỢP LỆ – không sử dụng.", en: "✖ NOT VALID – do not use.")
        case (_, .invalid) where report.seal.matches == false:
            Bilingual(
                vi: "✖ KHÔNG HỢP LỆ – mã QR trong tệp không phải của tài liệu này.",
                en: "✖ NOT VALID – the QR code in the file is not this document's.")
        case (_, .invalid):
            Bilingual(
                vi: "✖ Chữ ký còn nguyên nhưng giấy tờ đã bị thu hồi hoặc thay thế – không sử dụng.",
                en: "✖ The signature holds but the paper was revoked or replaced – do not use.")
        case (_, .notInForce):
            Bilingual(
                vi: "! Chữ ký đúng, nhưng giấy tờ đã hết hiệu lực.",
                en: "! The signature is right, but the paper is no longer in force.")
        case (_, .valid):
            Bilingual(
                vi: "✔ HỢP LỆ – tài liệu nguyên vẹn, đúng cơ quan ký.", en: "✔ VALID – intact, signed as it says.")
        case (_, .undetermined):
            undetermined(report)
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

    private static func undetermined(_ report: FileReport) -> Bilingual {
        if report.signatures.contains(where: { $0.reasons.contains { $0.code == "CERTIFICATE_SUSPENDED" } }) {
            return Bilingual(
                vi: "! Toàn vẹn, nhưng chứng thư số của người ký đang bị tạm dừng.",
                en: "! Intact, but the signer's certificate is suspended.")
        }
        let subs = report.signatures.compactMap(\.subIndication)
        if !subs.isEmpty, subs.allSatisfy({ $0 == .tryLater }) {
            return Bilingual(
                vi: "! Toàn vẹn, đúng cơ quan, chưa kiểm tra được thu hồi.",
                en: "! Intact, right agency, revocation could not be checked.")
        }
        if subs.contains(.noCertificateChainFound) {
            return Bilingual(
                vi: "! Tài liệu nguyên vẹn, nhưng chưa biết người ký có đáng tin không (thiếu gốc tin cậy).",
                en: "! Intact, but there is no trust anchor that vouches for the signer.")
        }
        return Bilingual(vi: "! Chưa đủ căn cứ kết luận.", en: "! There is no ground yet to conclude.")
    }
}
