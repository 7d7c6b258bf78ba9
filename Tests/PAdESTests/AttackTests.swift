import Foundation
import PDFSyntax
import TestSupport
import Testing

@testable import PAdES

/// Thousands of forgeries of every known class over honestly signed files: ours, those of another program, and real ones.
@Suite(.enabled(if: Oracle.has("pyhanko", "pikepdf"), "no pyHanko and pikepdf; set SOHOA_TEST_PYTHON"))
struct AttackTests {
    /// Real files, small enough for some hundred copies.
    private static let corpus = [
        "vietnam/signed/intact__ac3671e1__981-ttg.signed.pdf", "vietnam/signed/intact__cbee7fef__1139-ttg.signed.pdf",
        "signatures/dss/dss-pades/validation/DSS-2199.pdf",
    ]

    private func signedFiles() throws -> [URL] {
        var request = Signed.request("SoHoa")
        request.certification = .fillForms
        let certified = try Signed.sign(try Signed.prepared(), request)
        let own = [
            try Scratch.file("own-certified.pdf", certified), try Scratch.file("own-twice.pdf", try Signed.twice.get()),
        ]
        let real = Checkout.corpus.map { root in AttackTests.corpus.map { root.appendingPathComponent($0) } } ?? []
        return own + real.filter { FileManager.default.fileExists(atPath: $0.path) }
    }

    @Test func noAttackPasses() throws {
        let files = try GeneratedFiles("attacks", try signedFiles())
        defer { files.delete() }
        #expect(files.rows.count > 5_000)
        let passed = files.wrong { row, findings in
            switch row.expected {
            // Of a file that cannot be read nothing is shown as signed.
            case "refused": !findings.areRefused && files.isReadable(row)
            // Permitted, but told.
            default: findings.areRefused || findings.isEmpty || findings.allSatisfy(\.changes.isEmpty)
            }
        }
        #expect(passed.isEmpty, "\(passed.count) files:\n\(passed.prefix(40).joined(separator: "\n"))")
    }

    @Test func noHonestRevisionIsSuspected() throws {
        let files = try GeneratedFiles("honest")
        defer { files.delete() }
        #expect(files.rows.count > 600)
        let wrong = files.wrong { row, findings in
            findings.isEmpty || findings.areRefused
                || (row.expected == "none" && findings.last?.changesAfter != SignatureFindings.ChangesAfter.none)
        }
        #expect(wrong.isEmpty, "\(wrong.count) files:\n\(wrong.prefix(40).joined(separator: "\n"))")
    }

    /// What programs leave of a signature that rewrite signed files.
    @Test(.enabled(if: Checkout.corpus != nil, "no corpus beside the checkout; set SOHOA_CORPUS"))
    func rewrittenFilesAreCalledSo() throws {
        let files = try GeneratedFiles("rewritten", try signedFiles())
        defer { files.delete() }
        let wrong = files.wrong { row, findings in
            let isOrphan = findings.contains { one in
                one.field == nil && one.intact == false && one.reasons.contains { $0.code == .orphanSignature }
            }
            return switch row.expected {
            case "orphan": !isOrphan
            case "field": !findings.areRefused
            // A picture of a signature without words cannot be told from any other.
            case "stamp": !findings.isEmpty && !isOrphan
            default: !findings.isEmpty && !isOrphan
            }
        }
        #expect(wrong.isEmpty, "\(wrong.count) files:\n\(wrong.prefix(40).joined(separator: "\n"))")
    }
}
