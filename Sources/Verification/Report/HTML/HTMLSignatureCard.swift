import Diagnostics

/// All about one signature, for the HTML report.
struct HTMLSignatureCard {
    let signature: SignatureReport
    /// From 1.
    let number: Int
    /// Where links to it lead.
    let anchor: String
    let language: Language

    private func say(_ vi: String, _ en: String) -> String { Bilingual(vi: vi, en: en).text(in: language) }

    var markup: Markup {
        let words = SignatureWords(signature)
        let kind =
            signature.type == .signature
            ? say("Chữ ký \(number)", "Signature \(number)") : say("Dấu thời gian \(number)", "Time-stamp \(number)")
        let standard = [signature.indication.rawValue, signature.subIndication?.rawValue].compactMap { $0 }
        return """
            <section class="card" id="\(anchor)">
            <h4>\(kind): \(signature.signer?.name ?? say("không rõ người ký", "unknown signer"))</h4>
            <p><b class="\(words.weight.rawValue)">\(words.result.text(in: language))</b>
            <code>\(standard.joined(separator: " / "))</code></p>
            <dl>\(rows(words).map { label, value -> Markup in "<dt>\(label)</dt><dd>\(value)</dd>\n" })</dl>
            \(list(say("Lý do và lưu ý", "Reasons and remarks"), words.reasons.map(\.message)))
            </section>

            """
    }

    private func rows(_ words: SignatureWords) -> [(String, Markup)] {
        var rows: [(String, Markup)] = []
        if let field = signature.field { rows.append((say("Trường", "Field"), "\(field)")) }
        if let signer = signature.signer {
            rows.append((say("Chứng thư số", "Certificate"), "\(signer.subject)"))
            rows.append((say("Số hiệu", "Serial"), "<code>\(signer.serial)</code>"))
        }
        if !signature.chain.isEmpty {
            let chain: [Markup] = signature.chain.map { "<li>\(SignatureText.commonName($0))</li>" }
            rows.append((say("Chuỗi chứng thư", "Chain"), "<ol class=\"chain\">\(chain)</ol>"))
        } else if let issuer = signature.signer?.issuer {
            rows.append((say("Nơi cấp", "Issuer"), "\(issuer)"))
        }
        if let store = words.store {
            rows.append((say("Kho tin cậy", "Trust store"), "\(signature.trust.store) (\(store.text(in: language)))"))
        }
        for stamp in signature.timestamps {
            let trusted = stamp.trusted ? say("được tin cậy", "trusted") : say("chưa được tin cậy", "not trusted")
            let over =
                stamp.over == .signature
                ? say("trên chữ ký", "over the signature") : say("trên tài liệu", "over the document")
            rows.append(
                (
                    say("Dấu thời gian", "Time-stamp"),
                    "\(ReadableTime.text(stamp.time)) – \(stamp.authority ?? "?"), \(over), \(trusted)"
                ))
        }
        if let claimed = signature.time.claimed {
            rows.append((say("Người ký khai", "Claimed time"), "\(ReadableTime.text(claimed))"))
        }
        if let best = signature.time.best {
            rows.append((say("Xét tại thời điểm", "Judged at"), "\(ReadableTime.text(best))"))
        }
        for shown in signature.shown where !shown.text.isEmpty {
            let place = shown.page.map { say(" (trang \($0))", " (page \($0))") } ?? ""
            rows.append((say("Chữ trên hình chữ ký", "Appearance") + place, "“\(shown.text)”"))
        }
        rows.append((say("Bao phủ", "Covers"), "\(words.coverage.text(in: language))"))
        if !words.checked.isEmpty {
            rows.append((say("Đã kiểm tra, đúng", "Checked and right"), bullets(words.checked)))
        }
        if !words.unchecked.isEmpty {
            rows.append((say("Chưa kiểm tra được", "Could not be checked"), bullets(words.unchecked)))
        }
        if let policy = signature.policy { rows.append((say("Quy tắc", "Policy"), "\(policy)")) }
        rows.append(
            (
                say("Kỹ thuật", "Technical"),
                "\(signature.level.rawValue), \(signature.algorithms.digest), \(signature.algorithms.key)"
            ))
        return rows
    }

    private func bullets(_ items: [Bilingual]) -> Markup {
        "<ul>\(items.map { item -> Markup in "<li>\(item.text(in: language))</li>" })</ul>"
    }

    private func list(_ title: String, _ items: [String]) -> Markup {
        items.isEmpty
            ? "" : "<h5>\(title)</h5><ul>\(items.map { item -> Markup in "<li>\(item)</li>" })</ul>"
    }
}
