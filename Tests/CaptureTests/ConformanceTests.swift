import Foundation
import Records
import TestSupport
import Testing

@testable import Capture

/// Every kind of scan through Capture, judged by tools that share no code with it: qpdf, a PDF/A validator, poppler,
/// Pillow.
@Suite(.enabled(if: Scans.hasTools, "needs qpdf, poppler-utils and the Python packages of Tests/Oracles"))
struct ConformanceTests {
    @Test("each scan is taken or set aside as it deserves, and equal input gives equal bytes")
    func outcomes() throws {
        let scans = try Scans.shared.get()
        #expect(scans.expectations.count > 50)
        for expected in scans.expectations {
            let outcome = try scans.capture(expected.file)
            #expect((outcome.document != nil) == expected.isAccepted, "\(expected.file): \(outcome.findings)")
            if let code = expected.code {
                #expect(outcome.findings.contains { $0.code == code }, "\(expected.file): \(outcome.findings)")
            }
            let rejects = outcome.findings.contains { $0.consequence == .reject }
            #expect(rejects == !expected.isAccepted, "\(expected.file)")
            #expect(try scans.capture(expected.file) == outcome, "\(expected.file)")
        }
    }

    @Test("captured files are sound PDF/A-2b whose pictures are those of the source")
    func conformance() throws {
        let scans = try Scans.shared.get()
        let captured = try Scratch.folder("captured")
        for expected in scans.expectations where expected.isAccepted {
            let document = try #require(try scans.capture(expected.file).document)
            try Data(document.pdf).write(to: captured.appendingPathComponent(expected.file + ".pdf"))
        }
        let output = try Scans.oracle("check_captured.py", [scans.folder.path, captured.path])
        let verdicts = try output.text.split(separator: "\n").map {
            try JSONDecoder().decode(Scans.Verdict.self, from: Data($0.utf8))
        }
        #expect(verdicts.count == scans.expectations.count { $0.isAccepted })
        for verdict in verdicts {
            let isBorn = verdict.file.hasPrefix("born")
            #expect(verdict.qpdf == 0, "\(verdict)")
            // A born-digital file stays what it was.
            #expect(verdict.pdfa == !isBorn, "\(verdict)")
            #expect(verdict.bytes != false, "\(verdict)")
            #expect(verdict.pixels ?? 0 == 0, "\(verdict)")
            // CMYK is shown through a profile, which Pillow's conversion does not know.
            #expect(verdict.shown < (verdict.file == "cmyk.jpg" ? 10 : 6), "\(verdict)")
        }
        // Where the strips of one page meet, nothing of the black may be lost.
        let shown = Dictionary(uniqueKeysWithValues: verdicts.map { ($0.file, $0.shown) })
        let (strips, whole) = (try #require(shown["g4-rows100.tif"]), try #require(shown["g4-rows820.tif"]))
        #expect(abs(strips - whole) < 0.5, "strips \(strips), whole \(whole)")
    }
}
