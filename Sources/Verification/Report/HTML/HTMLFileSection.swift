import Diagnostics
import FoundationEssentials
import Records

/// The part of an HTML report about one file.
struct HTMLFileSection {
    let report: FileReport
    let firstPage: [UInt8]?
    /// From 1.
    let number: Int
    let language: Language

    private func say(_ vi: String, _ en: String) -> String { Bilingual(vi: vi, en: en).text(in: language) }

    var markup: Markup {
        let outcome = FileOutcome(report)
        let advice: [Markup] =
            ReportText.advice(report).map { advice in
                ["<p class=\"advice\"><b>\(say("Nên làm", "What to do")):</b> \(advice.text(in: language))</p>"]
            } ?? []
        let reasons: [Markup] = report.reasons.map { "<li>\($0.message)</li>" }
        return """
            <article id="file-\(number)">
            <section class="verdict \(outcome.weight.rawValue)">
            <span class="mark" aria-hidden="true">\(outcome.sign)</span>
            <div><h2>\(VerdictHeading.of(report).text(in: language).dropSign)</h2>
            <p class="name">\(report.file)</p>\(advice)
            \(reasons.isEmpty ? "" : "<ul>\(reasons)</ul>")</div>
            </section>
            <div class="overview">
            \(preview)
            \(facts)
            </div>
            \(table)
            \(HTMLTimeline(report: report, language: language).markup)
            \(details)
            </article>

            """
    }

    private var preview: Markup {
        guard let firstPage else {
            return """
                <figure class="page none"><figcaption>\(say(
                    "Không dựng được hình trang đầu.", "The first page could not be drawn."))</figcaption></figure>
                """
        }
        let source = "data:image/png;base64," + base64(firstPage)
        return """
            <figure class="page"><img src="\(source)" alt="\(say("Hình trang 1 của tệp", "Picture of page 1"))">
            <figcaption>\(say("Trang 1 của bản mới nhất trong tệp", "Page 1 of the newest revision"))</figcaption></figure>
            """
    }

    private var facts: Markup {
        let people = report.signatures.filter { $0.type == .signature }.count
        let stamps = report.signatures.count - people
        var rows: [(String, Markup)] = [
            (say("Kết luận", "Conclusion"), "<code>\(report.conclusion.rawValue)</code>"),
            (say("Chữ ký", "Signatures"), "\(people)"),
        ]
        if stamps > 0 { rows.append((say("Dấu thời gian tài liệu", "Document time-stamps"), "\(stamps)")) }
        if let revisions = report.revisions { rows.append((say("Phiên bản trong tệp", "Revisions"), "\(revisions)")) }
        rows.append(
            (
                say("Tình trạng giấy tờ", "Status of the paper"),
                "\(ReportText.label(report.record.status).text(in: language))"
            ))
        if let urn = report.record.urn { rows.append(("URN", "<code>\(urn)</code>")) }
        if report.seal.present {
            rows.append((say("Mã QR của cơ quan", "Agency's QR seal"), "\(ReportText.seal(report).text(in: language))"))
        }
        let shown = report.signatures.flatMap(\.shown).map(\.text).filter { !$0.isEmpty }
        if !shown.isEmpty {
            let items: [Markup] = shown.prefix(40).map { "<li>“\($0)”</li>" }
            rows.append((say("Chữ trên hình các chữ ký", "Text of the signatures' appearances"), "<ul>\(items)</ul>"))
        }
        rows.append(("SHA-256", "<code class=\"digest\">\(report.sha256)</code>"))
        return "<dl class=\"facts\">\(rows.map { label, value -> Markup in "<dt>\(label)</dt><dd>\(value)</dd>" })</dl>"
    }

    private var table: Markup {
        guard !report.signatures.isEmpty else { return "" }
        let heads = [
            "#", say("Người ký", "Signer"), say("Thời điểm", "Time"), say("Kết quả", "Result"),
            say("Gốc tin cậy", "Trust"),
            say("Sau khi ký", "Afterwards"),
        ]
        let rows: [Markup] = report.signatures.enumerated().map { index, signature in
            let words = SignatureWords(signature)
            let time: Markup
            if let stamped = signature.time.timestamp {
                let kind =
                    words.timeIsProven
                    ? say("có dấu thời gian", "time-stamped") : say("dấu thời gian tạm tính", "time-stamp, provisional")
                time = "\(ReadableTime.text(stamped))<br><small>\(kind)</small>"
            } else if let claimed = signature.time.claimed {
                time = "\(ReadableTime.text(claimed))<br><small>\(say("tự khai", "claimed only"))</small>"
            } else {
                time = "–"
            }
            let unknown = say("không rõ", "unknown")
            let cells: [Markup] = [
                "\(index + 1)",
                """
                <a href="#file-\(number)-signature-\(index + 1)">\(signature.signer?.name ?? unknown)</a><br>\
                <small>\(signature.type == .signature ? signature.level.rawValue : say("dấu thời gian", "time-stamp"))</small>
                """,
                time, "<b class=\"\(words.weight.rawValue)\">\(words.result.text(in: language))</b>",
                "\(words.store?.text(in: language) ?? say("chưa có", "none"))",
                "\(words.afterwards.text(in: language))",
            ]
            let data = zip(heads, cells).map { head, cell -> Markup in "<td data-label=\"\(head)\">\(cell)</td>" }
            return "<tr>\(data)</tr>\n"
        }
        return """
            <section><h3>\(say("Bảng chữ ký", "Signatures"))</h3>
            <table class="cards"><thead><tr>\(heads.map { head -> Markup in "<th scope=\"col\">\(head)</th>" })</tr></thead>
            <tbody>
            \(rows)</tbody></table></section>
            """
    }

    private var details: Markup {
        let cards: [Markup] = report.signatures.enumerated().map { index, signature in
            HTMLSignatureCard(
                signature: signature, number: index + 1, anchor: "file-\(number)-signature-\(index + 1)",
                language: language
            ).markup
        }
        return cards.isEmpty ? "" : "<h3>\(say("Từng chữ ký", "Each signature"))</h3>\n\(cards)"
    }
}
