import Foundation
import PDFSyntax
import Records
import TestSupport
import Testing

@testable import Capture

/// What strangers send: cut at many places, with bytes changed. The answer may be anything but a crash.
@Suite(.enabled(if: Scans.hasTools, "needs qpdf, poppler-utils and the Python packages of Tests/Oracles"))
struct HostileInputTests {
    private static let kinds = [
        "colour.jpg", "exif6.jpg", "palette-clear.png", "bilevel.png", "g4.tif", "g3.tif", "packbits.tif",
        "palette.tif",
        "deflate.tif", "scan-g4.pdf", "born-rotate90.pdf",
    ]

    private static var blind: Capturer {
        var capturer = Sample.capturer
        capturer.decode = nil
        return capturer
    }

    @Test("files cut anywhere are answered, and never taken for whole", arguments: kinds)
    func truncation(_ file: String) throws {
        let whole = try Scans.shared.get().bytes(file)
        // The last cut takes a JPEG's end of image, a PNG's end chunk, a PDF's startxref.
        let cuts = Set((0..<60).map { $0 * 7 } + (1..<25).map { whole.count * $0 / 25 } + [whole.count - 40])
        for cut in cuts where cut < whole.count {
            let outcome = try Self.blind.capture(
                Sample.source(file, Array(whole.prefix(cut))), capturedAt: Sample.instant)
            // A TIFF may keep its directory before its data; then only a worker can see that pixels are missing.
            #expect(outcome.document == nil || file.hasSuffix(".tif"), "\(file) cut at \(cut)")
        }
    }

    @Test("files with changed bytes are answered", arguments: kinds)
    func mutation(_ file: String) throws {
        let whole = try Scans.shared.get().bytes(file)
        var random = SystemlessRandom(state: 42)
        for _ in 0..<150 {
            var bytes = whole
            for _ in 0..<3 {
                let place = Int.random(
                    in: 0..<(Bool.random(using: &random) ? min(400, bytes.count) : bytes.count), using: &random)
                bytes[place] = UInt8.random(in: 0...255, using: &random)
            }
            _ = try? Self.blind.capture(Sample.source(file, bytes), capturedAt: Sample.instant)
        }
    }
}

/// A small generator with a fixed seed, so that a failure can be repeated.
struct SystemlessRandom: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return state ^ (state >> 29)
    }
}
