import Diagnostics
import Records

extension ReportText {
    /// A QR code's report.
    public static func lines(_ report: SealVerdictReport, in language: Language) -> [String] {
        func say(_ vi: String, _ en: String) -> String { Bilingual(vi: vi, en: en).text(in: language) }
        var lines = [VerdictHeading.of(report).text(in: language)]
        lines.append("  " + say("Kết luận", "Conclusion") + ": \(report.conclusion.rawValue)")
        lines += report.reasons.map { "  • \($0.message)" }
        guard let seal = report.seal else { return lines }
        let rows: [(String, String?)] = [
            (say("Tên giấy tờ", "Paper"), seal.title),
            (say("Số, ký hiệu", "Number"), seal.numberAndNotation),
            (say("Ngày ban hành", "Issued"), seal.issuedDate?.vietnamese),
            (say("Có hiệu lực đến", "Valid until"), seal.validUntil?.vietnamese),
            (say("Phạm vi", "Scope"), seal.scope),
            (say("Người được cấp", "Holder"), seal.holderName),
            (say("Số định danh", "Holder's id"), seal.holderId),
            (say("Mã cơ quan", "Agency code"), seal.issuer),
            (say("Mã hồ sơ", "Dossier"), seal.dossier),
            (say("Mã thủ tục", "Procedure"), seal.procedure),
            (say("Hệ thống", "System"), seal.system),
            (say("Cấp mã lúc", "Sealed at"), seal.issued),
            (say("Mã tra cứu", "Code"), report.code),
            (say("Khóa của", "Key of"), report.signer?.name),
        ]
        lines += rows.compactMap { label, value in value.map { "  \(label): \($0)" } }
        lines.append(
            "  " + say("Tình trạng giấy tờ", "Status of the paper") + ": "
                + label(report.record.status).text(in: language))
        return lines
    }
}
