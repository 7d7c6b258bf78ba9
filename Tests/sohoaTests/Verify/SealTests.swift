import Foundation
import TestSupport
import Testing

/// `sohoa verify --qr` on the seals of filed results (DESIGN sections 5 and 6, docs/formats/qr-seal.md).
@Suite(.enabled(if: RenderedPage.toolsPresent, "needs pdftoppm and zbarimg"))
struct SealTests {
    let world: DemoWorld
    let sample: FiledResult

    init() throws {
        world = try DemoWorld.shared.get()
        sample = try FiledResult.of("giay-phep-xay-dung.tif", in: world.vault)
    }

    @Test func textOfTheSymbolPasses() throws {
        let (report, status) = try SealReport.of(RenderedPage(sample.pdf, dpi: 300).seal())
        #expect(report.schema == "sohoa.verify-seal/1")
        #expect(report.conclusion == .totalPassed)
        #expect(report.subIndication == nil)
        #expect(report.verdict == .valid)
        #expect(report.trust.store == .demo)
        #expect(status == 0)
    }

    @Test(arguments: [200, 300])
    func imageOfThePagePasses(dpi: Int) throws {
        let page = try RenderedPage(sample.pdf, dpi: dpi)
        let (report, status) = try SealReport.of(page.image.path)
        #expect(report.conclusion == .totalPassed)
        #expect(report.seal?.baseDigest == sample.record.baseDigest)
        #expect(status == 0)
    }

    @Test func sealedDataAreTheRecords() throws {
        let report = try SealReport.of(RenderedPage(sample.pdf, dpi: 300).seal()).report
        let seal = try #require(report.seal)
        let record = sample.record
        #expect(seal.issuer == "H01.02.14")
        #expect(seal.dossier == "H01.02.14-260406-0012")
        #expect(seal.procedure == "1.009994")
        // A seal that would not fit the strip takes the type's own, shorter title.
        #expect(seal.title.map(record.title.hasPrefix) == true)
        #expect(seal.numberAndNotation == "111/GPXD-UBND")
        #expect(seal.issuedDate == record.issuedDate)
        #expect(seal.validUntil == record.validUntil)
        #expect(seal.scope == record.scope)
        #expect(seal.holderName == record.owners.first?.name)
        #expect(seal.baseLength == record.baseLength)
        #expect(Self.plain(report.code) == Self.plain(record.sealCode))
        // Whoever needs the whole number reads it off the paper.
        let id = try #require(record.owners.first?.id)
        #expect(seal.holderId?.contains(id) == false)
        #expect(seal.holderId?.hasPrefix("089") == true)
    }

    @Test func sealedDigestIsThatOfTheBaseRevision() throws {
        for result in try FiledResult.all(in: world.vault) {
            let base = try result.object.bytes("result.pdf").prefix(result.record.baseLength)
            #expect(result.record.baseDigest == (try SHA256Tool.hex(base)), "\(result.record.source)")
            // The base revision ends where the digitizer's signature ends.
            #expect(try SignedPDF(result.pdf).ranges.first?.end == base.count, "\(result.record.source)")
        }
    }

    @Test func withoutAnchorsNothingIsConcluded() throws {
        let (report, status) = try SealReport.of(RenderedPage(sample.pdf, dpi: 300).seal(), trusting: false)
        #expect(report.conclusion == .indeterminate)
        #expect(report.seal == nil)
        #expect(status == 2)
    }

    @Test func changedDigitNeverPasses() throws {
        let text = try RenderedPage(sample.pdf, dpi: 300).seal()
        let address = try #require(text.split(separator: "#").first)
        let digits = Array(text.drop { $0 != "#" }.dropFirst())
        var random = SeededRandom(seed: 7)
        let count = runsLongTests ? digits.count : 12
        for place in (0..<digits.count).shuffled(using: &random).prefix(count) {
            var changed = digits
            changed[place] = digits[place] == "9" ? "8" : "9"
            let (report, status) = try SealReport.of("\(address)#\(String(changed))")
            #expect(report.conclusion != .totalPassed, "digit \(place)")
            #expect(report.seal == nil, "digit \(place)")
            #expect([1, 2].contains(status), "digit \(place)")
            #expect(!report.reasons.isEmpty, "digit \(place)")
        }
    }

    /// Another host does not make another seal: the address is shown, never believed.
    @Test func hostIsShownNotBelieved() throws {
        let text = try RenderedPage(sample.pdf, dpi: 300).seal()
        let digits = text.drop { $0 != "#" }
        let (report, _) = try SealReport.of("https://lua-dao.example/q\(digits)")
        #expect(report.conclusion == .totalPassed)
        #expect(report.host == "lua-dao.example")
    }

    @Test(arguments: ["https://tthc.angiang.example.vn/Q#", "https://tthc.angiang.example.vn/Q#123", "xin chào"])
    func whatIsNoSealFails(text: String) throws {
        let (report, status) = try SealReport.of(text)
        #expect(report.conclusion == .totalFailed)
        #expect(status == 1)
    }

    @Test func imageWithoutCodeIsUnreadableInput() throws {
        let scan = Checkout.testDocuments.appendingPathComponent("trich-luc-khai-sinh.jpg")
        let run = try SohoaBinary.run(["verify", "--qr", scan.path, "--json"])
        #expect(run.status == 3)
        #expect(run.stderr.contains("sohoa: error:"))
    }

    @Test func vaultKnowsTheRecord() throws {
        let text = try RenderedPage(sample.pdf, dpi: 300).seal()
        let run = try SohoaBinary.run(
            ["verify", "--qr", text, "--json", "--trust", world.trust, "--vault", world.vault.path])
        let report = try #require(try run.decoded(as: SealReport.self).first)
        #expect(report.record.urn == sample.object.urn)
        #expect(report.record.status == .inForce)
    }

    static func plain(_ code: String?) -> String { (code ?? "").filter { $0.isLetter || $0.isNumber } }
}
