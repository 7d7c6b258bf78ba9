import Diagnostics

/// The revisions of a file in order: what each signed, and what it changed of what was signed before.
struct HTMLTimeline {
    let report: FileReport
    let language: Language

    private func say(_ vi: String, _ en: String) -> String { Bilingual(vi: vi, en: en).text(in: language) }

    /// A file may have thousands of revisions; those that nothing is told of are told together.
    private static let mostRevisions = 200

    var markup: Markup {
        guard !report.signatures.isEmpty else { return "" }
        let summaries = ChangeSummary.all(of: report.signatures)
        let last = min(
            max(report.revisions ?? 1, summaries.compactMap(\.revision).max() ?? 1), Self.mostRevisions)
        var entries: [Markup] = (1...max(last, 1)).map { revision in
            let signed = report.signatures.enumerated().filter { $0.element.signedRevision == revision }
            return entry(
                say("Phiên bản \(revision)", "Revision \(revision)"),
                signed.map { index, signature in
                    let name = signature.signer?.name ?? say("không rõ người ký", "unknown signer")
                    return signature.type == .signature
                        ? say("\(name) ký (chữ ký \(index + 1))", "signed by \(name) (signature \(index + 1))")
                        : say("\(name) đóng dấu thời gian", "time-stamped by \(name)")
                }, summaries.filter { $0.revision == revision },
                note: revision == 1 && signed.isEmpty ? say("Bản ban đầu", "The original") : nil)
        }
        entries += summaries.filter { $0.revision == nil || ($0.revision ?? 0) > last }
            .map { entry($0.title.text(in: language), [], [$0], note: nil) }
        return """
            <section><h3>\(say("Diễn biến của tệp", "What happened to the file"))</h3>
            <ol class="timeline">
            \(entries)</ol></section>
            """
    }

    private func entry(_ title: String, _ signed: [String], _ summaries: [ChangeSummary], note: String?) -> Markup {
        let suspicious = summaries.flatMap(\.suspicious)
        let permitted = summaries.flatMap(\.permitted)
        let state = suspicious.isEmpty ? (signed.isEmpty ? "plain" : "good") : "bad"
        var lines: [Markup] = signed.map { "<p>✍ \($0)</p>" }
        if let note, lines.isEmpty { lines.append("<p>\(note)</p>") }
        lines += group(ChangeSummary.suspicious, suspicious, "bad") + group(ChangeSummary.permitted, permitted, "plain")
        if lines.isEmpty {
            lines.append(
                "<p>\(say("Không đổi gì trong những gì đã ký.", "Nothing of what was signed was changed."))</p>")
        }
        return "<li class=\"\(state)\"><h4>\(title)</h4>\(lines)</li>\n"
    }

    private func group(_ label: Bilingual, _ phrases: [Bilingual], _ state: String) -> [Markup] {
        guard !phrases.isEmpty else { return [] }
        let items: [Markup] = phrases.map { "<li>\($0.text(in: language))</li>" }
        let title = label.text(in: language)
        return [
            "<p class=\"label \(state)\">\(title.prefix(1).uppercased() + title.dropFirst()):</p><ul>\(items)</ul>"
        ]
    }
}
