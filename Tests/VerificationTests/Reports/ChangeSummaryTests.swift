import Diagnostics
import PAdES
import Testing

@testable import Verification

/// What later revisions did, as a citizen reads it.
@Suite struct ChangeSummaryTests {
    private typealias Change = SignatureReport.Change

    private func change(
        _ kind: RevisionChange.Kind, revision: Int? = 3, permitted: Bool = true, page: Int? = nil, field: String? = nil
    ) -> SignatureReport.Change {
        Change(
            revision: revision, kind: kind.rawValue, permitted: permitted, page: page, field: field, box: nil,
            message: kind.rawValue)
    }

    @Test func equalKindsOnAPageAreCounted() {
        let summaries = ChangeSummary.all(of: [
            change(.annotationAdded, page: 2), change(.annotationAdded, page: 2), change(.annotationAdded, page: 2),
            change(.annotationAdded, page: 4), change(.metadata),
        ])
        #expect(
            summaries.flatMap(\.lines).map(\.vi) == [
                "Lần sửa 3 – được phép: trang 2: thêm 3 chú thích; trang 4: thêm chú thích; cập nhật thông tin mô tả tệp"
            ])
        #expect(
            summaries.flatMap(\.lines).map(\.en) == [
                "Revision 3 – permitted: page 2: 3 annotations were added; page 4: an annotation was added; "
                    + "the file's metadata were updated"
            ])
    }

    @Test func fieldsAreNamedAndTheSuspiciousStandApart() {
        let lines = ChangeSummary.all(of: [
            change(.fieldFilled, page: 1, field: "Họ tên"), change(.fieldFilled, page: 1, field: "Ngày sinh"),
            change(.sharedAppearance, permitted: false, page: 2, field: "X"),
        ]).flatMap(\.lines)
        #expect(
            lines.map(\.vi) == [
                "Lần sửa 3 – ĐÁNG NGỜ: trang 2: thay hình hiển thị của trường “X” mà trang cũng dùng",
                "Lần sửa 3 – được phép: trang 1: điền 2 trường “Họ tên”, “Ngày sinh”",
            ])
        #expect(lines[1].en.hasSuffix("page 1: 2 fields “Họ tên”, “Ngày sinh” were filled in"))
    }

    @Test func revisionsComeInOrderAndLooseBytesLast() {
        let summaries = ChangeSummary.all(of: [
            change(.trailingData, revision: nil, permitted: false), change(.metadata, revision: 4),
            change(.validationData, revision: 2),
        ])
        #expect(summaries.map(\.revision) == [2, 4, nil])
        #expect(summaries.map(\.suspicious.count) == [0, 0, 1])
    }

    @Test func manyFieldsAreCountedBeyondTheFirstFive() {
        let changes = (1...9).map { change(.fieldFilled, field: "T\($0)") }
        let line = ChangeSummary.all(of: changes).flatMap(\.lines).first
        #expect(line?.vi.contains("điền 9 trường “T1”, “T2”, “T3”, “T4”, “T5” và 4 trường khác") == true)
    }

    /// What one signature forbids is suspicious, even if an earlier one does not mind; and nothing is told twice.
    @Test func severalSignaturesAreMerged() {
        let both = [
            [change(.fieldFilled, field: "A"), change(.metadata)], [change(.fieldFilled, permitted: false, field: "A")],
        ]
        let merged = ChangeSummary.merged(both)
        #expect(merged.count == 2)
        #expect(merged.first?.permitted == false && merged.last?.permitted == true)
    }

    @Test(arguments: RevisionChange.Kind.allCases)
    func everyKindReadsWell(_ kind: RevisionChange.Kind) {
        for count in [1, 3] {
            let changes = (0..<count).map { change(kind, page: 2, field: "F\($0)") }
            for line in ChangeSummary.all(of: changes).flatMap(\.lines) {
                for text in [line.vi, line.en] {
                    #expect(!text.contains("#") && !text.contains("@") && !text.contains("  "), "\(text)")
                }
            }
        }
    }

    /// A kind without words of its own is told by its message.
    @Test func unknownKindsAreToldByTheirMessage() {
        let unknown = Change(
            revision: 2, kind: "SOMETHING_NEW", permitted: false, page: nil, field: nil, box: nil,
            message: "Điều gì đó mới.")
        #expect(ChangeSummary.all(of: [unknown]).first?.suspicious.map(\.vi) == ["Điều gì đó mới."])
    }
}
