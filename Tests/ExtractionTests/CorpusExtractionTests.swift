import Extraction
import FoundationEssentials
import Records
import Testing

/// Synthetic administrative documents with ground truth. They lie outside the package; the folder is SOHOA_CORPUS or
/// `shared/corpus` beside the package.
private let corpus: String = {
    ProcessInfo.processInfo.environment["SOHOA_CORPUS"] ?? packageRoot + "/../shared/corpus"
}()

private let truthFiles: [String] = {
    let folder = corpus + "/scans/truth"
    return ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).sorted().map { "\(folder)/\($0)" }
}()

@Suite(.enabled(if: !truthFiles.isEmpty, "no corpus/scans/truth: set SOHOA_CORPUS"))
struct CorpusExtractionTests {
    private struct Truth: Decodable {
        struct Line: Decodable {
            var page: Int
            var text: String
            var box: [Double]
        }
        var id: String
        var kind: String
        var pages: Int
        var fields: [String: String]
        var lines: [Line]
    }

    private static let typeOfKind = [
        "gpxd": "giay-phep-xay-dung", "khaisinh": "khai-sinh", "hokd": "ho-kinh-doanh",
        "quyetdinh": "quyet-dinh-tro-cap", "honnhan": "tinh-trang-hon-nhan", "attp": "attp",
    ]

    /// Once with the lines as drawn, once with lines of equal height joined across columns, as PDF readers may give them.
    @Test(arguments: [false, true])
    func readsCleanText(joiningColumns: Bool) throws {
        var right: [String: Int] = [:]
        var wrong: [String] = []
        let documents = try truthFiles.map(Self.truth)
        for document in documents {
            let layer = Self.layer(document, joiningColumns: joiningColumns)
            let record = Extractor(documentTypes: shippedTypes).describe(ExtractionInput(text: layer))
            let date = { (text: String?) in text.flatMap { CivilDate(vietnamese: $0)?.iso } }
            let expected: [(String, String?)] = [
                (FieldName.documentType, Self.typeOfKind[document.kind]),
                (FieldName.numberAndNotation, document.fields["so_ky_hieu"]),
                (FieldName.issuedDate, date(document.fields["ngay_ban_hanh"])),
                (FieldName.holderName, document.fields["ho_ten"]),
                (FieldName.holderId, document.fields["cccd"]),
                (FieldName.holderBirthDate, date(document.fields["ngay_sinh"])),
                // A birth extract gives the parents' residence and the child's home town, no address of the child.
                (FieldName.holderAddress, document.kind == "khaisinh" ? nil : document.fields["dia_chi"]),
                (FieldName.agency, document.fields["co_quan"]),
                (FieldName.signer, document.fields["nguoi_ky"]),
            ]
            for (field, value) in expected {
                if record.fields[field]?.value == value {
                    right[field, default: 0] += 1
                } else {
                    wrong.append(
                        "\(document.id) \(field): \(record.fields[field]?.value ?? "nil"), not \(value ?? "nil")")
                }
            }
            if !record.needsReview { right["needs no review", default: 0] += 1 }
        }
        #expect(documents.count >= 40)
        for field in [
            FieldName.documentType, FieldName.numberAndNotation, FieldName.issuedDate, FieldName.holderName,
            FieldName.holderId, FieldName.holderBirthDate, FieldName.holderAddress, FieldName.signer, "needs no review",
        ] {
            #expect(right[field] == documents.count, "\(field)\n\(wrong.joined(separator: "\n"))")
        }
        #expect(right[FieldName.agency, default: 0] * 20 >= documents.count * 19, "\(wrong.joined(separator: "\n"))")
    }

    @Test func everyValueSaysWhereItStands() throws {
        let document = try Self.truth(try #require(truthFiles.first))
        let record = Extractor(documentTypes: shippedTypes)
            .describe(ExtractionInput(text: Self.layer(document, joiningColumns: false)))
        let id = try #require(record.fields[FieldName.holderId])
        #expect(id.source == .text)
        #expect(id.page == 1)
        let box = try #require(id.box)
        // The line “Số CCCD: 086…” at 300 dpi, in points.
        #expect(box.y0 == 856 * 0.24 && box.y1 == 915 * 0.24 && box.x0 > 472 * 0.24 && box.x1 < 1200 * 0.24)
    }

    private static func truth(_ path: String) throws -> Truth {
        let data = try #require(FileManager.default.contents(atPath: path))
        return try JSONDecoder().decode(Truth.self, from: data)
    }

    private static func layer(_ document: Truth, joiningColumns: Bool) -> TextLayer {
        let scale = 72.0 / 300
        let pages = (1...document.pages).map { number in
            var lines: [TextLayer.Line] = []
            for line in document.lines where line.page == number {
                let made = textLine(
                    line.text, x0: line.box[0] * scale, y0: line.box[1] * scale, x1: line.box[2] * scale,
                    y1: line.box[3] * scale)
                if joiningColumns, let above = lines.last?.words.last, let first = made.words.first,
                    first.box.x0 > above.box.x1, abs(first.box.y0 - above.box.y0) < 5
                {
                    lines[lines.count - 1].words += made.words
                } else {
                    lines.append(made)
                }
            }
            return TextLayer.Page(width: 595.2, height: 841.92, lines: lines)
        }
        return TextLayer(source: .embedded, pages: pages)
    }
}
