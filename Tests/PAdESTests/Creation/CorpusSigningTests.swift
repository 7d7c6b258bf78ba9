import Diagnostics
import Foundation
import PDFSyntax
import PKI
import TestSupport
import Testing

@testable import PAdES

/// Signs the files of the corpus: others' files, in all the structures that programs have written. A file is signed or
/// refused with the reason; a sample of them in every run, all of them when the long tests run.
@Suite(.enabled(if: Checkout.corpus != nil, "no corpus beside the checkout; set SOHOA_CORPUS"))
struct CorpusSigningTests {
    /// One file that was signed.
    struct SignedFile {
        let name: String
        let field: String
        let original: String
        let signed: String
    }

    /// Unsigned and signed inputs that are refused, beside the encrypted ones, and why.
    static let refusals = [
        // The chain of cross-references leads nowhere (`/Prev 0`) or in a circle, or there is none.
        "dss/dss-cades/validation/dss-1188/Test.bin": "pdf-not-updatable",
        "dss/dss-pades/validation/pades-5-signatures-and-1-document-timestamp.pdf": "pdf-not-updatable",
        "dss/dss-pades/validation/pades_infinite_loop.pdf": "pdf-not-updatable",
        "dss/dss-pades/validation/pades_opposite_infinite_loop.pdf": "pdf-not-updatable",
        "dss/dss-pades/validation/pdf-signed-corrupted.pdf": "pdf-not-updatable",
        "qpdf/qpdf/bad-content.pdf": "pdf-no-header",
        // Earlier signatures forbid it: all fields are locked; P is 1.
        "dss/dss-pades/validation/test-with-vri.pdf": "sign-field-locked",
        "endesive/examples/pdf-adobe-webcapture-x509.rsa_sha1.pdf": "sign-certification-forbids",
        // 21 bytes precede the header: poppler finds none of their five signatures intact, pyHanko does not open them.
        "vietnam/prefix21__5605df1b__17-2-Quyet-dinh-Cong-bo-TTHC-SKHCN-02-2025-BH-_trancongthanh.pdf":
            "sign-junk-before-header",
        "vietnam/prefix21__929c2be2__316.pdf": "sign-junk-before-header",
    ]

    /// Files, attacks and damaged ones all, that pyHanko cannot read before or after signing, and why.
    static let pyHankoExceptions = [
        "dss/dss-pades/validation/pdf-spoofing-attack.pdf": "a circle of references in what it takes for encryption",
        "mklpdfbox/pdfbox2/sign/usf_02_00_Contents.pdf": "the earlier signature has no value",
        "mklpdfbox/pdfbox2/sign/usf_04_No_Contents_Value.pdf": "the earlier signature has a key without value",
        "mklpdfbox/pdfbox2/sign/usf_05_No_Contents.pdf": "the earlier signature has no value",
        "mklpdfbox/pdfbox2/sign/usf_14_No_ByteRange.pdf": "the earlier signature has no ranges",
        "qpdf/qpdf/bad17.pdf": "a broken hexadecimal string",
        "qpdf/qpdf/bad20.pdf": "a broken hexadecimal string",
        "qpdf/qpdf/xref-errors.pdf": "a row of the cross-reference in another form",
    ]

    /// Files in which pdfsig does not find our signature valid, and why.
    static let pdfsigExceptions: [String: String] = [:]

    /// Files of which qpdf thinks less once they are signed, and why.
    static let qpdfExceptions: [String: String] = [:]

    /// Every file with its category: `unsigned_input`, `signed`, `attack` or `robust`.
    static func files() throws -> [(name: String, category: String, path: String)] {
        let corpus = try #require(Checkout.corpus)
        let folder = corpus.appendingPathComponent("signatures")
        let rows = try String(contentsOf: folder.appendingPathComponent("manifest.csv"), encoding: .utf8)
            .split(whereSeparator: \.isNewline).map(CSVRow.fields)
        let column = try #require(rows.first?.firstIndex(of: "category"))
        var all = rows.dropFirst().filter { $0.count > column }.map { row in
            (name: row[0], category: row[column], path: folder.appendingPathComponent(row[0]).path)
        }
        let vietnam = corpus.appendingPathComponent("vietnam/signed")
        all += FileTree(vietnam).paths.filter { $0.hasSuffix(".pdf") }.map { name in
            (
                name: "vietnam/" + name, category: name.hasPrefix("broken__") ? "attack" : "signed",
                path: vietnam.appendingPathComponent(name).path
            )
        }
        all = all.filter { FileManager.default.fileExists(atPath: $0.path) }
        if runsLongTests { return all }
        return all.enumerated().filter { $0.offset % 7 == 3 || representatives.contains($0.element.name) }
            .map(\.element)
    }

    /// One file of each structure, so that every run has them all.
    static let representatives: Set = [
        // A hybrid cross-reference, unsigned and signed; linearized with object streams, unsigned and signed.
        "pyhanko/minimal-hybrid-xref.pdf", "dss/dss-cookbook/src/main/resources/sample_document_mra.pdf",
        "dss/dss-pades/EmptyPage.pdf", "dss/dss-pades/validation/pdf-with-vri-timestamp.pdf",
        // A form in object streams; its trailer names an object that nobody wrote; data after the last end of file.
        "pdfjs/160F-2019.pdf", "dss/dss-cookbook/mra/john-doe-lta.pdf", "dss/dss-pades/sample_end_space.pdf",
        // Pages turned, and with coordinates that do not begin at 0.
        "dss/dss-pades/visualSignature/rotate90-rotated.pdf",
        "dss/dss-pades/visualSignature/coordinates/doc-negative-coordinates-rotate-180.pdf",
    ]

    /// Signs a file in its first empty field, or invisibly in a new one.
    private static func request(_ view: PDFView) -> SignatureRequest {
        let fields = view.formFields
        let empty = fields.first { $0.type == "Sig" && $0.value == nil && $0.reference != nil && !$0.isReadOnly }
        var request = Signed.request(
            empty?.name ?? "KyThu",
            place: SignaturePlace(page: 0, rectangle: PDFRectangle(x0: 0, y0: 0, x1: 0, y1: 0)))
        request.appearance = nil
        return request
    }

    @Test func everyFileIsSignedOrRefusedWithTheReason() throws {
        var signed: [SignedFile] = []
        var wrong: [String] = []
        var refused: [String: Int] = [:]
        let folder = try Scratch.folder("corpus")
        for (index, file) in try Self.files().enumerated() {
            let reason: String?
            do {
                let target = folder.appendingPathComponent("\(index).pdf").path
                let outcome = try Self.sign(file.path, to: target)
                wrong += outcome.wrong.map { "\(file.name): \($0)" }
                signed.append(
                    SignedFile(name: file.name, field: outcome.field, original: file.path, signed: target))
                reason = nil
            } catch let error as any UserFacingError {
                reason = error.codeName
                #expect(!error.what.vi.isEmpty && !error.what.en.isEmpty)
                refused[error.codeName, default: 0] += 1
            }
            let isEncrypted = (try? PDFDocument(bytes: ByteView(mappingFileAt: file.path)).isEncrypted) ?? false
            let expected = isEncrypted ? PAdESErrorCode.encrypted.rawValue : Self.refusals[file.name]
            let mustSign = file.category == "unsigned_input" || file.category == "signed"
            if mustSign, reason != expected { wrong.append("\(file.name): \(reason ?? "signed")") }
        }
        #expect(wrong.isEmpty, "\(wrong.count) of \(signed.count):\n\(wrong.joined(separator: "\n"))")
        #expect(signed.count > refused.values.reduce(0, +), "\(refused)")
        try judge(signed)
    }

    /// Signs one file and says what is wrong with the result by our own reading.
    private static func sign(_ path: String, to target: String) throws -> (field: String, wrong: [String]) {
        let document = try PDFDocument(bytes: ByteView(mappingFileAt: path))
        let before = SignatureInspector.inspect(document)
        let request = request(document.latest)
        let prepared = try SignatureRevision.prepare(document, request)
        let agency = try #require(try Signed.pki.get().agencies.first)
        let appended = try prepared.complete(
            cms: CAdESBuilder.sign(contentDigest: prepared.digest, identity: agency.officer.identity()))
        let original = try Data(contentsOf: URL(fileURLWithPath: path))
        try (original + Data(appended)).write(to: URL(fileURLWithPath: target))

        var wrong: [String] = []
        let result = try PDFDocument(bytes: ByteView(mappingFileAt: target))
        // An update goes on in the kind of cross-reference the file has (ISO 32000-2, 7.5.8.1); after a hybrid a table.
        let kind: PDFRevision.Kind = document.revisions.last?.kind == .stream ? .stream : .table
        if result.revisions.last?.kind != kind { wrong.append("another kind of cross-reference") }
        if result.revisions.count != document.revisions.count + 1 { wrong.append("revisions") }
        // Nothing that was said before may now be read otherwise.
        for (old, new) in zip(document.revisions, result.revisions)
        where old.startXref != new.startXref || old.defined != new.defined || old.freed != new.freed {
            wrong.append("revision \(old.index) changed")
        }
        let after = SignatureInspector.inspect(result)
        guard let own = after.first(where: { $0.field == request.field }), own.isSound, own.intact == true,
            own.coverage == .file, own.changesAfter == .none
        else { return (request.field, wrong + ["our signature does not hold"]) }
        if after.count != before.count + 1 { wrong.append("\(before.count) signatures, then \(after.count)") }
        for old in before {
            guard let new = after.first(where: { $0.fields == old.fields && $0.reference == old.reference }) else {
                wrong.append("\(old.field ?? "-") is gone")
                continue
            }
            if new.intact != old.intact || new.signatureValid != old.signatureValid { wrong.append("verdict") }
            if new.changesAfter == .suspicious, old.changesAfter != .suspicious {
                wrong.append("\(old.field ?? "-") became suspicious: \(new.suspicions)")
            }
        }
        return (request.field, wrong)
    }

    /// Asks other programs.
    private func judge(_ files: [SignedFile]) throws {
        var wrong: [String] = []
        if Judges.hasPyHanko {
            let judgements = try Judges.pyHanko(files.map { $0.signed + "\t" + $0.field })
            for file in files where Self.pyHankoExceptions[file.name] == nil {
                let judgement = judgements[file.signed]
                guard let one = judgement?.signatures.first else {
                    wrong.append("pyHanko: \(file.name): \(judgement?.error ?? "no signature")")
                    continue
                }
                if one.intact != true || one.valid != true || one.coverage != "ENTIRE_FILE" {
                    wrong.append("pyHanko: \(file.name): \(one)")
                }
            }
        }
        for file in files {
            if Command.has("pdfsig"), Self.pdfsigExceptions[file.name] == nil {
                let before = try Judges.pdfsig(file.original)
                let after = try Judges.pdfsig(file.signed)
                if after != before + 1 { wrong.append("pdfsig: \(file.name): \(before) valid, then \(after)") }
            }
            if Command.has("qpdf"), Self.qpdfExceptions[file.name] == nil {
                let before = try Judges.qpdf(file.original)
                let after = try Judges.qpdf(file.signed)
                // 0 is better than 3 (warnings), 3 better than 2 (errors).
                let order: [Int32] = [0, 3, 2]
                if order.firstIndex(of: after) ?? 9 > order.firstIndex(of: before) ?? 9 {
                    wrong.append("qpdf: \(file.name): \(before), then \(after)")
                }
            }
        }
        #expect(wrong.isEmpty, "\(wrong.count) of \(files.count):\n\(wrong.joined(separator: "\n"))")
    }
}
