import Records
import Testing

@Suite struct RetentionTests {
    private func rule(_ period: RetentionRule.Period) -> RetentionRule {
        RetentionRule(
            code: "GPXD", title: "Giấy phép xây dựng", trigger: .issued, period: period,
            basis: LegalBasis(citation: "Luật Lưu trữ 33/2024/QH15 Đ15", verified: true))
    }

    @Test func countsFromTheYearTheWorkEnded() throws {
        let issued = try #require(CivilDate(iso: "2020-03-28"))
        let decision = RetentionDecision(rule: rule(.years(20)), dates: [.issued: issued])
        #expect(decision.dueDate?.iso == "2041-01-01")
        #expect(decision.explanation.vi.contains("20 năm"))
        #expect(decision.explanation.vi.contains("01/01/2041"))
    }

    @Test func permanentAndOpenHaveNoDueDate() throws {
        let issued = try #require(CivilDate(iso: "2020-03-28"))
        #expect(RetentionDecision(rule: rule(.permanent), dates: [.issued: issued]).dueDate == nil)
        #expect(RetentionDecision(rule: rule(.years(5)), dates: [:]).dueDate == nil)
    }

    @Test func dossierTakesTheLongest() throws {
        let issued = try #require(CivilDate(iso: "2020-03-28"))
        let short = RetentionDecision(rule: rule(.years(5)), dates: [.issued: issued])
        let long = RetentionDecision(rule: rule(.years(20)), dates: [.issued: issued])
        let forever = RetentionDecision(rule: rule(.permanent), dates: [:])
        #expect(RetentionDecision.longest([short, long]) == long)
        #expect(RetentionDecision.longest([long, forever, short]) == forever)
    }

    @Test func periodsReadAndWriteISO8601() {
        #expect(RetentionRule.Period(text: "P20Y") == .years(20))
        #expect(RetentionRule.Period(text: "permanent") == .permanent)
        #expect(RetentionRule.Period(text: "20") == nil)
        #expect(RetentionRule.Period(text: "P0Y") == nil)
    }

    @Test func expiryIsAMatterOfTheDayAsked() throws {
        let box = PageBox(x0: 1, y0: 2, x1: 3, y1: 4.005)
        let lastDay = try #require(CivilDate(iso: "2026-01-31"))
        let record = try RecordFixture.make(validUntil: lastDay, box: box)
        #expect(record.status(on: try #require(CivilDate(iso: "2026-01-31"))) == .inForce)
        #expect(record.status(on: try #require(CivilDate(iso: "2026-02-01"))) == .expired)
    }

    @Test func recordJSONKeepsTheContractsShapes() throws {
        let record = try RecordFixture.make(validUntil: nil, box: PageBox(x0: 1, y0: 2, x1: 3, y1: 4.005))
        let line = try CanonicalJSON.line(record)
        #expect(line.contains(#""schema":"sohoa.record/1""#))
        #expect(line.contains(#""box":[1,2,3,4.01]"#) || line.contains(#""box":[1,2,3,4]"#))
        #expect(line.contains(#""issuedDate":"2020-03-28""#))
        #expect(try CanonicalJSON.decode(Record.self, from: Array(line.utf8)).urn == record.urn)
    }
}

/// A made-up building permit.
enum RecordFixture {
    static func make(validUntil: CivilDate?, box: PageBox) throws -> Record {
        let issued = try #require(CivilDate(iso: "2020-03-28"))
        let rule = RetentionRule(
            code: "GPXD", title: "Giấy phép xây dựng", trigger: .issued, period: .years(20),
            basis: LegalBasis(citation: "Luật Lưu trữ 33/2024/QH15 Đ15", verified: true))
        return Record(
            urn: try #require(RecordURN(rawValue: "urn:sohoa:h01.02.14:giay-phep-xay-dung:abc")), source: "a/b.jpg",
            code: "086076710356.KQ.G01.000012.000001", documentClass: .digitizedResult, type: "giay-phep-xay-dung",
            title: "Giấy phép xây dựng", number: "111", notation: "GPXD-UBND", issuedDate: issued,
            validUntil: validUntil, scope: nil, agency: "Ủy ban nhân dân xã Mỹ Hòa Hưng", dossier: nil, procedure: nil,
            owners: [Owner(type: .person, id: "086076710356", name: "Đỗ Ngọc Hùng")],
            fields: [
                "holderName": ExtractedField(value: "Đỗ Ngọc Hùng", confidence: 1, source: .text, page: 1, box: box)
            ],
            sensitivity: .restricted, retention: RetentionDecision(rule: rule, dates: [.issued: issued]),
            status: .inForce, digitizedBy: "Trần Thị Mẫu", digitizedAt: "2026-11-22T08:00:00+07:00",
            baseDigest: String(repeating: "0", count: 64), baseLength: 10, sealCode: "AAAA", findings: [])
    }
}
