import Foundation
import PDFSyntax
import TestSupport
import Testing

@testable import PAdES

/// Every file of the signature corpus, against what its manifest expects of integrity and later changes.
@Suite(.enabled(if: Checkout.corpus != nil, "no corpus beside the checkout; set SOHOA_CORPUS"))
struct CorpusTests {
    /// What one file came to.
    enum Verdict: String {
        case unreadable, none, passed, changed, broken
    }

    static func verdict(_ path: String) -> (Verdict, String) {
        let bytes = FileManager.default.contents(atPath: path).map { [UInt8]($0) } ?? []
        guard let document = try? PDFDocument(bytes: ByteView(bytes)) else { return (.unreadable, "") }
        let findings = SignatureInspector.inspect(document)
        let detail = findings.map { one in
            let bad = one.changes.filter { !$0.isPermitted }.map(\.change.message.en)
            let reasons = one.reasons.map(\.code.rawValue).joined(separator: ",")
            return
                "\(one.field ?? "-"):\(one.intact.map(String.init) ?? "?")/\(one.signatureValid.map(String.init) ?? "?")"
                + "/\(one.coverage)/\(one.changesAfter) [\(reasons)] \(bad.prefix(4))"
        }.joined(separator: "\n      ")
        if findings.isEmpty { return (.none, detail) }
        if findings.contains(where: { !$0.isWellFormed || $0.intact == false || $0.signatureValid != true }) {
            return (.broken, detail)
        }
        return (findings.contains { $0.changesAfter == .suspicious } ? .changed : .passed, detail)
    }

    /// Rows on which we differ, and why.
    static let exceptions = [
        "pyhanko/minimal-startxref-hopeless2.pdf": "startxref has two numbers, the first is right; qpdf sees no error",
        "pyhanko/minimal-startxref-hopeless3.pdf": "startxref is no number, but all objects are found by scanning",
        "pyhanko/minimal-aes256-malformed-oe.pdf": "encrypted: without a decryptor its flaws cannot be seen",
        "pyhanko/minimal-aes256-malformed-perms.pdf": "encrypted: without a decryptor its flaws cannot be seen",
        "pyhanko/minimal-two-fields-pubkey-rc4.pdf": "encrypted, with empty fields that can be seen",
        "pyhanko/minimal-with-field-pubkey-rc4.pdf": "encrypted, with an empty field that can be seen",
        "pyhanko/signed-encrypted-pubkey-with-catalog-ref.pdf": "the signature of an encrypted file can be checked",
        "endesive/examples/pdf-adobe-webcapture-x509.rsa_sha1.pdf": "adbe.x509.rsa_sha1 is supported and holds",
    ]

    /// Tests of pyHanko on whose files we differ, and why.
    static let disagreements = [
        "test_no_changes_policy": "an object that nothing refers to is tolerated",
        "test_orphan": "an object that nothing refers to is tolerated",
        "test_pades_double_sign_delete_entry_in_vri": "rewriting VRI is tolerated",
        "test_pades_double_sign_delete_dss": "removing validation data is not permitted",
        "test_sign_digest_mismatch_allowed_but_inner_banned": "two digest algorithms in one signature are refused",
        "test_sign_digest_mismatch_allowed_but_outer_banned": "two digest algorithms in one signature are refused",
    ]

    @Test func signatureCorpus() throws {
        let root = try #require(Checkout.corpus).appendingPathComponent("signatures")
        let rows = try String(contentsOf: root.appendingPathComponent("manifest.csv"), encoding: .utf8)
            .split(whereSeparator: \.isNewline)
        let header = CSVRow.fields(rows[0])
        let column = try #require(header.firstIndex(of: "expected"))
        var wrong: [String] = []
        for row in rows.dropFirst() {
            let fields = CSVRow.fields(row)
            guard fields.count > column else { continue }
            let path = root.appendingPathComponent(fields[0]).path
            guard FileManager.default.fileExists(atPath: path), CorpusTests.exceptions[fields[0]] == nil else {
                continue
            }
            let (verdict, detail) = CorpusTests.verdict(path)
            let accepted: Set<Verdict>? =
                switch fields[column] {
                case "PASS_UNCHANGED", "PASS_CHANGES_ALLOWED", "PASS_LTA_UPDATES": [.passed]
                case "MODIFIED": [.changed]
                // A broken chain of cross-references is told as a change, which fails the file as well.
                case "INTEGRITY_FAIL": [.broken, .changed]
                case "REJECT": [.changed, .broken]
                case "UNREADABLE_SIG": [.broken, .unreadable]
                case "NO_SIGNATURE": [.none]
                case "UNREADABLE": [.unreadable]
                default: nil
                }
            if let accepted, !accepted.contains(verdict) {
                let recovered = (try? PDFDocument(bytes: ByteView(mappingFileAt: path)))?.remarks
                wrong.append("\(recovered ?? []) \(fields[column]) but \(verdict): \(fields[0])\n      \(detail)")
            }
        }
        #expect(wrong.isEmpty, "\(wrong.count) files:\n\(wrong.joined(separator: "\n"))")
    }

    /// Signatures of pyHanko's own tests, with what pyHanko found.
    @Test func signaturesOfPyHankosTests() throws {
        let root = try #require(Checkout.corpus).appendingPathComponent("signatures")
        let rows = try String(contentsOf: root.appendingPathComponent("captured.csv"), encoding: .utf8)
            .split(whereSeparator: \.isNewline)
        let header = CSVRow.fields(rows[0])
        var wrong: [String] = []
        for row in rows.dropFirst() {
            let values = Dictionary(zip(header, CSVRow.fields(row)), uniquingKeysWith: { a, _ in a })
            let path = root.appendingPathComponent(values["file"] ?? "").path
            guard values["encrypted"] == "False", values["intact"] != "", values["error"] == "",
                let document = try? PDFDocument(bytes: ByteView(mappingFileAt: path))
            else { continue }
            let findings = SignatureInspector.inspect(document)
            guard let one = findings.first(where: { $0.fields.contains(values["field"] ?? "") }) else {
                wrong.append("no \(values["field"] ?? ""): \(path)")
                continue
            }
            let isModified = values["modification_level"] == "OTHER" || values["docmdp_ok"] == "False"
            let expected = values["intact"] == "True" && values["valid"] == "True" && !isModified
            let isAccepted = one.isSound && one.changesAfter != .suspicious
            if isAccepted != expected, CorpusTests.disagreements[values["test_function"] ?? ""] == nil {
                wrong.append(
                    "\(values["test_function"] ?? "") \(values["file"] ?? "") \(values["expected"] ?? "") \(values["intact"] ?? "")/"
                        + "\(values["valid"] ?? "")/\(values["modification_level"] ?? "") \(values["diff_msg"] ?? "")\n      "
                        + CorpusTests.verdict(path).1)
            }
        }
        #expect(wrong.isEmpty, "\(wrong.count) signatures:\n\(wrong.joined(separator: "\n"))")
    }

    @Test func vietnameseDocuments() throws {
        let root = try #require(Checkout.corpus).appendingPathComponent("vietnam/signed")
        var wrong: [String] = []
        for name in FileTree(root).paths where name.hasSuffix(".pdf") {
            let (verdict, detail) = CorpusTests.verdict(root.appendingPathComponent(name).path)
            let isRight = name.hasPrefix("broken__") ? verdict == .broken || verdict == .none : verdict == .passed
            if !isRight { wrong.append("\(verdict): \(name)\n      \(detail)") }
        }
        #expect(wrong.isEmpty, "\(wrong.count) files:\n\(wrong.joined(separator: "\n"))")
    }
}

/// One row of a CSV file whose quoted fields hold no line ends.
enum CSVRow {
    static func fields(_ row: Substring) -> [String] {
        var fields = [""]
        var isQuoted = false
        for character in row {
            switch character {
            case "\"": isQuoted.toggle()
            case "," where !isQuoted: fields.append("")
            default: fields[fields.count - 1].append(character)
            }
        }
        return fields
    }
}
