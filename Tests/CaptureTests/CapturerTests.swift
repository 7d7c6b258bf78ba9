import Foundation
import PDFSyntax
import RasterImage
import Records
import TestSupport
import Testing

@testable import Capture

/// Rules that need no scan, and whole folders of real-looking documents.
struct CapturerTests {
    @Test("limits of the profile are kept")
    func limits() throws {
        var capturer = Sample.capturer
        capturer.scan.maximumBytes = 10
        let outcome = try capturer.capture(
            Sample.source("a.jpg", Array(repeating: 0xFF, count: 11)), capturedAt: Sample.instant)
        let finding = try #require(outcome.findings.first)
        #expect(finding.code == "FILE_TOO_LARGE" && finding.measured == 11 && finding.limit == 10)
    }

    @Test("a source without a digest is a bug, not a finding")
    func digest() throws {
        var source = Sample.source("a.jpg", [1])
        source.sha256 = "abc"
        #expect(throws: CaptureError(.badDigest, .internal, vi: "", en: "")) {
            try Sample.capturer.capture(source, capturedAt: Sample.instant)
        }
    }

    @Test("a CMYK profile that is none is refused before any document is")
    func profile() throws {
        var capturer = Sample.capturer
        capturer.cmykProfile = SRGBProfile.bytes
        #expect(throws: CaptureError(.badColourProfile, .configuration, vi: "", en: "")) {
            try capturer.capture(Sample.source("a.jpg", [1]), capturedAt: Sample.instant)
        }
        capturer.cmykProfile = CMYKProfile.bytes
        _ = try capturer.capture(Sample.source("a.jpg", [1]), capturedAt: Sample.instant)
    }

    @Test("foreign formats are named")
    func formats() {
        #expect(SourceFormat(Array("PK\u{3}\u{4}".utf8)) == .other("Word/Excel (ZIP)"))
        #expect(SourceFormat([0, 0, 0, 24] + Array("ftypheic".utf8)) == .other("HEIC"))
        #expect(SourceFormat([]) == .other(nil))
        #expect(SourceFormat(Array("junk\n%PDF-1.4".utf8)) == .pdf)
    }

    @Test("metadata escape what XML cannot hold")
    func metadata() {
        let packet = XMPPacket(title: "A<b>&\u{1}\u{FFFE}Đ", publisher: "P", capturedAt: Sample.instant)
        let text = String(decoding: packet.bytes, as: UTF8.self)
        #expect(text.contains("A&lt;b&gt;&amp;  Đ"))
        #expect(text.contains("<xmp:CreateDate>2026-09-21T"))
    }

    @Test("numbers in content have no exponent and no needless digits")
    func numbers() {
        for (value, text) in [
            (0.0, "0"), (595.2, "595.2"), (-0.5, "-0.5"), (1e-9, "0"), (100_000, "100000"), (0.00012, "0.00012"),
        ] {
            #expect(ContentNumber.text(value) == text)
        }
    }

    @Test("PackBits of TIFF 6.0, section 9")
    func packBits() {
        let packed: [UInt8] = [
            0xFE, 0xAA, 0x02, 0x80, 0x00, 0x2A, 0xFD, 0xAA, 0x03, 0x80, 0x00, 0x2A, 0x22, 0xF7, 0xAA,
        ]
        let plain: [UInt8] =
            [
                0xAA, 0xAA, 0xAA, 0x80, 0x00, 0x2A, 0xAA, 0xAA, 0xAA, 0xAA, 0x80, 0x00, 0x2A, 0x22,
            ] + Array(repeating: 0xAA, count: 10)
        #expect(PackBits.decode(packed[...], atMost: 100) == plain)
        #expect(PackBits.decode(packed[...], atMost: 3).count == 3)
    }

    private static let documents = Checkout.root.appendingPathComponent("TestDocuments/so-hoa-2026")

    @Test("the documents of the demo: the two bad ones are set aside, the rest are captured")
    func demoDocuments() throws {
        let files = try FileManager.default.subpathsOfDirectory(atPath: Self.documents.path).sorted()
        for file in files where ["jpg", "png", "tif", "pdf"].contains((file as NSString).pathExtension) {
            let bytes = try [UInt8](Data(contentsOf: Self.documents.appendingPathComponent(file)))
            let outcome = try Sample.capturer.capture(Sample.source(file, bytes), capturedAt: Sample.instant)
            let rejected: [String: String] = [
                "anh-72dpi.jpg": "RESOLUTION_TOO_LOW", "hong-anh-bi-cat.jpg": "IMAGE_TRUNCATED",
            ]
            #expect(
                outcome.findings.first { $0.consequence == .reject }?.code == rejected[file],
                "\(file): \(outcome.findings)")
            #expect(!outcome.findings.contains { $0.consequence == .review }, "\(file): \(outcome.findings)")
        }
    }

    private static let corpus = URL(
        fileURLWithPath: ProcessInfo.processInfo.environment["SOHOA_CORPUS"]
            ?? Checkout.root.appendingPathComponent("../shared/corpus").path)
    private static let hasCorpus = FileManager.default.fileExists(atPath: corpus.path)

    @Test("signed files keep every byte and their page boxes", .enabled(if: hasCorpus, "needs the corpus"))
    func signedFiles() throws {
        let folder = Self.corpus.appendingPathComponent("vietnam/signed")
        let files = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".pdf") }
        #expect(!files.isEmpty)
        for file in files.sorted() {
            let bytes = try [UInt8](Data(contentsOf: folder.appendingPathComponent(file)))
            let outcome = try Sample.capturer.capture(Sample.source(file, bytes), capturedAt: Sample.instant)
            guard let document = outcome.document else {
                print("set aside:", file, outcome.findings.map(\.code))
                continue
            }
            #expect(document.origin == .signedPDF, "\(file)")
            #expect(document.pdf == bytes && document.layout == nil, "\(file)")
            #expect(document.findings.contains { $0.code == "SEAL_SIDECAR" })
            // With free space the fields go in, and still nothing that was there changes.
            let free = CaptureMeasurements(pages: document.pages.map { _ in .init(freeTop: 0.5) })
            let filled = try #require(
                try Sample.capturer.capture(Sample.source(file, bytes), measurements: free, capturedAt: Sample.instant)
                    .document)
            #expect(filled.pdf.starts(with: bytes), "\(file)")
            #expect(filled.pages == document.pages, "\(file)")
        }
    }
}
