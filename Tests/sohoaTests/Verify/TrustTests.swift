import Foundation
import TestSupport
import Testing

/// What trust and time decide, and what they never touch (DESIGN section 6).
@Suite struct TrustTests {
    let sample: URL

    init() throws { sample = try FiledResult.of("trich-luc-khai-sinh.jpg", in: DemoWorld.shared.get().vault).pdf }

    /// With no anchors a good signature is intact, valid and INDETERMINATE.
    @Test func withoutAnchorsNothingIsConcluded() throws {
        let (report, status) = try Verification.of(sample, trusting: false)
        #expect(report.conclusion == .indeterminate)
        #expect(report.verdict == .undetermined)
        #expect(status == 2)
        #expect(report.signatures.count == 2)
        for signature in report.signatures {
            #expect(signature.intact == true)
            #expect(signature.signatureValid)
            #expect(signature.indication == .indeterminate)
            #expect(signature.subIndication == "NO_CERTIFICATE_CHAIN_FOUND")
            #expect(signature.trust.store == .none)
            #expect(signature.trust.anchor == nil)
            #expect(!signature.reasons.isEmpty)
        }
        #expect(report.signatures.first?.changesAfter == .permitted)
        #expect(report.signatures.last?.coverage == .file)
    }

    /// Without revocation lists the right agency is known, its revocation is not.
    @Test func withoutRevocationDataItIsTryLater() throws {
        let trust = try Scratch.copy(URL(fileURLWithPath: DemoWorld.shared.get().trust), "no-crl")
        for path in FileTree(trust).paths where path.hasSuffix(".crl") {
            try FileManager.default.removeItem(at: trust.appendingPathComponent(path))
        }
        let run = try Verification([sample.path], trusting: false, options: ["--trust", trust.path])
        let report = try #require(run.reports.first)
        #expect(report.conclusion == .indeterminate)
        #expect(run.command.status == 2)
        for signature in report.signatures {
            #expect(signature.intact == true)
            #expect(signature.subIndication == "TRY_LATER")
        }
        let plain = try SohoaBinary.run(["verify", sample.path, "--trust", trust.path])
        #expect(plain.text.contains("chưa kiểm tra được thu hồi"))
    }

    @Test func atATimeBeforeTheCertificateNothingPasses() throws {
        let (report, status) = try Verification.of(sample, options: ["--at", "2019-01-01T00:00:00+07:00"])
        #expect(report.conclusion != .totalPassed)
        #expect(status != 0)
        #expect(report.signatures.allSatisfy { $0.intact == true && $0.signatureValid })
    }

    @Test func trustFolderThatIsMissingIsAnError() throws {
        let run = try SohoaBinary.run(["verify", sample.path, "--trust", "/khong/co-trust"])
        #expect(run.status != 0)
        #expect(run.stderr.contains("/khong/co-trust"))
    }
}
