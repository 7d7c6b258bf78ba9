import Foundation
import TestSupport
import Testing

/// What `sohoa batch run --json` prints (DESIGN section 7).
@Suite struct BatchSummaryTests {
    let run: BatchResult

    init() throws { run = try DigitizedFolder.shared.get().run }

    @Test func lastLineIsTheSummary() throws {
        #expect(run.summary.schema == "sohoa.batch/1")
        #expect(run.summary.addsUp)
        #expect(run.summary.seconds > 0)
        #expect(!run.summary.vault.isEmpty)
        let keys = Set(try #require(run.command.json.last).keys)
        let contract: Set = [
            "schema", "found", "filed", "needsReview", "rejected", "alreadyFiled", "seconds", "vault",
        ]
        #expect(keys.isSuperset(of: contract))
    }

    @Test func totalsAreThoseStatedForTheTestDocuments() throws {
        let totals = try StatedOutcomes().totals
        #expect(totals.count == 4)
        #expect(run.summary.found == totals["found"])
        #expect(run.summary.filed == totals["filed"])
        #expect(run.summary.needsReview == totals["needsReview"])
        #expect(run.summary.rejected == totals["rejected"])
        #expect(run.summary.alreadyFiled == 0)
    }

    @Test func everyDocumentHasItsStatedOutcome() throws {
        let stated = try StatedOutcomes().byFile
        #expect(stated.count == run.summary.found)
        for (file, outcome) in stated {
            let item = run.item(file)
            #expect(item?.outcome == outcome, "\(file): \(item?.message ?? "no line")")
        }
        #expect(run.items.count == stated.count)
    }

    @Test func whatIsSetAsideSaysWhy() {
        let aside = run.items.filter { ["needsReview", "rejected"].contains($0.outcome) }
        #expect(aside.count == run.summary.needsReview + run.summary.rejected)
        for item in aside {
            #expect(item.code?.isEmpty == false, "\(item.file)")
            #expect(item.message?.isEmpty == false, "\(item.file)")
        }
    }

    @Test(arguments: [
        ("hong-anh-bi-cat.jpg", "IMAGE_TRUNCATED"), ("anh-72dpi.jpg", "RESOLUTION_TOO_LOW"),
        ("giay-xac-nhan-cu-tru.jpg", "DOCUMENT_TYPE_UNKNOWN"),
    ])
    func reasonNamesTheFault(file: String, code: String) throws {
        let item = try #require(run.item(file))
        #expect((item.reasons ?? []).contains { $0.code == code } || item.code == code)
    }

    @Test func itemsSetAsideMakeStatusTwo() { #expect(run.command.status == 2) }

    @Test func nothingSetAsideMakesStatusZero() throws {
        let folder = try SampleFolder(["giay-phep-xay-dung.tif"])
        let clean = try BatchResult.run(folder.path, into: Scratch.folder("clean").appendingPathComponent("vault"))
        #expect(clean.summary.filed == 1)
        #expect(clean.summary.addsUp)
        #expect(clean.command.status == 0)
    }

    @Test func withoutJSONTheSetAsideAreNamed() throws {
        let folder = try SampleFolder(["anh-72dpi.jpg"])
        let vault = try Scratch.folder("plain").appendingPathComponent("vault")
        let profile = try DemoWorld.shared.get().profile
        let plain = try SohoaBinary.run(["batch", "run", folder.path, "--profile", profile, "--vault", vault.path])
        #expect(plain.status == 2)
        #expect(plain.text.contains("anh-72dpi.jpg"))
        #expect(plain.text.contains("RESOLUTION_TOO_LOW"))
    }
}
