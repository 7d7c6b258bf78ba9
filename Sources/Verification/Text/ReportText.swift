import Diagnostics
import PKI
import Records

/// A report as lines for a person: the verdict first, then who, when, which chain, what was checked and what could not be.
public enum ReportText {
    /// A file's report.
    public static func lines(_ report: FileReport, in language: Language) -> [String] {
        func say(_ vi: String, _ en: String) -> String { Bilingual(vi: vi, en: en).text(in: language) }
        var lines = [report.file, VerdictHeading.of(report).text(in: language)]
        lines.append("  " + say("Kết luận", "Conclusion") + ": \(report.conclusion.rawValue)")
        lines += report.reasons.map { "  • \($0.message)" }
        for (index, signature) in report.signatures.enumerated() {
            lines.append("")
            let kind =
                signature.type == .signature
                ? say("Chữ ký \(index + 1)", "Signature \(index + 1)")
                : say("Dấu thời gian \(index + 1)", "Document time-stamp \(index + 1)")
            lines.append("  \(kind): \(signature.signer?.name ?? say("không rõ người ký", "unknown signer"))")
            lines += signatureLines(signature, say).map { "    " + $0 }
        }
        if report.seal.present {
            let matches: String =
                switch report.seal.matches {
                case true?: say("khớp với tài liệu", "matches the document")
                case false?: say("KHÔNG khớp với tài liệu", "does NOT match the document")
                case nil: say("chưa so sánh được", "could not be compared")
                }
            lines += ["", "  " + say("Mã QR của cơ quan", "Agency's QR seal") + ": " + matches]
        }
        lines.append("  " + say("Tình trạng giấy tờ", "Status of the paper") + ": " + label(report.record.status, say))
        return lines
    }

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
        lines.append("  " + say("Tình trạng giấy tờ", "Status of the paper") + ": " + label(report.record.status, say))
        return lines
    }

    private static func signatureLines(
        _ signature: SignatureReport, _ say: (String, String) -> String
    ) -> [String] {
        var lines = [
            "\(signature.indication.rawValue)"
                + (signature.subIndication.map { " / \($0.rawValue)" } ?? ""),
            say("Toàn vẹn", "Intact") + ": " + yes(signature.intact, say) + "; "
                + say("giá trị chữ ký đúng", "signature value right") + ": " + yes(signature.signatureValid, say),
        ]
        if let anchor = signature.trust.anchor {
            lines.append(say("Gốc tin cậy", "Trust anchor") + " (\(signature.trust.store)): \(anchor)")
        }
        if let stamped = signature.time.timestamp {
            lines.append(say("Dấu thời gian", "Time-stamp") + ": \(stamped)")
        } else if let claimed = signature.time.claimed {
            lines.append(say("Thời điểm ký do người ký khai", "Time the signer claims") + ": \(claimed)")
        }
        let coverage: String =
            switch signature.coverage {
            case .file: say("toàn bộ tệp", "the whole file")
            case .revision: say("một phiên bản trước của tệp", "an earlier revision of the file")
            case .partial: say("chỉ một phần tệp", "only a part of the file")
            }
        let changes: String =
            switch signature.changesAfter {
            case .none: say("không thay đổi", "no changes")
            case .permitted: say("chỉ có thay đổi được phép", "permitted changes only")
            case .suspicious: say("có thay đổi ĐÁNG NGỜ", "SUSPICIOUS changes")
            }
        lines.append(say("Bao phủ", "Covers") + ": \(coverage); " + say("sau khi ký", "afterwards") + ": \(changes)")
        lines.append("\(signature.level.rawValue), \(signature.algorithms.digest), \(signature.algorithms.key)")
        return lines + signature.reasons.map { "• \($0.message)" }
    }

    private static func yes(_ value: Bool?, _ say: (String, String) -> String) -> String {
        switch value {
        case true?: say("có", "yes")
        case false?: say("KHÔNG", "NO")
        case nil: say("không tách riêng được", "cannot be told apart")
        }
    }

    private static func label(_ status: RecordStatus, _ say: (String, String) -> String) -> String {
        switch status {
        case .inForce: say("còn hiệu lực", "in force")
        case .revoked: say("đã bị thu hồi", "revoked")
        case .replaced: say("đã được thay thế", "replaced")
        case .expired: say("hết hiệu lực", "expired")
        case .unknown: say("chưa kiểm tra", "not checked")
        }
    }
}
