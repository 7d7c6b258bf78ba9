import DemoPKI
import Foundation
import PDFSyntax
import PKI
import SignedDocuments
import TestSupport
import Testing
import Verification

/// Files that pyHanko made at each level.
@Suite(.enabled(if: Oracle.has("pyhanko"), "pyHanko is not installed; set SOHOA_TEST_PYTHON"))
struct ForeignLevelTests {
    private let desk: LevelDesk

    init() throws { desk = try LevelDesk.shared.get() }

    private func sign(at level: LevelDesk.Level) throws -> [UInt8] {
        let pki = desk.pki
        let keys = try Scratch.folder("keys")
        func write(_ name: String, _ bytes: [UInt8]) throws {
            try Data(bytes).write(to: keys.appendingPathComponent(name))
        }
        for (name, holder) in [("signer", pki.agencies[0].officer), ("tsa", pki.timeStamping)] {
            try write(name + ".key", try holder.key.pem(passphrase: nil))
            try write(name + ".pem", Array(holder.certificate.pem.utf8))
        }
        try write("root.pem", Array(pki.root.certificate.pem.utf8))
        try write("issuing.pem", Array(pki.issuing.certificate.pem.utf8))
        try write("root.crl", pki.rootRevocationList.der)
        try write("issuing.crl", pki.issuingRevocationList.der)
        let input = try Scratch.file("input.pdf", PreparedPage().bare()).path
        let result = try Oracle.run(
            "levels.py",
            [
                "--sign", level.rawValue, "--keys", keys.path, "--at", (LevelDesk.now + 60).ISO8601Format(),
                input + ".signed", input,
            ])
        try #require(result.status == 0, "\(result.stderr)")
        return [UInt8](try Data(contentsOf: URL(fileURLWithPath: input + ".signed")))
    }

    @Test(arguments: LevelDesk.Level.allCases) func theirFilesShowTheirLevel(_ level: LevelDesk.Level) throws {
        let file = try sign(at: level)
        func verify(_ trust: TrustStore, at date: Date) throws -> FileReport {
            try FileVerifier(trust: trust, now: date, language: .en)
                .verify(ByteView(file), name: "a.pdf", status: nil)
        }
        let now = LevelDesk.now + 120
        let report = try verify(desk.rootAlone, at: now)
        #expect(report.signatures.first?.level.rawValue == level.rawValue)
        let isComplete = level == .bLT || level == .bLTA
        #expect(report.conclusion == (isComplete ? .totalPassed : .indeterminate))
        #expect(try verify(desk.pki.trust, at: now).conclusion == .totalPassed)
        // A year on, with lists that have long run out.
        let later = try verify(desk.rootAlone, at: now + 365 * LevelDesk.day)
        #expect(later.conclusion == (isComplete ? .totalPassed : .indeterminate))
    }
}
