import Extraction
import Records
import Testing

@Suite struct TextRulesTests {
    private let extractor = Extractor(documentTypes: shippedTypes)

    private static let decision = """
        ỦY BAN NHÂN DÂN | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
        XÃ MỸ HÒA HƯNG | Độc lập - Tự do - Hạnh phúc
        Số: 123/QĐ-UBND | Mỹ Hòa Hưng, ngày 05 tháng 3 năm 2026
        QUYẾT ĐỊNH
        Về việc trợ cấp xã hội hằng tháng
        CHỦ TỊCH ỦY BAN NHÂN DÂN XÃ MỸ HÒA HƯNG
            Căn cứ Nghị định số 20/2021/NĐ-CP ngày 15 tháng 3 năm 2021 của Chính phủ;
        QUYẾT ĐỊNH:
            Điều 1. Trợ cấp xã hội hằng tháng đối với người có tên sau đây:
            Họ và tên: Trần Thị Bé Sáu
            Số định danh cá nhân: 089145001234
            Ngày sinh: 02/09/1945
            Giới tính: Nữ
            Nơi cư trú: ấp Mỹ Thuận, xã Mỹ Hòa Hưng, tỉnh An Giang
            Mã hồ sơ: H01.02.14-260224-0031
            Mã thủ tục hành chính: 1.001776
            Điều 2. Quyết định này có hiệu lực kể từ ngày ký.
        Nơi nhận: | CHỦ TỊCH
        - Lưu: VT. | Phạm Hữu Nghĩa
        """

    @Test func readsADecision() {
        let record = extractor.describe(ExtractionInput(text: page(Self.decision)))
        let values = record.fields.mapValues(\.value)
        #expect(
            values == [
                FieldName.documentType: "quyet-dinh-tro-cap",
                FieldName.title: "QUYẾT ĐỊNH Về việc trợ cấp xã hội hằng tháng",
                FieldName.numberAndNotation: "123/QĐ-UBND",
                FieldName.issuedDate: "2026-03-05",
                FieldName.agency: "ỦY BAN NHÂN DÂN XÃ MỸ HÒA HƯNG",
                FieldName.signer: "Phạm Hữu Nghĩa",
                FieldName.holderName: "Trần Thị Bé Sáu",
                FieldName.holderId: "089145001234",
                FieldName.holderBirthDate: "1945-09-02",
                FieldName.holderAddress: "ấp Mỹ Thuận, xã Mỹ Hòa Hưng, tỉnh An Giang",
                "dossierCode": "H01.02.14-260224-0031",
                "procedureCode": "1.001776",
            ])
        #expect(record.dossier == "H01.02.14-260224-0031")
        #expect(record.procedure == "1.001776")
        #expect(record.number == "123")
        #expect(record.notation == "QĐ-UBND")
        #expect(record.owners == [Owner(type: .person, id: "089145001234", name: "Trần Thị Bé Sáu")])
        #expect(record.findings == [])
    }

    @Test func ocrConfidenceCarriesOver() {
        var layer = page(Self.decision, source: .ocr)
        for line in layer.pages[0].lines.indices {
            for word in layer.pages[0].lines[line].words.indices {
                layer.pages[0].lines[line].words[word].confidence = 0.7
            }
        }
        let record = extractor.describe(ExtractionInput(text: layer))
        #expect(record.fields[FieldName.holderId]?.source == .ocr)
        #expect(record.fields[FieldName.holderId]?.confidence ?? 1 < 0.7)
        #expect(
            Set(record.findings.filter { $0.code == "FIELD_DOUBTFUL" }.compactMap(\.field)) == [
                FieldName.numberAndNotation, FieldName.issuedDate, FieldName.holderName, FieldName.holderId,
            ])
    }

    struct Line: Sendable, CustomTestStringConvertible {
        var text: String
        var field: String
        var value: String?

        var testDescription: String { text }
    }

    @Test(arguments: [
        Line(text: "Họ và tên: Ông NGUYỄN VĂN AN", field: FieldName.holderName, value: "NGUYỄN VĂN AN"),
        Line(text: "1. Cấp cho ông: NGUYỄN VĂN AN", field: FieldName.holderName, value: "NGUYỄN VĂN AN"),
        Line(text: "HO VA TEN : Nguyễn Văn An Sinh năm 1970", field: FieldName.holderName, value: "Nguyễn Văn An Sinh"),
        Line(text: "Họ, chữ đệm, tên người cha: TRẦN VĂN B", field: FieldName.holderName, value: nil),
        Line(text: "Họ và tên: …………", field: FieldName.holderName, value: nil),
        Line(text: "Số CCCD: 089 145 001 234; nơi cấp", field: FieldName.holderId, value: "089145001234"),
        Line(
            text: "Giấy tờ tùy thân: Căn cước công dân số 089145001234", field: FieldName.holderId,
            value: "089145001234"),
        Line(text: "Số CMND: 351234567", field: FieldName.holderId, value: "351234567"),
        Line(text: "Số CCCD: 0891450012", field: FieldName.holderId, value: nil),
        Line(text: "Ngày sinh: 2-9-1945", field: FieldName.holderBirthDate, value: "1945-09-02"),
        Line(
            text: "Ngày, tháng, năm sinh: ngày 02 tháng 09 năm 1945", field: FieldName.holderBirthDate,
            value: "1945-09-02"),
        Line(text: "Sinh ngày 02/09/1945 tại An Giang", field: FieldName.holderBirthDate, value: "1945-09-02"),
        Line(text: "Ngày sinh: 31/02/1945", field: FieldName.holderBirthDate, value: nil),
        Line(text: "Có giá trị đến hết ngày 31 tháng 12 năm 2026.", field: FieldName.validUntil, value: "2026-12-31"),
        Line(
            text: "Giấy này có giá trị sử dụng trong thời hạn 06 tháng kể từ ngày cấp", field: FieldName.validUntil,
            value: "2026-09-05"),
        Line(
            text: "có hiệu lực khởi công trong thời hạn 12 tháng kể từ ngày cấp", field: FieldName.validUntil,
            value: nil),
        Line(
            text: "Địa chỉ thường trú: ấp Mỹ Thuận, xã A.", field: FieldName.holderAddress, value: "ấp Mỹ Thuận, xã A"),
    ])
    func labelledValues(line: Line) {
        let text = page(
            """
            SỞ XÂY DỰNG | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
            Số: 1/GP-SXD | Mỹ Tho, ngày 05 tháng 3 năm 2026
            CHỨNG CHỈ HÀNH NGHỀ
                \(line.text)
            """)
        #expect(extractor.describe(ExtractionInput(text: text)).fields[line.field]?.value == line.value)
    }

    @Test(
        arguments: [
            ("GIẤY CHỨNG NHẬN\nCƠ SỞ ĐỦ ĐIỀU KIỆN AN TOÀN THỰC PHẨM", "attp"),
            ("GIẤY CHỨNG NHẬN\nĐĂNG KÝ HỘ KINH DOANH\nMã số hộ kinh doanh: 1", "ho-kinh-doanh"),
            ("GIẤY CHỨNG NHẬN\nQUYỀN SỬ DỤNG ĐẤT", "giay-to-dat"),
            ("ĐƠN ĐỀ NGHỊ CẤP GIẤY PHÉP XÂY DỰNG", "don-de-nghi"),
            ("GIAY PHEP XAY DUNG", "giay-phep-xay-dung"),
            ("QUYẾT ĐỊNH\nVề việc cấp đổi Giấy chứng nhận quyền sử dụng đất", "cap-doi"),
            ("QUYẾT ĐỊNH\nVề việc khen thưởng", nil),
            ("Đề nghị cấp giấy phép xây dựng", nil),
        ] as [(String, String?)])
    func recognisesTypesByTitle(title: String, type: String?) {
        #expect(extractor.describe(ExtractionInput(text: page(title))).documentType == type)
    }

    @Test(arguments: [
        (
            ["ỦY BAN NHÂN DÂN HUYỆN CHÂU THÀNH", "PHÒNG TÀI CHÍNH - KẾ HOẠCH"],
            "PHÒNG TÀI CHÍNH - KẾ HOẠCH HUYỆN CHÂU THÀNH"
        ),
        (["UBND XÃ MỸ HÒA HƯNG", "PHÒNG KINH TẾ"], "PHÒNG KINH TẾ XÃ MỸ HÒA HƯNG"),
        (["ỦY BAN NHÂN DÂN", "THÀNH PHỐ LONG XUYÊN"], "ỦY BAN NHÂN DÂN THÀNH PHỐ LONG XUYÊN"),
        (["SỞ Y TẾ", "CHI CỤC AN TOÀN VỆ SINH THỰC PHẨM"], "CHI CỤC AN TOÀN VỆ SINH THỰC PHẨM"),
        (["BỘ CÔNG AN", "CÔNG AN TỈNH AN GIANG"], "CÔNG AN TỈNH AN GIANG"),
    ])
    func namesTheIssuingAgency(lines: [String], agency: String) {
        let text = page(
            """
            \(lines[0]) | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
            \(lines[1]) | Độc lập - Tự do - Hạnh phúc
            GIẤY PHÉP XÂY DỰNG
            """)
        #expect(extractor.describe(ExtractionInput(text: text)).fields[FieldName.agency]?.value == agency)
    }

    @Test func columnsThatTouchAreParted() {
        let text = page(
            """
            ỦY BAN NHÂN DÂN HUYỆN LONG HỒCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
            PHÒNG TÀI CHÍNH | Độc lập - Tự do - Hạnh phúc
            GIẤY PHÉP XÂY DỰNG
            """)
        let record = extractor.describe(ExtractionInput(text: text))
        #expect(record.fields[FieldName.agency]?.value == "PHÒNG TÀI CHÍNH HUYỆN LONG HỒ")
    }

    @Test func aNumberNeverFilledInIsNoNumber() {
        let text = page(
            """
            UBND XÃ A | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
            Số:      /GP-UBND | A, ngày     tháng 3 năm 2026
            GIẤY PHÉP XÂY DỰNG
            """)
        let record = extractor.describe(ExtractionInput(text: text))
        #expect(record.fields[FieldName.numberAndNotation] == nil)
        #expect(record.fields[FieldName.issuedDate] == nil)
    }

    @Test func hostileTextIsOnlyText() {
        let word = String(repeating: "Ố", count: 5000)
        let record = extractor.describe(
            ExtractionInput(
                text: page(Array(repeating: "Số: \(word): Họ và tên: 1/1/1", count: 300).joined(separator: "\n")),
                codes: [PageCode(page: 1, text: String(repeating: "|", count: 4000), box: nil)]))
        #expect(record.documentType == nil)
    }
}
