import Diagnostics
import PAdES
import PDFSyntax
import Verification

/// What `sohoa inspect --json` prints: schema `sohoa.inspect/1`.
struct InspectReport: Encodable {
    struct Revision: Encodable {
        /// From 1.
        var number: Int
        /// Just after its `%%EOF`, counted from `%PDF`.
        var end: Int
        /// How many objects it defines.
        var objects: Int
        /// How its cross-reference is written.
        var kind: String
        /// Indices among `signatures` that sign this revision, from 0.
        var signedBy: [Int]
        /// What it did to what was signed before; `permitted` by every earlier signature.
        var changes: [SignatureReport.Change]
    }

    struct Page: Encodable {
        var width: Double
        var height: Double
    }

    struct Signature: Encodable {
        var field: String?
        var type: String
        var subFilter: String?
        /// The revision it signs, from 1.
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

    init(_ document: PDFDocument, file: String, language: Language) {
        let findings = SignatureInspector.inspect(document)
        let signed = Set(findings.flatMap(\.fields))
        let pages = DisplayedPages(document, for: findings)
        let merged = ChangeSummary.merged(
            findings.map { $0.changes.map { SignatureReport.Change($0, pages: pages, language: language) } })
        self.file = file
        bytes = document.bytes.count
        version = document.version
        headerOffset = document.headerOffset
        recovered = document.recovered
        encrypted = document.isEncrypted
        self.pages = document.latest.pages.map { Page(width: $0.mediaBox.width, height: $0.mediaBox.height) }
        revisions = document.revisions.enumerated().map { index, revision in
            Revision(
                number: index + 1, end: revision.end, objects: revision.defined.count, kind: revision.kind.rawValue,
                signedBy: findings.indices.filter { findings[$0].signedRevision == index },
                changes: merged.filter { $0.revision == index + 1 })
        }
        signatures = findings.map { finding in
            Signature(
                field: finding.field, type: finding.kind.rawValue, subFilter: finding.dictionary.subFilter?.text,
                revision: finding.signedRevision.map { $0 + 1 }, byteRange: finding.dictionary.byteRange,
                claimedTime: finding.dictionary.claimedTime?.text,
                signer: finding.value.certificate?.displayName ?? finding.dictionary.signerName)
        }
        emptySignatureFields = document.latest.signatureFields.map(\.field.name).filter { !signed.contains($0) }
    }

    /// The same for a person.
    func lines(in language: Language) -> [String] {
        func say(_ vi: String, _ en: String) -> String { Bilingual(vi: vi, en: en).text(in: language) }
        var lines = [
            "\(file): PDF \(version), \(bytes) byte", say("Số trang: \(pages.count)", "Pages: \(pages.count)"),
        ]
        lines += pages.enumerated().map { "  \($0 + 1): \($1.width) × \($1.height) pt" }
        lines.append(say("Phiên bản trong tệp: \(revisions.count)", "Revisions: \(revisions.count)"))
        for revision in revisions {
            let signers = revision.signedBy.map { index in
                [signatures[index].field.map { "“\($0)”" }, signatures[index].signer].compactMap { $0 }
                    .joined(separator: ", ")
            }
            lines.append(
                say(
                    "  \(revision.number): đến byte \(revision.end), \(revision.objects) đối tượng",
                    "  \(revision.number): ends at byte \(revision.end), \(revision.objects) objects")
                    + (signers.isEmpty ? "" : say("; ký bởi ", "; signed by ") + signers.joined(separator: "; ")))
            lines += ChangeSummary.all(of: revision.changes).flatMap(\.lines).map { "     " + $0.text(in: language) }
        }
        lines.append(say("Chữ ký: \(signatures.count)", "Signatures: \(signatures.count)"))
        for signature in signatures {
            let revision = signature.revision.map { say("phiên bản \($0)", "revision \($0)") }
            let parts = [signature.field, signature.signer, signature.subFilter, revision, signature.claimedTime]
            lines.append("  " + parts.compactMap { $0 }.joined(separator: " | "))
        }
        lines += emptySignatureFields.map { say("Trường chữ ký trống: \($0)", "Empty signature field: \($0)") }
        if headerOffset > 0 {
            lines.append(
                say(
                    "Trước %PDF có \(headerOffset) byte lạ; mọi vị trí tính từ %PDF.",
                    "\(headerOffset) bytes precede %PDF; offsets count from %PDF."))
        }
        if recovered { lines.append(say("Bảng tham chiếu hỏng, đã dựng lại.", "The cross-reference was rebuilt.")) }
        if encrypted { lines.append(say("Tệp có mật khẩu.", "The file is encrypted.")) }
        return lines.map(PrintableText.line)
    }
}
