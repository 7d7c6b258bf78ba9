import Diagnostics
import Foundation
import PAdES
import PDFSyntax
import PKI
import Records
import SignedDocuments
import Testing

@testable import Verification

/// The JSON contracts of DESIGN section 6 and the sentences people read.
@Suite struct ReportShapeTests {
    private let dossier: Dossier

    init() throws { dossier = try Dossier.shared.get() }

    private static let fileKeys = [
        "schema", "file", "sha256", "conclusion", "verdict", "signatures", "record", "seal", "reasons", "revisions",
    ]
    private static let signatureKeys = [
        "field", "type", "level", "intact", "signatureValid", "coverage", "changesAfter", "indication",
        "subIndication", "signer", "trust", "time", "algorithms", "reasons", "signedRevision", "chain", "policy",
        "timestamps", "shown", "changes",
    ]

    @Test func everyKeyIsThereEvenWhenThereIsNothingToSay() throws {
        for pdf in [dossier.result, PreparedPage().bare(), Array("x".utf8), try Dossier.repainted(dossier.result)] {
            let report = try dossier.verify(pdf, trust: TrustStore())
            let json = try object(report)
            #expect(Set(json.keys) == Set(Self.fileKeys) && json["schema"] as? String == "sohoa.verify/1")
            #expect(Set((json["record"] as? [String: Any] ?? [:]).keys) == ["urn", "status"])
            #expect(Set((json["seal"] as? [String: Any] ?? [:]).keys) == ["present", "matches"])
            for signature in json["signatures"] as? [[String: Any]] ?? [] {
                #expect(Set(signature.keys) == Set(Self.signatureKeys))
                #expect(Set((signature["time"] as? [String: Any] ?? [:]).keys) == ["claimed", "timestamp", "best"])
                #expect(Set((signature["trust"] as? [String: Any] ?? [:]).keys) == ["store", "anchor"])
                #expect(
                    Set((signature["signer"] as? [String: Any] ?? [:]).keys) == ["name", "subject", "issuer", "serial"])
                #expect(Set((signature["algorithms"] as? [String: Any] ?? [:]).keys) == ["digest", "key"])
                for change in signature["changes"] as? [[String: Any]] ?? [] {
                    #expect(
                        Set(change.keys) == ["revision", "kind", "permitted", "page", "field", "box", "message"])
                }
            }
            let line = try CanonicalJSON.line(report)
            #expect(!line.contains("\n"))
            #expect(try CanonicalJSON.decode(FileReport.self, from: Array(line.utf8)) == report)
        }
        let passed = try object(try dossier.verify(dossier.result))
        let first = try #require((passed["signatures"] as? [[String: Any]])?.first)
        #expect(first["subIndication"] is NSNull && first["intact"] as? Bool == true)
    }

    /// Pages and revisions count from 1, boxes from the top left of the page.
    @Test func changesSayWhereTheyAre() throws {
        let report = try dossier.verify(dossier.result)
        let first = try #require(report.signatures.first)
        #expect(first.signedRevision == 2 && report.signatures.last?.signedRevision == report.revisions)
        let added = try #require(first.changes.first { $0.field == PreparedPage.agencyField })
        #expect(added.revision == report.revisions && added.page == 1 && added.permitted)
        #expect(first.chain.count >= 2 && first.chain.first == first.signer?.subject)
        let changed = try #require(try dossier.verify(try Dossier.repainted(dossier.result)).signatures.first)
        #expect(changed.changes.contains { $0.kind == "PAGE_CONTENT" && !$0.permitted && $0.page == 1 })
        let document = try PDFDocument(bytes: ByteView(dossier.result))
        let pages = DisplayedPages(document, for: SignatureInspector.inspect(document))
        let box = try #require(pages.box(PDFRectangle(x0: 10, y0: 800, x1: 110, y1: 840), page: 0))
        #expect(zip(box, [10, 1.89, 110, 41.89]).allSatisfy { abs($0 - $1) < 0.02 }, "\(box)")
        #expect(pages.box(PDFRectangle(x0: 10, y0: 800, x1: 10, y1: 840), page: 0) == nil)
        #expect(pages.box(PDFRectangle(x0: 1, y0: 8, x1: 10, y1: 84), page: 7) == nil)
    }

    /// A file with a million changes must not become a report of gigabytes; what is suspicious is kept.
    @Test func longListsAreShortened() throws {
        var signature = try #require(try dossier.verify(dossier.result).signatures.first)
        signature.changes = (0..<1000).map { number in
            .init(
                revision: 2, kind: "METADATA", permitted: number != 900, page: nil, field: nil, box: nil,
                message: "\(number)")
        }
        signature.shortenChanges(to: 100, language: .en)
        #expect(signature.changes.count == 100 && signature.changes.first?.message == "900")
        #expect(signature.reasons.last?.code == "CHANGES_SHORTENED")
    }

    @Test func theSealReportNamesEveryKeyToo() throws {
        let keys: Set = [
            "schema", "conclusion", "subIndication", "verdict", "code", "host", "seal", "signer", "trust", "record",
            "reasons",
        ]
        for text in [dossier.sealURL, "x"] {
            let report = try dossier.verify(seal: text)
            let json = try object(report)
            #expect(Set(json.keys) == keys && json["schema"] as? String == "sohoa.verify-seal/1")
            #expect(
                try CanonicalJSON.decode(SealVerdictReport.self, from: Array(CanonicalJSON.line(report).utf8)) == report
            )
        }
        let sealed = try #require(try object(dossier.verify(seal: dossier.sealURL))["seal"] as? [String: Any])
        #expect(sealed.count == 14 && sealed["scope"] is NSNull)
    }

    /// A tick for what is valid and for nothing else, a cross for what must not be used and for nothing else.
    @Test func theFirstLineNeverSaysMoreThanTheVerdict() {
        let signs: [FileReport.Verdict: String] = [.valid: "✔", .notInForce: "!", .invalid: "✖", .undetermined: "!"]
        let conclusions: [FileReport.Conclusion] = [.totalPassed, .totalFailed, .indeterminate]
        for conclusion in conclusions {
            for status in RecordStatus.allCases {
                for matches in [nil, true, false] as [Bool?] {
                    let verdict = Verdict.joining(conclusion, status: status, sealMatches: matches)
                    let report = FileReport(
                        file: "a.pdf", sha256: "", conclusion: conclusion, verdict: verdict, signatures: [],
                        record: .init(urn: nil, status: status), seal: .init(present: matches != nil, matches: matches),
                        reasons: [])
                    let heading = VerdictHeading.of(report)
                    for text in [heading.vi, heading.en] {
                        #expect(
                            text.hasPrefix(signs[verdict] ?? "?"), "\(conclusion) \(status) \(matches as Any): \(text)")
                    }
                }
            }
        }
    }

    /// EN 319 102-1 calls both TRY_LATER; a reader must not take a suspended certificate for a missing list.
    @Test func aSuspendedCertificateHasAHeadingOfItsOwn() throws {
        var report = try dossier.verify(dossier.result, trust: dossier.trustWithoutLists)
        for index in report.signatures.indices {
            report.signatures[index].reasons = [.init(code: "CERTIFICATE_SUSPENDED", message: "")]
        }
        #expect(report.signatures.allSatisfy { $0.subIndication == .tryLater })
        #expect(VerdictHeading.of(report).en == "! Intact, but the signer's certificate is suspended.")
    }

    @Test func verdictsJoinConclusionStatusAndSeal() {
        typealias Verdicts = FileReport.Verdict
        func joined(_ conclusion: FileReport.Conclusion, _ status: RecordStatus, _ matches: Bool?) -> Verdicts {
            Verdict.joining(conclusion, status: status, sealMatches: matches)
        }
        #expect(joined(.totalPassed, .inForce, true) == .valid && joined(.totalPassed, .unknown, nil) == .valid)
        #expect(joined(.totalPassed, .expired, true) == .notInForce)
        #expect(joined(.totalPassed, .inForce, false) == .invalid)
        #expect(joined(.totalFailed, .inForce, true) == .invalid && joined(.totalFailed, .expired, nil) == .invalid)
        for conclusion in [FileReport.Conclusion.totalPassed, .indeterminate, .noSignature, .totalFailed] {
            #expect(joined(conclusion, .revoked, true) == .invalid && joined(conclusion, .replaced, nil) == .invalid)
        }
        #expect(joined(.indeterminate, .inForce, true) == .undetermined)
        #expect(joined(.indeterminate, .expired, true) == .undetermined)
        #expect(joined(.noSignature, .unknown, nil) == .undetermined)
    }

    @Test func theReportReadsInBothLanguages() throws {
        let english = ReportText.lines(try dossier.verify(dossier.result), in: .en)
        #expect(english.prefix(3) == ["a.pdf", "✔ VALID – intact, signed as it says.", "  Conclusion: TOTAL-PASSED"])
        #expect(english.contains { $0.contains("Signature 2") && $0.contains(SigningDesk.agencyName) })
        #expect(english.contains("  Agency's QR seal: matches the document"))
        let report = try dossier.verify(dossier.result, in: .vi)
        let vietnamese = ReportText.lines(report, in: .vi)
        #expect(vietnamese[1] == "✔ HỢP LỆ – tài liệu nguyên vẹn, đúng cơ quan ký.")
        #expect(vietnamese.contains("  Mã QR của cơ quan: khớp với tài liệu"))
        #expect(vietnamese.contains { $0.contains("20/11/2026") || $0.contains("2026-11-20") })
        #expect(report.reasons.allSatisfy { $0.message.hasPrefix("Chưa kiểm tra giấy tờ đã bị thu hồi") })
        let suspicious = ReportText.lines(try dossier.verify(try Dossier.repainted(dossier.result)), in: .en)
        #expect(suspicious[1].hasPrefix("✖") && suspicious.contains { $0.contains("SUSPICIOUS changes") })
    }

    @Test func theSealReportShowsWhatToCompare() throws {
        let lines = ReportText.lines(try dossier.verify(seal: dossier.sealURL), in: .vi)
        for line in [
            "  Tên giấy tờ: Giấy phép xây dựng", "  Số, ký hiệu: 111/GPXD-UBND", "  Ngày ban hành: 15/03/2024",
            "  Người được cấp: Nguyễn Thị Mẫu", "  Số định danh: 082•••••0011",
        ] { #expect(lines.contains(line), "\(line)") }
        #expect(!lines.joined().contains("082090000011"))
    }

    private func object(_ value: some Encodable) throws -> [String: Any] {
        let data = Data(try CanonicalJSON.line(value).utf8)
        return try #require(JSONSerialization.jsonObject(with: data) as? [String: Any])
    }
}
