import Foundation
import TestSupport
import Testing

/// Revisions that somebody appended to a signed file, made by pyHanko (Tests/Oracles/append_revision.py).
@Suite(.enabled(if: Oracle.has("pyhanko", "cryptography"), "needs pyHanko"))
struct LaterRevisionTests {
    let sample: URL

    init() throws { sample = try FiledResult.of("giay-phep-xay-dung.tif", in: DemoWorld.shared.get().vault).pdf }

    private func appended(_ kind: String) throws -> URL {
        let target = try Scratch.folder("revision").appendingPathComponent("\(kind).pdf")
        let made = try Oracle.run("append_revision.py", [kind, sample.path, target.path])
        try #require(made.status == 0, "\(made.stderr)")
        return target
    }

    @Test func changedPageIsSuspicious() throws {
        let (report, status) = try Verification.of(appended("content"))
        #expect(report.conclusion == .totalFailed)
        #expect(report.verdict == .invalid)
        #expect(status == 1)
        for signature in report.signatures {
            // The signed bytes are all there: it is what came after them that is wrong.
            #expect(signature.intact == true)
            #expect(signature.coverage == .revision)
            #expect(signature.changesAfter == .suspicious)
        }
        #expect(!report.allReasons.isEmpty)
    }

    @Test func replacedAppearanceIsSuspicious() throws {
        let (report, status) = try Verification.of(appended("appearance"))
        #expect(report.conclusion == .totalFailed)
        #expect(report.signatures.contains { $0.changesAfter == .suspicious })
        #expect(status == 1)
    }

    @Test func validationDataArePermitted() throws {
        let (report, status) = try Verification.of(appended("dss"))
        #expect(report.signatures.allSatisfy { $0.changesAfter == .permitted && $0.coverage == .revision })
        #expect(report.conclusion == .totalPassed)
        #expect(status == 0)
    }

    /// A stranger may sign below; the file is then no longer vouched for as a whole.
    @Test func strangersSignatureLeavesItUndetermined() throws {
        let (report, status) = try Verification.of(appended("stranger"))
        #expect(report.signatures.count == 3)
        #expect(report.conclusion == .indeterminate)
        #expect(status == 2)
        for signature in report.signatures.prefix(2) {
            #expect(signature.indication == .passed)
            #expect(signature.changesAfter == .permitted)
        }
        #expect(report.signatures.last?.subIndication == "NO_CERTIFICATE_CHAIN_FOUND")
    }

    /// The file as the digitizer signed it: complete, and without the agency's seal.
    @Test func baseRevisionStandsByItself() throws {
        let result = try FiledResult.of("giay-phep-xay-dung.tif", in: DemoWorld.shared.get().vault)
        let base = try Scratch.file("goc.pdf", result.object.bytes("result.pdf").prefix(result.record.baseLength))
        let (report, status) = try Verification.of(base)
        #expect(report.conclusion == .totalPassed)
        #expect(report.signatures.count == 1)
        #expect(report.signatures.first?.coverage == .file)
        #expect(!report.seal.present)
        #expect(report.seal.matches == nil)
        #expect(status == 0)
    }
}
