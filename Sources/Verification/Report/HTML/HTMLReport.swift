import Diagnostics
import FoundationEssentials
import Records

/// A report for archivists: one HTML file without scripts or outside parts, to be read on a screen, printed and kept. It
/// shows each file's verdict, its first page, its signatures, and what every revision did.
public struct HTMLReport {
    private let language: Language
    private let now: Date
    private var files: [(report: FileReport, section: Markup)] = []

    /// An empty report.
    /// - Parameter now: when the files were checked.
    public init(now: Date, language: Language) { (self.now, self.language) = (now, language) }

    /// Adds a file.
    /// - Parameter firstPage: its first page as a PNG; nil when it could not be drawn.
    public mutating func add(_ report: FileReport, firstPage: [UInt8]?) {
        let section = HTMLFileSection(
            report: report, firstPage: firstPage, number: files.count + 1, language: language)
        files.append((report, section.markup))
    }

    /// The HTML document in UTF-8.
    public var html: String {
        let title = say("Biên bản kiểm tra chữ ký số", "Signature validation report")
        let page: Markup = """
            <!DOCTYPE html>
            <html lang="\(language.rawValue)">
            <head>
            <meta charset="utf-8">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="referrer" content="no-referrer">
            <title>\(title)</title>
            <style>\(HTMLStyle.sheet)</style>
            </head>
            <body>
            <header class="top">
            <h1>\(title)</h1>
            <p>\(say("Kiểm tra lúc", "Checked at")) <time datetime="\(VietnamTime.iso8601(now))">\
            \(ReadableTime.text(VietnamTime.iso8601(now)))</time> · sohoa</p>
            </header>
            <main>
            \(contents)\(files.map(\.section))</main>
            <footer>\(footer)</footer>
            </body>
            </html>

            """
        return page.source
    }

    /// Several files begin with an overview.
    private var contents: Markup {
        guard files.count > 1 else { return "" }
        let rows: [Markup] = files.enumerated().map { index, file in
            let outcome = FileOutcome(file.report)
            return """
                <tr class="\(outcome.weight.rawValue)"><td data-label="\(say("Tệp", "File"))">\
                <a href="#file-\(index + 1)">\(file.report.file)</a></td>\
                <td data-label="\(say("Kết quả", "Result"))"><span class="mark" aria-hidden="true">\(outcome.sign)</span>
                \(VerdictHeading.of(file.report).text(in: language).dropSign)</td></tr>

                """
        }
        return """
            <section><h2>\(say("Các tệp đã kiểm tra", "Files that were checked")) (\(files.count))</h2>
            <table class="cards"><thead><tr><th scope="col">\(say("Tệp", "File"))</th>\
            <th scope="col">\(say("Kết quả", "Result"))</th></tr></thead>
            <tbody>\(rows)</tbody></table></section>

            """
    }

    private var footer: Markup {
        """
        <p>\(say(
            "Kết luận theo ETSI EN 319 102-1: TOTAL-PASSED là hợp lệ, TOTAL-FAILED là không hợp lệ, INDETERMINATE là chưa "
                + "đủ căn cứ. Thời điểm do người ký khai không chứng minh được gì; chỉ dấu thời gian mới chứng minh.",
            "Conclusions are those of ETSI EN 319 102-1: TOTAL-PASSED, TOTAL-FAILED, INDETERMINATE. A time that the signer "
                + "claims proves nothing; a time-stamp does."))</p>
        <p>\(say(
            "Biên bản này không có chữ ký: ai cần thì kiểm tra lại chính tệp PDF.",
            "This report is not signed: who needs certainty checks the PDF itself again."))</p>
        """
    }

    private func say(_ vi: String, _ en: String) -> String { Bilingual(vi: vi, en: en).text(in: language) }
}

extension String {
    /// A heading without the sign and space before it.
    var dropSign: String { String(drop { $0 == "✔" || $0 == "!" || $0 == "✖" || $0 == " " }) }
}
