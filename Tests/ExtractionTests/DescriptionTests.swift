import Extraction
import Records
import Testing

/// How sources are weighed and what keeps a document out of the vault.
@Suite struct DescriptionTests {
    private let extractor = Extractor(documentTypes: shippedTypes)

    private static let row: [ManifestRow.Column: String] = [
        .file: "a.jpg", .documentType: "giay-phep-xay-dung", .number: "84", .notation: "GPXD-UBND",
        .issuedDate: "2026-03-25", .ownerId: "089076710356", .ownerName: "Đỗ Ngọc Hùng",
    ]

    private func describe(
        _ changes: [ManifestRow.Column: String?] = [:], text: TextLayer? = nil, codes: [PageCode] = []
    ) -> DescribedRecord {
        var values = Self.row
        for (column, value) in changes { values[column] = value }
        return extractor.describe(
            ExtractionInput(manifest: ManifestRow(line: 7, values: values), text: text, codes: codes))
    }

    @Test func aCompleteRowIsEnough() {
        let record = describe()
        #expect(record.findings == [])
        #expect(record.documentType == "giay-phep-xay-dung")
        #expect(record.fields[FieldName.numberAndNotation]?.value == "84/GPXD-UBND")
        #expect(
            record.fields[FieldName.issuedDate] == ExtractedField(value: "2026-03-25", confidence: 1, source: .manifest)
        )
        #expect(record.owners == [Owner(type: .person, id: "089076710356", name: "Đỗ Ngọc Hùng")])
    }

    struct Case: Sendable, CustomTestStringConvertible {
        var changes: [ManifestRow.Column: String?]
        var findings: String
        var review: Bool = true

        var testDescription: String { findings }
    }

    @Test(arguments: [
        Case(changes: [.number: nil, .notation: nil], findings: "FIELD_MISSING numberAndNotation"),
        Case(changes: [.ownerId: nil], findings: "FIELD_MISSING holderId"),
        Case(changes: [.ownerName: nil], findings: "FIELD_MISSING holderName"),
        Case(changes: [.issuedDate: nil], findings: "FIELD_MISSING issuedDate"),
        Case(
            changes: [.issuedDate: "31/02/2026"],
            findings: "MANIFEST_DATE_INVALID issuedDate, FIELD_MISSING issuedDate"),
        Case(changes: [.issuedDate: "25/3/2026"], findings: "", review: false),
        Case(changes: [.issuedDate: "ngày 25 tháng 3 năm 2026"], findings: "", review: false),
        Case(changes: [.validUntil: "2026-03-24"], findings: "DATES_INVERTED validUntil"),
        Case(changes: [.validUntil: "2020-01-01", .issuedDate: "2019-01-01"], findings: "", review: false),
        Case(changes: [.documentType: "gpxd"], findings: "", review: false),
        Case(changes: [.documentType: "Giấy phép xây dựng"], findings: "", review: false),
        Case(
            changes: [.documentType: "giay-phep-xay-nha"],
            findings: "MANIFEST_TYPE_UNKNOWN documentType, DOCUMENT_TYPE_UNKNOWN documentType"),
        Case(changes: [.documentType: nil], findings: "DOCUMENT_TYPE_UNKNOWN documentType"),
        Case(changes: [.ownerId: "351234567"], findings: "OWNER_UNRESOLVED holderId"),
        Case(changes: [.ownerId: "08907671035"], findings: "OWNER_ID_INVALID holderId"),
        Case(changes: [.ownerId: "000076710356"], findings: "OWNER_ID_INVALID holderId"),
        Case(changes: [.ownerType: "tổ chức", .ownerId: "0300588569"], findings: "", review: false),
        Case(changes: [.ownerType: "organization", .ownerId: "0300588568"], findings: "OWNER_ID_INVALID holderId"),
        Case(changes: [.ownerType: "robot"], findings: "MANIFEST_OWNER_TYPE_UNKNOWN "),
        Case(changes: [.procedure: "9.1"], findings: "MANIFEST_PROCEDURE_INVALID "),
        Case(changes: [.procedure: "1.004873", .dossier: "H01.02.14-260311-0007"], findings: "", review: false),
        Case(changes: [.ownerId2: "089176710356"], findings: "OWNER_INCOMPLETE "),
        Case(changes: [.documentType: "don-de-nghi", .number: nil, .ownerId: nil], findings: "", review: false),
    ])
    func checks(row: Case) {
        let record = describe(row.changes)
        #expect(record.findings.map { "\($0.code) \($0.field ?? "")" }.joined(separator: ", ") == row.findings)
        #expect(record.needsReview == row.review)
    }

    @Test func manifestMessagesNameLineAndColumn() {
        let finding = describe([.issuedDate: "hôm qua"]).findings.first
        #expect(
            finding?.message.en == """
                Manifest line 7, column issuedDate: “hôm qua” cannot be used; expected a day that exists, as 2026-03-05 or \
                05/03/2026.
                """)
    }

    @Test func nobodysIdShowsInMessages() {
        for id in ["351234567", "08907671035"] {
            #expect(describe([.ownerId: id]).findings.allSatisfy { !$0.message.vi.contains(id) })
        }
    }

    @Test func aMarriageHasTwoOwners() {
        let record = describe([
            .documentType: "ket-hon", .ownerId2: "089 196 000 123", .ownerName2: "Lê Thị Thu Vân",
        ])
        #expect(record.owners.map(\.role) == ["holder", "spouse"])
        #expect(record.owners.map(\.id) == ["089076710356", "089196000123"])
        #expect(record.findings == [])
    }

    private static let printed = page(
        """
        ỦY BAN NHÂN DÂN | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
        XÃ MỸ HÒA HƯNG | Độc lập - Tự do - Hạnh phúc
        Số: 84/GPXD-UBND | Mỹ Hòa Hưng, ngày 25 tháng 3 năm 2026
        GIẤY PHÉP XÂY DỰNG
            1. Cấp cho: Ông ĐỖ NGỌC HÙNG
            Ngày sinh: 23/05/1976
            Số CCCD: 089076710356
        """)

    @Test func agreementAddsThePlace() {
        let record = describe([.agency: "UBND xã Mỹ Hòa Hưng"], text: Self.printed)
        #expect(record.findings == [])
        let name = record.fields[FieldName.holderName]
        #expect(name?.value == "Đỗ Ngọc Hùng")
        #expect(name?.source == .manifest)
        #expect(name?.page == 1 && name?.box != nil)
        #expect(record.fields[FieldName.holderBirthDate]?.value == "1976-05-23")
    }

    @Test(arguments: [
        (ManifestRow.Column.number, "48", FieldName.numberAndNotation, "“48/GPXD-UBND”", "“84/GPXD-UBND”"),
        (.issuedDate, "2026-03-26", FieldName.issuedDate, "“2026-03-26”", "“2026-03-25”"),
        (.ownerName, "Đỗ Ngọc Hưng Yên", FieldName.holderName, "“Đỗ Ngọc Hưng Yên”", "“ĐỖ NGỌC HÙNG”"),
        (.ownerId, "089076710357", FieldName.holderId, "“089076710357”", "“089076710356”"),
        (.documentType, "khai-sinh", FieldName.documentType, "“khai-sinh”", "“giay-phep-xay-dung”"),
        (.agency, "UBND xã Nhơn Mỹ", FieldName.agency, "“UBND xã Nhơn Mỹ”", "“ỦY BAN NHÂN DÂN XÃ MỸ HÒA HƯNG”"),
    ])
    func disagreementGoesToReview(column: ManifestRow.Column, value: String, field: String, a: String, b: String) {
        let findings = describe([column: value], text: Self.printed).findings
        #expect(findings.map(\.code) == ["MANIFEST_DISAGREES"])
        #expect(findings.first?.field == field)
        #expect(findings.first?.message.vi.contains(a) == true && findings.first?.message.vi.contains(b) == true)
    }

    // MARK: - Codes on the page

    private static let card = "089065004321||Đỗ Văn Phú Quý|28041965|Nam|ấp Mỹ Thạnh, xã Mỹ Hòa Hưng, An Giang|14072021"

    @Test func anIdentityCardCodeFillsTheHolder() {
        let place = PageBox(x0: 85, y0: 400, x1: 180, y1: 495)
        let record = describe(
            [.ownerId: nil, .ownerName: nil], codes: [PageCode(page: 2, text: Self.card, box: place)])
        #expect(record.findings == [])
        #expect(record.owners == [Owner(type: .person, id: "089065004321", name: "Đỗ Văn Phú Quý")])
        #expect(
            record.fields[FieldName.holderId]
                == ExtractedField(
                    value: "089065004321", confidence: 0.85, source: .qr, page: 2, box: place))
        #expect(record.fields[FieldName.holderBirthDate]?.value == "1965-04-28")
        #expect(record.fields[FieldName.holderAddress]?.value == "ấp Mỹ Thạnh, xã Mỹ Hòa Hưng, An Giang")
    }

    @Test func anotherPersonsCardContradictsTheManifest() {
        let findings = describe(codes: [PageCode(page: 1, text: Self.card, box: nil)]).findings
        #expect(
            findings.filter { $0.code == "MANIFEST_DISAGREES" }.compactMap(\.field) == [
                FieldName.holderId, FieldName.holderName,
            ])
    }

    @Test func cardsOfSeveralPersonsNameNobody() {
        let other = Self.card.replacing("089065004321", with: "089168004321")
        let record = describe(
            [.ownerId: nil, .ownerName: nil],
            codes: [PageCode(page: 1, text: Self.card, box: nil), PageCode(page: 1, text: other, box: nil)])
        #expect(record.owners == [])
        #expect(record.findings.map(\.code).contains("CODES_OF_SEVERAL_PERSONS"))
    }

    @Test(arguments: ["https://example.vn/x", "1|2|3|4|5|6|7", "", "089065004321||Tên|99999999|Nam"])
    func otherCodesAreMentionedAndUnread(text: String) {
        let record = describe(codes: [PageCode(page: 3, text: text, box: nil)])
        #expect(record.findings.map(\.code) == ["CODE_ON_PAGE"])
        #expect(!record.needsReview)
    }

    @Test func birthYearAndSexOnlyWarn() {
        let wrong = Self.card.replacing("28041965|Nam", with: "28041966|Nữ")
        let record = describe([.ownerId: nil, .ownerName: nil], codes: [PageCode(page: 1, text: wrong, box: nil)])
        #expect(record.findings.map(\.code) == ["OWNER_ID_BIRTH_YEAR", "OWNER_ID_SEX"])
        #expect(!record.needsReview)
    }

    @Test func nothingKnownIsAReview() {
        let record = extractor.describe(ExtractionInput(dossier: "H01-1"))
        #expect(record.findings.map(\.code) == ["DOCUMENT_TYPE_UNKNOWN"])
        #expect(record.dossier == "H01-1")
    }

    // MARK: - Review

    @Test func aPersonCompletesTheRecord() {
        let record = describe([.ownerId: nil, .number: nil, .notation: nil])
        #expect(record.needsReview)
        let half = extractor.applying(
            ReviewDecision(by: "Nguyễn Thị Hồng Gấm", fields: [FieldName.holderId: "089 076 710 356"]), to: record)
        #expect(half.findings.filter { $0.consequence == .review }.compactMap(\.field) == [FieldName.numberAndNotation])
        let whole = extractor.applying(
            ReviewDecision(by: "Nguyễn Thị Hồng Gấm", fields: [FieldName.numberAndNotation: "84/GPXD-UBND"]), to: half)
        #expect(!whole.needsReview)
        #expect(whole.owners == [Owner(type: .person, id: "089076710356", name: "Đỗ Ngọc Hùng")])
        #expect(whole.number == "84" && whole.notation == "GPXD-UBND")
        #expect(whole.fields[FieldName.numberAndNotation]?.source == .person)
        #expect(whole.findings.last?.message.en == "Checked and confirmed by Nguyễn Thị Hồng Gấm.")
    }

    @Test func aPersonSettlesADisagreement() {
        let record = describe([.number: "48"], text: Self.printed)
        let settled = extractor.applying(
            ReviewDecision(by: "A", fields: [FieldName.numberAndNotation: "84/GPXD-UBND"]), to: record)
        #expect(!settled.needsReview)
        #expect(settled.findings.first { $0.code == "MANIFEST_DISAGREES" }?.consequence == .note)
    }

    @Test func whatAPersonMayLetPassAndWhatNot() {
        let old = describe([.ownerId: "351234567"])
        #expect(!extractor.applying(ReviewDecision(by: "A", accepted: ["OWNER_UNRESOLVED"]), to: old).needsReview)
        let missing = describe([.issuedDate: nil])
        #expect(extractor.applying(ReviewDecision(by: "A", accepted: ["FIELD_MISSING"]), to: missing).needsReview)
        let date = extractor.applying(
            ReviewDecision(by: "A", fields: [FieldName.issuedDate: "30/02/2026"]), to: missing)
        #expect(date.findings.map(\.code) == ["FIELD_INVALID", "FIELD_MISSING", "REVIEWED"])
    }

    @Test func aPersonNamesTheType() {
        let record = describe([.documentType: nil])
        let named = extractor.applying(
            ReviewDecision(by: "A", fields: [FieldName.documentType: "giay-phep-xay-dung"]), to: record)
        #expect(named.documentType == "giay-phep-xay-dung")
        #expect(!named.needsReview)
    }
}
