import Foundation
import TestSupport
import Testing

/// Files that carry no signature, or are no PDF (DESIGN sections 5 and 6).
@Suite struct UnsignedFileTests {
    @Test func unsignedPDF() throws {
        let (report, status) = try Verification.of(
            Checkout.testDocuments.appendingPathComponent("quyet-dinh-tro-cap.pdf"))
        #expect(report.conclusion == .noSignature)
        #expect(report.verdict == .undetermined)
        #expect(report.signatures.isEmpty)
        #expect(!report.seal.present)
        #expect(status == 2)
    }

    @Test(arguments: ["", "Đây là một tệp văn bản, không phải PDF.\n", "%PDF-1.7\n", "\u{89}PNG\r\n"])
    func whatIsNoPDF(text: String) throws {
        let (report, status) = try Verification.of(Scratch.file("khong-phai.pdf", Array(text.utf8)))
        #expect(report.conclusion == .unreadable)
        #expect(report.signatures.isEmpty)
        #expect(!report.allReasons.isEmpty)
        #expect(status == 3)
    }

    @Test func scanIsNoPDF() throws {
        let (report, status) = try Verification.of(
            Checkout.testDocuments.appendingPathComponent("trich-luc-khai-sinh.jpg"))
        #expect(report.conclusion == .unreadable)
        #expect(status == 3)
    }

    @Test func missingFile() throws {
        let run = try SohoaBinary.run(["verify", "/khong/co/tep.pdf", "--json"])
        #expect(run.status == 3)
        #expect(run.stderr.contains("sohoa: error:"))
        #expect(run.stderr.contains("/khong/co/tep.pdf"))
    }
}
