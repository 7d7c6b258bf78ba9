import Foundation
import TestSupport
import Testing

/// `sohoa batch review|resume|retry|status` (DESIGN section 7).
@Suite struct ReviewQueueTests {
    private static let waiting = "giay-xac-nhan-cu-tru.jpg"

    private struct Item: Decodable {
        var file: String
        var reasons: [VerifyReport.Reason]
        var fields: [String: ResultRecord.Field]
    }

    private static func review(_ vault: URL) throws -> (items: [Item], status: Int32) {
        let run = try SohoaBinary.run(["batch", "review", "--vault", vault.path, "--json"])
        return (try run.decoded(as: Item.self), run.status)
    }

    @Test func listsWhatWaitsWithItsReasons() throws {
        let (items, status) = try Self.review(DigitizedFolder.shared.get().vault)
        #expect(items.map(\.file) == [Self.waiting])
        #expect(status == 0)
        let item = try #require(items.first)
        #expect(!item.reasons.isEmpty)
        #expect(item.reasons.allSatisfy { !$0.code.isEmpty && !$0.message.isEmpty })
    }

    @Test func fieldsAreTheSameObjectsAsInARecord() throws {
        let folder = try SampleFolder([])
        try folder.add("quyet-dinh-tro-cap.pdf")
        try folder.write("manifest.csv", "file,issuedDate\nquyet-dinh-tro-cap.pdf,2019-01-02\n")
        let vault = try Scratch.folder("fields").appendingPathComponent("vault")
        _ = try BatchResult.run(folder.path, into: vault)
        let item = try #require(try Self.review(vault).items.first)
        #expect(item.fields["issuedDate"]?.value == "2019-01-02")
        #expect(item.fields["issuedDate"]?.source == "manifest")
        let name = try #require(item.fields["holderName"])
        #expect(name.source == "text")
        #expect(name.page == 1)
        #expect(name.box?.count == 4)
        #expect((0...1).contains(name.confidence))
    }

    @Test func confirmedDocumentIsFiledOnResume() throws {
        let vault = try Scratch.copy(DigitizedFolder.shared.get().vault, "confirm")
        let values = [
            "documentType": "xac-nhan-cu-tru", "title": "Giấy xác nhận cư trú", "numberAndNotation": "305/XN-UBND",
            "issuedDate": "2026-05-20", "agency": "Ủy ban nhân dân xã Mỹ Hòa Hưng", "holderName": "Lâm Thị Ngọc Hân",
            "holderId": "089198012345",
        ]
        let settings = values.sorted { $0.key < $1.key }.flatMap { ["--set", "\($0.key)=\($0.value)"] }
        let confirmed = try SohoaBinary.run(
            ["batch", "review", "--vault", vault.path, "--confirm", Self.waiting] + settings)
        #expect(confirmed.status == 0, "\(confirmed.stderr)")

        let resumed = try BatchResult.resume(vault)
        #expect(resumed.summary.filed == 1)
        #expect(resumed.summary.needsReview == 0)
        #expect(resumed.summary.addsUp)
        let record = try FiledResult.of(Self.waiting, in: vault).record
        for (name, value) in values {
            #expect(record.fields[name]?.value == value)
            #expect(record.fields[name]?.source == "person", "\(name)")
        }
        let (items, status) = try Self.review(vault)
        #expect(items.isEmpty)
        #expect(status == 0)
    }

    @Test func confirmingAnUnknownFileIsAnError() throws {
        let vault = try DigitizedFolder.shared.get().vault
        let run = try SohoaBinary.run(
            ["batch", "review", "--vault", vault.path, "--confirm", "khong-co.jpg", "--set", "title=A"])
        #expect(run.status == 3)
        #expect(run.stderr.contains("khong-co.jpg"))
    }

    @Test func retryFilesWhatWasRescanned() throws {
        let folder = try SampleFolder(["anh-72dpi.jpg"])
        let vault = try Scratch.folder("retry").appendingPathComponent("vault")
        #expect(try BatchResult.run(folder.path, into: vault).summary.rejected == 1)
        try FileManager.default.removeItem(at: folder.url.appendingPathComponent("anh-72dpi.jpg"))
        try folder.add("trich-luc-khai-sinh.jpg", as: "anh-72dpi.jpg")
        let retried = try BatchResult(SohoaBinary.run(["batch", "retry", "--vault", vault.path, "--json"]))
        #expect(retried.summary.filed == 1)
        #expect(retried.summary.rejected == 0)
        #expect(retried.command.status == 0)
    }

    @Test func statusTellsWhereDocumentsStand() throws {
        let vault = try DigitizedFolder.shared.get().vault
        let json = try SohoaBinary.run(["batch", "status", "--vault", vault.path, "--json"])
        #expect(json.json.count == 1)
        #expect(json.status == 0)
        let plain = try SohoaBinary.run(["batch", "status", "--vault", vault.path])
        #expect(!plain.text.isEmpty)
        #expect(plain.status == 0)
    }
}
