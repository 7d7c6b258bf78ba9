import Diagnostics
import PKI
import Records

/// A report as lines for a person: the verdict first, what to do next, then who, when, which chain, what was checked and
/// what could not be, and what came after each signature.
public enum ReportText {
    /// A file's report.
    public static func lines(_ report: FileReport, in language: Language) -> [String] {
        raw(report, in: language).map(PrintableText.line)
    }

    private static func raw(_ report: FileReport, in language: Language) -> [String] {
        func say(_ vi: String, _ en: String) -> String { Bilingual(vi: vi, en: en).text(in: language) }
        var lines = [report.file, VerdictHeading.of(report).text(in: language)]
        lines.append("  " + say("Kết luận", "Conclusion") + ": \(report.conclusion.rawValue)")
        if let advice = advice(report) {
            lines.append("  " + say("Nên làm", "What to do") + ": \(advice.text(in: language))")
        }
        lines += report.reasons.map { "  • \($0.message)" }
        for (index, signature) in report.signatures.enumerated() {
            lines.append("")
            lines += SignatureText(signature: signature, number: index + 1, language: language).lines.map { "  " + $0 }
        }
        if !report.signatures.isEmpty || report.seal.present { lines.append("") }
        if report.seal.present {
            lines.append("  " + say("Mã QR của cơ quan", "Agency's QR seal") + ": " + seal(report).text(in: language))
        }
        lines.append(
            "  " + say("Tình trạng giấy tờ", "Status of the paper") + ": "
                + label(report.record.status).text(in: language))
        return lines
    }

    /// What to do next about a file.
    public static func advice(_ report: FileReport) -> Bilingual? {
        // What a signature that still holds covers, though later revisions changed it.
        let signed = report.signatures.filter { $0.intact == true && $0.signatureValid && $0.coverage == .revision }
            .compactMap(\.signedRevision).max()
        return FileOutcome(report).advice(signedRevision: signed, statusIsKnown: report.record.status != .unknown)
    }

    /// Whether the seal fits the file.
    static func seal(_ report: FileReport) -> Bilingual {
        switch report.seal.matches {
        case true?: Bilingual(vi: "khớp với tài liệu", en: "matches the document")
        case false?: Bilingual(vi: "KHÔNG khớp với tài liệu", en: "does NOT match the document")
        case nil: Bilingual(vi: "chưa so sánh được", en: "could not be compared")
        }
    }

    /// Where the paper stands.
    static func label(_ status: RecordStatus) -> Bilingual {
        switch status {
        case .inForce: Bilingual(vi: "còn hiệu lực", en: "in force")
        case .revoked: Bilingual(vi: "đã bị thu hồi", en: "revoked")
        case .replaced: Bilingual(vi: "đã được thay thế", en: "replaced")
        case .expired: Bilingual(vi: "hết hiệu lực", en: "expired")
        case .unknown: Bilingual(vi: "chưa kiểm tra", en: "not checked")
        }
    }
}
