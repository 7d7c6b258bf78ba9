import ArgumentParser
import Diagnostics
import Foundation
import PAdES
import PDFSyntax
import Records

/// `sohoa inspect FILE`: structure, revisions, signatures, metadata; no verdict.
struct InspectCommand: SohoaCommand {
    static let configuration = CommandConfiguration(
        commandName: "inspect", abstract: "Xem cấu trúc tệp PDF, không phán xét. / Structure of a PDF; no verdict.")

    @OptionGroup var common: CommonOptions
    @Argument(help: "Tệp PDF. / The PDF.")
    var file: String
    @Flag(help: "In JSON.")
    var json = false

    /// What is printed: schema `sohoa.inspect/1`.
    private struct Report: Encodable {
        struct Revision: Encodable {
            var number: Int
            var end: Int
            var objects: Int
        }

        struct Page: Encodable {
            var width: Double
            var height: Double
        }

        struct Signature: Encodable {
            var field: String?
            var subFilter: String?
            var revision: Int?
            var byteRange: [Int]?
            var claimedTime: String?
            var signer: String?
        }

        var schema = "sohoa.inspect/1"
        var file: String
        var bytes: Int
        var version: String
        var headerOffset: Int
        var recovered: Bool
        var encrypted: Bool
        var pages: [Page]
        var revisions: [Revision]
        var signatures: [Signature]
        var emptySignatureFields: [String]
    }

    func perform(_ console: Console) throws -> ExitStatus {
        guard let bytes = try? InputFile.map(file) else { throw CommandError.unreadable(file) }
        let report = report(try PDFDocument(bytes: bytes))
        if json {
            console.result(try CanonicalJSON.line(report))
            return .done
        }
        func say(_ vi: String, _ en: String) { console.say(Bilingual(vi: vi, en: en)) }
        console.result("\(report.file): PDF \(report.version), \(report.bytes) byte")
        say("Số trang: \(report.pages.count)", "Pages: \(report.pages.count)")
        for (index, page) in report.pages.enumerated() {
            console.result("  \(index + 1): \(page.width) × \(page.height) pt")
        }
        say("Phiên bản trong tệp: \(report.revisions.count)", "Revisions: \(report.revisions.count)")
        for revision in report.revisions {
            say(
                "  \(revision.number): đến byte \(revision.end), \(revision.objects) đối tượng",
                "  \(revision.number): ends at byte \(revision.end), \(revision.objects) objects")
        }
        say("Chữ ký: \(report.signatures.count)", "Signatures: \(report.signatures.count)")
        for signature in report.signatures {
            let parts = [signature.field, signature.signer, signature.subFilter, signature.claimedTime]
            console.result("  " + parts.compactMap { $0 }.joined(separator: " | "))
        }
        for field in report.emptySignatureFields {
            say("Trường chữ ký trống: \(field)", "Empty signature field: \(field)")
        }
        if report.recovered { say("Bảng tham chiếu hỏng, đã dựng lại.", "The cross-reference was rebuilt.") }
        if report.encrypted { say("Tệp có mật khẩu.", "The file is encrypted.") }
        return .done
    }

    private func report(_ document: PDFDocument) -> Report {
        let findings = SignatureInspector.inspect(document)
        let signed = Set(findings.flatMap(\.fields))
        return Report(
            file: file, bytes: document.bytes.count, version: document.version, headerOffset: document.headerOffset,
            recovered: document.recovered, encrypted: document.isEncrypted,
            pages: document.latest.pages.map { page in
                .init(width: page.mediaBox.width, height: page.mediaBox.height)
            },
            revisions: document.revisions.enumerated().map { index, revision in
                .init(number: index + 1, end: revision.end, objects: revision.defined.count)
            },
            signatures: findings.map { finding in
                .init(
                    field: finding.field, subFilter: finding.dictionary.subFilter?.text,
                    revision: finding.signedRevision.map { $0 + 1 }, byteRange: finding.dictionary.byteRange,
                    claimedTime: finding.dictionary.claimedTime?.text,
                    signer: finding.value.certificate?.displayName ?? finding.dictionary.signerName)
            },
            emptySignatureFields: document.latest.signatureFields.map(\.field.name).filter { !signed.contains($0) })
    }
}
