import Foundation
import TestSupport
import Testing

/// What is archived: PDF/A-2b around image data that nobody has touched (page-validation, pikepdf, poppler).
@Suite(.enabled(if: Oracle.has("pyhanko", "page", "pikepdf"), "needs pyHanko, page-validation and pikepdf"))
struct ArchivalFormatTests {
    private static func isScan(_ source: String) -> Bool { source != "quyet-dinh-tro-cap.pdf" }

    @Test func baseRevisionOfAScanIsPDFA2b() throws {
        for verdict in try ResultVerdict.all() where Self.isScan(verdict.source) {
            #expect(verdict.base.isEmpty, "\(verdict.source): \(verdict.base)")
        }
    }

    /// ISO 19005-2 6.4.3 wants a ByteRange to cover the whole file; of a file signed twice only the last one can, and
    /// the validator says so of the first. That alarm alone is excepted.
    @Test func signedFileStaysPDFA2b() throws {
        for verdict in try ResultVerdict.all() where Self.isScan(verdict.source) {
            let others = verdict.file.filter { !$0.hasPrefix("PDFA2B-SIGNATURE-BYTERANGE-001:") }
            #expect(others.isEmpty, "\(verdict.source): \(others)")
        }
    }

    /// JPEG data byte for byte, all else sample for sample.
    @Test func imageDataAreTheMasters() throws {
        for verdict in try ResultVerdict.all() {
            let expected =
                verdict.source.hasSuffix(".jpg")
                ? ["bytes"] : Self.isScan(verdict.source) ? ["bytes", "pixels"] : ["text"]
            #expect(expected.contains(verdict.image), "\(verdict.source): \(verdict.image)")
        }
    }

    /// pdfimages gives JPEG data as they are in the file.
    @Test(.enabled(if: Command.has("pdfimages"), "needs pdfimages"))
    func pdfimagesGivesTheJPEGBack() throws {
        for pdf in try MadePDF.all() where pdf.source.hasSuffix(".jpg") {
            let folder = try Scratch.folder("images")
            _ = try Command.tool("pdfimages", ["-all", pdf.url.path, folder.path + "/image"])
            let digests = try FileTree(folder).digests().values
            let master = try SHA256Tool.hex(files: [pdf.master.path])
            #expect(master.allSatisfy { digests.contains($0) }, "\(pdf.source)")
        }
    }

    /// A born-digital file keeps every byte: what we add comes after it.
    @Test func bornDigitalFileIsAPrefix() throws {
        let pdf = try #require(try MadePDF.all().first { !Self.isScan($0.source) })
        let master = [UInt8](try Data(contentsOf: pdf.master))
        #expect([UInt8](try Data(contentsOf: pdf.url)).starts(with: master))
    }
}
