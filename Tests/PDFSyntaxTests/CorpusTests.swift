import TestSupport
import Testing

@testable import PDFSyntax

/// Every file of the corpus opens or is refused: no crash, no hang; and where qpdf finds nothing wrong, both count the
/// same pages.
@Suite(.enabled(if: Checkout.corpus != nil, "no corpus beside the package; set SOHOA_CORPUS"))
struct CorpusTests {
    @Test func everyFileIsReadInBoundedTime() throws {
        let clock = ContinuousClock()
        for path in CorpusFiles.all {
            let time = clock.measure {
                guard let document = try? PDFDocument(bytes: ByteView(CorpusFiles.bytes(path))) else { return }
                for number in document.latest.objectNumbers {
                    guard let reference = document.latest.reference(of: number) else { continue }
                    let object = document.latest.object(reference)
                    if case .stream(let stream) = object {
                        _ = try? document.latest.decodedData(of: stream, limit: 1 << 20)
                    }
                }
                _ = document.latest.pages
            }
            #expect(time < .seconds(20), "\(path) took \(time)")
        }
    }

    @Test(.enabled(if: Command.has("qpdf"), "qpdf is not installed"))
    func pageCountsAgreeWithQPDF() throws {
        var compared = 0
        for path in CorpusFiles.all {
            // A file that qpdf repairs, or that has a circle in its page tree, may be counted in more than one way.
            let count = try Command.tool("qpdf", ["--show-npages", path])
            guard count.status == 0, let expected = Int(count.text.split(separator: "\n").first ?? ""),
                // One file claims ten thousand million pages, and one of pyHanko's names a page that is null.
                expected < 10_000, !path.hasSuffix("65912e588ce3dfd172898bc5.pdf"),
                try Command.tool("qpdf", ["--check", path]).status == 0
            else { continue }
            compared += 1
            let document = try PDFDocument(bytes: ByteView(CorpusFiles.bytes(path)))
            if document.isEncrypted { continue }
            #expect(document.latest.pages.count == expected, "\(path)")
        }
        #expect(compared > 200)
    }

    @Test func truncationsNeverTrap() throws {
        let path = try #require(CorpusFiles.all.first { $0.hasSuffix("hybrid.pdf") } ?? CorpusFiles.all.first)
        let bytes = CorpusFiles.bytes(path)
        for length in stride(from: 0, to: bytes.count, by: max(1, bytes.count / 120)) {
            let cut = try? PDFDocument(bytes: ByteView([UInt8](bytes.prefix(length))))
            _ = cut?.latest.pages
        }
        var state: UInt32 = 1
        for _ in 0..<150 {
            var damaged = bytes
            for _ in 0..<30 {
                state = state &* 1_664_525 &+ 1_013_904_223
                damaged[Int(state >> 4) % damaged.count] = UInt8(truncatingIfNeeded: state >> 20)
            }
            let document = try? PDFDocument(bytes: ByteView(damaged))
            for number in document?.latest.objectNumbers ?? [] {
                _ = document?.latest.object(PDFReference(number: number))
            }
        }
    }
}
