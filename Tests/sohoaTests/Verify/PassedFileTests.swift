import Foundation
import TestSupport
import Testing

/// A filed result, judged with the authorities that issued its keys (DESIGN section 6).
@Suite struct PassedFileTests {
    let world: DemoWorld
    let sample: FiledResult

    init() throws {
        world = try DemoWorld.shared.get()
        sample = try FiledResult.of("trich-luc-khai-sinh.jpg", in: world.vault)
    }

    @Test func passesAsAWhole() throws {
        let (report, status) = try Verification.of(sample.pdf)
        #expect(report.schema == "sohoa.verify/1")
        #expect(report.file == (try sample.pdf.path))
        #expect(report.sha256 == (try SHA256Tool.hex(files: [sample.pdf.path]).first))
        #expect(report.conclusion == .totalPassed)
        #expect(report.verdict == .valid)
        #expect(report.seal.present)
        #expect(report.seal.matches == true)
        #expect(status == 0)
    }

    @Test func everySignatureIsAPassedBaselineSignature() throws {
        let (report, _) = try Verification.of(sample.pdf)
        #expect(report.signatures.count == 2)
        for signature in report.signatures {
            #expect(signature.type == .signature)
            #expect(signature.level == "B-B")
            #expect(signature.intact == true)
            #expect(signature.signatureValid)
            #expect(signature.indication == .passed)
            #expect(signature.subIndication == nil)
            #expect(signature.trust.store == .demo)
            #expect(signature.trust.anchor?.contains("DEMO") == true)
            #expect(signature.algorithms.digest == "sha256")
            #expect(signature.algorithms.key == "rsa2048")
            #expect(signature.time.claimed != nil)
            #expect(signature.time.timestamp == nil)
            #expect(signature.signer?.name.isEmpty == false)
        }
        let fields = report.signatures.map(\.field)
        #expect(!fields.contains(nil))
        #expect(Set(fields).count == 2)
    }

    /// The digitizer signed first: the agency's signature is a permitted change after it, no modification.
    @Test func secondSignatureIsNoModificationOfTheFirst() throws {
        let (report, _) = try Verification.of(sample.pdf)
        let (first, second) = (try #require(report.signatures.first), try #require(report.signatures.last))
        #expect(first.coverage == .revision)
        #expect(first.changesAfter == .permitted)
        #expect(second.coverage == .file)
        #expect(second.changesAfter == .none)
    }

    @Test func everyFiledResultPasses() throws {
        let results = try FiledResult.all(in: world.vault)
        #expect(results.count > 10)
        let run = try Verification(results.map { try $0.pdf.path })
        #expect(run.reports.count == results.count)
        for (report, result) in zip(run.reports, results) {
            #expect(report.conclusion == .totalPassed, "\(result.record.source) \(report.allReasons)")
            #expect(report.seal.matches == true, "\(result.record.source)")
            #expect(
                report.verdict == (Self.hasExpired(result.record) ? .notInForce : .valid), "\(result.record.source)")
        }
    }

    /// An expired paper keeps its good signature; it is the verdict that says so.
    @Test func expiredPaperIsNotInForce() throws {
        let expired = try FiledResult.of("giay-phep-lai-xe.jpg", in: world.vault)
        let (report, status) = try Verification.of(expired.pdf)
        #expect(report.conclusion == .totalPassed)
        #expect(report.signatures.allSatisfy { $0.indication == .passed })
        #expect(report.verdict == .notInForce)
        #expect(report.record.status == .expired)
        #expect(status == 2)
    }

    @Test func vaultKnowsTheRecord() throws {
        let (report, status) = try Verification.of(sample.pdf, options: ["--vault", world.vault.path])
        #expect(report.record.urn == sample.object.urn)
        #expect(report.record.status == .inForce)
        #expect(report.verdict == .valid)
        #expect(status == 0)
    }

    @Test func offlineChangesNothing() throws {
        let (report, status) = try Verification.of(sample.pdf, options: ["--offline"])
        #expect(report.conclusion == .totalPassed)
        #expect(status == 0)
    }

    @Test func reportFileHoldsTheSameReport() throws {
        let target = try Scratch.folder("report").appendingPathComponent("bien-ban.json")
        let run = try Verification([sample.pdf.path], options: ["--report", target.path])
        let written = try JSONDecoder().decode(VerifyReport.self, from: Data(contentsOf: target))
        #expect(written.conclusion == .totalPassed)
        #expect(written.sha256 == run.reports.first?.sha256)
    }

    private static func hasExpired(_ record: ResultRecord) -> Bool {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = TimeZone(secondsFromGMT: 7 * 3600) ?? .gmt
        let today = calendar.dateComponents([.year, .month, .day], from: Date())
        let parts = (record.validUntil ?? "").split(separator: "-").compactMap { Int($0) }
        guard parts.count == 3, let year = today.year, let month = today.month, let day = today.day else {
            return false
        }
        return parts.lexicographicallyPrecedes([year, month, day])
    }
}
