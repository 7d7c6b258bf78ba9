import Foundation
import PDFSyntax
import TestSupport
import Testing

@testable import PAdES

/// A file that is PDF/A stays PDF/A, signature by signature.
@Suite(.enabled(if: Oracle.has("page"), "page-validation is not installed; set SOHOA_TEST_PYTHON"))
struct ArchivalTests {
    private struct Report: Decodable {
        let file: String
        let broken: [String]
        let error: String?
    }

    private static func reports(_ lines: [String]) throws -> [Report] {
        let result = try Oracle.run("check_archival.py", [], input: lines.joined(separator: "\n") + "\n")
        #expect(result.status == 0, "\(result.stderr)")
        return try result.decoded(as: Report.self)
    }

    /// The corpus has files of PDF/A-2u, 2b and 3b; what the checker says of them as they came must not grow.
    @Test(.enabled(if: Checkout.corpus != nil, "no corpus beside the checkout; set SOHOA_CORPUS"))
    func noRuleIsBrokenBySigning() throws {
        let folder = try #require(Checkout.corpus).appendingPathComponent("signatures")
        let inputs = [
            ("2u", "dss/dss-pades/testdoc.pdf"), ("2b", "dss/dss-pades/testdoc.pdf"),
            ("3b", "pyhanko/minimal-pdf-ua-and-a.pdf"),
        ]
        for (profile, name) in inputs {
            let path = folder.appendingPathComponent(name).path
            let original = [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
            var certify = Signed.request(
                "KyMot", place: SignaturePlace(page: 0, rectangle: PDFRectangle(x0: 20, y0: 20, x1: 120, y1: 40)))
            certify.certification = .fillForms
            // Colours need an output intent, and one of these files has none: nothing is painted.
            certify.appearance = { $0.add(.stream(Signed.form("", width: 100, height: 20))) }
            certify.lock = FieldLock(.include, names: ["Khac"])
            let once = try Signed.sign(original, certify)
            var invisible = Signed.request(
                "KyHai", place: SignaturePlace(page: 0, rectangle: PDFRectangle(x0: 0, y0: 0, x1: 0, y1: 0)))
            invisible.appearance = nil
            let lines = try [original, once, try Signed.sign(once, invisible)].map {
                profile + "\t" + (try Scratch.file("archival.pdf", $0).path)
            }
            let reports = try Self.reports(lines)
            #expect(reports.count == 3 && reports.allSatisfy { $0.error == nil }, "\(name): \(reports)")
            // The checker wants every signature to cover the whole file, which only the last of several can (a false
            // alarm: ISO 19005-2, 6.4.3, asks it of the file as it was signed).
            let falseAlarm = "PDFA\(profile.uppercased())-SIGNATURE-BYTERANGE-001"
            #expect(Set(reports[1].broken).isSubset(of: reports[0].broken), "\(name): \(reports[1].broken)")
            #expect(
                Set(reports[2].broken).subtracting([falseAlarm]).isSubset(of: reports[0].broken),
                "\(name): \(reports[2].broken)")
        }
    }
}
