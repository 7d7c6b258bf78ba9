import Foundation
import PDFSyntax
import SignedDocuments
import Signing
import TestSupport
import Testing

/// What the levels add keeps a file PDF/A (ISO 19005), revision by revision.
@Suite(
    .enabled(if: Oracle.has("page"), "page-validation is not installed; set SOHOA_TEST_PYTHON"),
    .enabled(if: Checkout.corpus != nil, "no corpus beside the checkout; set SOHOA_CORPUS"))
struct ArchivalLevelTests {
    private struct Report: Decodable {
        let file: String
        let broken: [String]
        let error: String?
    }

    @Test(arguments: [
        ("2u", "dss/dss-pades/testdoc.pdf"), ("2b", "dss/dss-pades/testdoc.pdf"),
        ("3b", "pyhanko/minimal-pdf-ua-and-a.pdf"),
    ])
    func everyRevisionStaysPDFA(_ profile: String, _ name: String) throws {
        let desk = try LevelDesk.shared.get()
        let source = try #require(Checkout.corpus).appendingPathComponent("signatures/\(name)")
        let base = [UInt8](try Data(contentsOf: source))
        let services = desk.services(writesVRI: true)
        let signed = try desk.sign(base, certifying: .fillForms, stamps: services.timeStamps)
        let file =
            try signed
            + LevelRaising.raise(ByteView(signed), from: .bT, to: .bLTA, at: LevelDesk.now, services: services)
        let ends = try PDFDocument(bytes: ByteView(file)).revisions.map(\.end).filter { $0 > base.count }
        try #require(ends.count == 3)
        let lines = try ([base.count] + ends).map {
            profile + "\t" + (try Scratch.file("revision.pdf", file.prefix($0)).path)
        }
        let result = try Oracle.run("check_archival.py", [], input: lines.joined(separator: "\n") + "\n")
        #expect(result.status == 0, "\(result.stderr)")
        let reports = try result.decoded(as: Report.self)
        try #require(reports.count == 4 && reports.allSatisfy { $0.error == nil }, "\(reports)")
        // The checker wants every signature to cover the whole file, which one with anything behind it cannot (a false
        // alarm: ISO 19005-2, 6.4.3, asks it of the file as it was signed).
        let known = Set(reports[0].broken).union(["PDFA\(profile.uppercased())-SIGNATURE-BYTERANGE-001"])
        #expect(Set(reports[1].broken).isSubset(of: reports[0].broken), "\(reports[1])")
        #expect(reports.allSatisfy { known.isSuperset(of: $0.broken) }, "\(reports)")
    }
}
