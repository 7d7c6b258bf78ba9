import Foundation
import TestSupport
import Testing

/// What `manifest.csv` may say, and what follows when it is wrong (DESIGN section 7).
@Suite struct ManifestTests {
    private static let header =
        "file,dossier,procedure,documentType,title,number,notation,issuedDate,validUntil,scope,"
        + "ownerType,ownerId,ownerName,agency"

    /// Runs one scan with one row; the scan carries no text, so the row alone speaks of it.
    private static func run(row: String, header: String = header) throws -> (BatchResult, vault: URL) {
        let folder = try SampleFolder([])
        try folder.add("giay-phep-xay-dung.tif", as: "quet.tif")
        try folder.write("manifest.csv", header + "\n" + row + "\n")
        let vault = try Scratch.folder("manifest").appendingPathComponent("vault")
        return (try BatchResult.run(folder.path, into: vault), vault)
    }

    private static let goodRow =
        "quet.tif,H01.02.14-260406-0012,1.009994,giay-phep-xay-dung,Giấy phép xây dựng,111,GPXD-UBND,2026-04-20,,,"
        + "person,089080555180,Huỳnh Văn Tấn,Ủy ban nhân dân xã Mỹ Hòa Hưng"

    @Test func valuesOfTheRowAreTheRecords() throws {
        let (run, vault) = try Self.run(row: Self.goodRow)
        #expect(run.summary.filed == 1)
        let record = try FiledResult.of("quet.tif", in: vault).record
        #expect(record.number == "111")
        #expect(record.notation == "GPXD-UBND")
        #expect(record.fields["numberAndNotation"]?.value == "111/GPXD-UBND")
        #expect(record.fields["issuedDate"]?.value == "2026-04-20")
        #expect(record.fields["holderId"]?.value == "089080555180")
        #expect(record.fields["holderName"]?.value == "Huỳnh Văn Tấn")
        #expect(record.owners == [.init(type: "person", id: "089080555180", name: "Huỳnh Văn Tấn", role: "holder")])
        #expect(record.fields.values.allSatisfy { $0.source == "manifest" })
    }

    @Test func headersMayBeVietnamese() throws {
        let header =
            "Tên tệp,Mã hồ sơ,Mã thủ tục,Loại giấy tờ,Tên giấy tờ,Số,Ký hiệu,Ngày cấp,Có giá trị đến,Phạm vi,"
            + "Loại chủ sở hữu,Số định danh,Chủ sở hữu,Cơ quan"
        let (run, vault) = try Self.run(row: Self.goodRow, header: header)
        #expect(run.summary.filed == 1)
        #expect(try FiledResult.of("quet.tif", in: vault).record.fields["holderName"]?.value == "Huỳnh Văn Tấn")
    }

    @Test(arguments: [
        ("089080555180", "08908055518", "OWNER_ID_INVALID"),
        ("089080555180", "", "FIELD_MISSING"),
        ("2026-04-20", "31/02/2026", "MANIFEST_DATE_INVALID"),
        ("giay-phep-xay-dung", "khong-co-loai-nay", "MANIFEST_TYPE_UNKNOWN"),
    ])
    func doubtfulRowGoesToReview(good: String, bad: String, code: String) throws {
        let (run, vault) = try Self.run(row: Self.goodRow.replacingOccurrences(of: good, with: bad))
        let item = try #require(run.item("quet.tif"))
        #expect(run.summary.needsReview == 1)
        #expect(item.outcome == "needsReview")
        #expect((item.reasons ?? []).contains { $0.code == code }, "\(item.reasons ?? [])")
        #expect(try FiledResult.all(in: vault).isEmpty)
    }

    /// The born-digital decision says who and when; a row that says another day loses nothing and files nothing.
    @Test func disagreementWithThePaperGoesToReview() throws {
        let folder = try SampleFolder([])
        try folder.add("quyet-dinh-tro-cap.pdf")
        try folder.write("manifest.csv", "file,issuedDate\nquyet-dinh-tro-cap.pdf,2019-01-02\n")
        let run = try BatchResult.run(folder.path, into: Scratch.folder("disagree").appendingPathComponent("vault"))
        let item = try #require(run.item("quyet-dinh-tro-cap.pdf"))
        #expect(item.outcome == "needsReview")
        let reason = (item.reasons ?? []).first { $0.code == "MANIFEST_DISAGREES" }
        // Both values are in the sentence, so that a person can decide without opening anything.
        #expect(reason?.message.contains("2019") == true, "\(item.reasons ?? [])")
    }

    @Test func rowWithoutFileIsSaidAndNotCounted() throws {
        let folder = try SampleFolder(["giay-phep-xay-dung.tif"])
        let manifest = try SampleFolder.manifest()
        let row = try #require(manifest.rows["giay-phep-xay-dung.tif"])
        try folder.write(
            "manifest.csv", [manifest.header, row, "khong-co.jpg" + row.drop { $0 != "," }, ""].joined(separator: "\n"))
        let run = try BatchResult.run(folder.path, into: Scratch.folder("absent").appendingPathComponent("vault"))
        #expect(run.summary.found == 1)
        #expect(run.summary.filed == 1)
        #expect((run.command.stderr + run.command.text).contains("khong-co.jpg"))
    }
}
