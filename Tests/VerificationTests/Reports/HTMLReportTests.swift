import Diagnostics
import Foundation
import PKI
import SignedDocuments
import Testing

@testable import Verification

/// The report for archivists.
@Suite struct HTMLReportTests {
    private let dossier: Dossier

    init() throws { dossier = try Dossier.shared.get() }

    private func html(_ reports: [FileReport], _ language: Language = .vi, page: [UInt8]? = nil) -> String {
        var html = HTMLReport(now: SigningDesk.now, language: language)
        for report in reports { html.add(report, firstPage: page) }
        return html.html
    }

    @Test func itShowsTheVerdictTheSignersAndTheRevisions() throws {
        let text = html([try dossier.verify(dossier.result, in: .vi)], page: [0x89, 0x50])
        for part in [
            "<html lang=\"vi\">", "HỢP LỆ – tài liệu nguyên vẹn", SigningDesk.officer, SigningDesk.agencyName,
            "TOTAL-PASSED",
            "Diễn biến của tệp", "Phiên bản 2", "data:image/png;base64,iVA=", "khớp với tài liệu",
        ] { #expect(text.contains(part), "\(part)") }
    }

    @Test func itStandsAlone() throws {
        for report in [try dossier.verify(dossier.result), try dossier.verify(try Dossier.repainted(dossier.result))] {
            let text = html([report], .en)
            #expect(text.contains("default-src 'none'"))
            for forbidden in [
                "<script", "javascript:", "<link", "<iframe", "@import", "url(", "onload", "http://", "https://",
            ] {
                #expect(!text.contains(forbidden), "\(forbidden)")
            }
        }
    }

    @Test func suspiciousChangesAreNamed() throws {
        let text = html([try dossier.verify(try Dossier.repainted(dossier.result), in: .vi)])
        #expect(text.contains("bản đã ký vẫn còn nguyên bên trong"))
        #expect(text.contains("trang 1: nội dung trang bị thay"))
        #expect(text.contains("class=\"verdict bad\""))
    }

    /// Names are text: no element and no attribute can grow out of them.
    @Test func everythingIsEscaped() throws {
        let evil = "<img src=x onerror=alert(1)>\"'&\u{202E}\u{0}"
        var report = try dossier.verify(dossier.result)
        report.file = evil
        report.reasons.append(.init(code: evil, message: evil))
        report.record.urn = evil
        for index in report.signatures.indices {
            report.signatures[index].field = evil
            report.signatures[index].signer?.name = evil
            report.signatures[index].signer?.subject = evil
            report.signatures[index].chain = [evil]
            report.signatures[index].policy = evil
            report.signatures[index].shown = [.init(page: 1, box: nil, text: evil)]
            report.signatures[index].timestamps = [.init(time: evil, authority: evil, trusted: true, over: .document)]
            report.signatures[index].reasons = [.init(code: evil, message: evil)]
            report.signatures[index].changes = [
                .init(revision: 3, kind: "X", permitted: false, page: 1, field: evil, box: nil, message: evil),
                .init(
                    revision: 3, kind: "FIELD_FILLED", permitted: false, page: 1, field: evil, box: nil, message: evil),
            ]
        }
        let text = html([report, report])
        #expect(!text.contains("<img src=x") && !text.contains("\u{202E}") && !text.contains("\u{0}"))
        #expect(text.contains("&lt;img src=x onerror=alert(1)&gt;&quot;"))
        // Every element that opens is one of ours.
        let names = Set(
            text.split(separator: "<").dropFirst().map { part in
                String(part.drop { $0 == "/" || $0 == "!" }.prefix { $0.isLetter || $0.isNumber }).lowercased()
            })
        let ours: Set = [
            "doctype", "html", "head", "meta", "title", "style", "body", "header", "h1", "h2", "h3", "h4", "h5", "p",
            "time",
            "main", "section", "article", "table", "thead", "tbody", "tr", "th", "td", "a", "span", "div", "ul", "ol",
            "li",
            "dl", "dt", "dd", "code", "b", "br", "small", "figure", "figcaption", "img", "footer",
        ]
        #expect(names.subtracting(ours).isEmpty, "\(names.subtracting(ours))")
    }

    @Test func severalFilesBeginWithAnOverview() throws {
        let unsigned = try dossier.verify(PreparedPage().bare(), in: .vi)
        let text = html([try dossier.verify(dossier.result, in: .vi), unsigned])
        #expect(text.contains("Các tệp đã kiểm tra (2)"))
        #expect(text.contains("href=\"#file-2\"") && text.contains("id=\"file-2\""))
        #expect(text.contains("Tệp không có chữ ký số nào."))
    }
}
