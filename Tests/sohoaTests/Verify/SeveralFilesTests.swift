import Foundation
import TestSupport
import Testing

/// Several files in one command: one JSON line each, and the worst status, 3 > 1 > 2 > 0 (DESIGN section 5).
@Suite struct SeveralFilesTests {
    private enum Kind: String, CaseIterable { case passed, unsigned, altered, unreadable, missing }

    private static func files() throws -> [Kind: String] {
        let good = try FiledResult.of("giay-phep-xay-dung.tif", in: DemoWorld.shared.get().vault).pdf
        return [
            .passed: good.path,
            .unsigned: Checkout.testDocuments.appendingPathComponent("quyet-dinh-tro-cap.pdf").path,
            .altered: try Scratch.file("sua.pdf", SignedPDF(good).flipped(at: 5000)).path,
            .unreadable: try Scratch.file("van-ban.txt", Array("văn bản".utf8)).path,
            .missing: "/khong/co/tep.pdf",
        ]
    }

    @Test func worstStatusApplies() throws {
        let files = try Self.files()
        let cases: [([Kind], Int32)] = [
            ([.passed, .passed], 0), ([.passed, .unsigned], 2), ([.unsigned, .altered], 1),
            ([.altered, .unsigned, .passed], 1), ([.altered, .unreadable], 3), ([.missing, .altered], 3),
            ([.unsigned, .missing, .passed], 3),
        ]
        for (kinds, status) in cases {
            let run = try Verification(kinds.compactMap { files[$0] })
            #expect(run.command.status == status, "\(kinds)")
        }
    }

    @Test func oneLineEachInOrder() throws {
        let files = try Self.files()
        let order: [Kind] = [.altered, .passed, .unreadable, .unsigned]
        let run = try Verification(order.compactMap { files[$0] })
        #expect(run.reports.map(\.file) == order.compactMap { files[$0] })
        #expect(run.reports.map(\.conclusion) == [.totalFailed, .totalPassed, .unreadable, .noSignature])
    }

    @Test func oneUnreadableFileDoesNotHideTheOthers() throws {
        let files = try Self.files()
        let run = try Verification([.missing, .passed].compactMap { files[$0] })
        #expect(run.reports.last?.conclusion == .totalPassed)
    }
}
