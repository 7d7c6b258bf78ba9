import Diagnostics
import Foundation
import PDFSyntax
import TestSupport
import Testing

@testable import PAdES

/// Damaged files are signed or refused; they neither crash nor hang the signer.
struct MutatedInputTests {
    /// A small generator of our own, so that every run mutates alike.
    private struct Randomness {
        var state: UInt64

        mutating func next(_ bound: Int) -> Int {
            state &+= 0x9E37_79B9_7F4A_7C15
            var z = state
            z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
            z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
            return Int(truncatingIfNeeded: (z ^ (z >> 31)) >> 1) % max(bound, 1)
        }
    }

    private static let tokens = [
        "null", "-1", "9223372036854775807", "0", "[", "]", "<<", ">>", "4 0 R", "3 0 R", "1 0 R", "true", "(", ")",
        "/Kids", "/V", "/Fields", "99999999999999999999", "/Lock", "/SV", "stream", "endobj", "1e308",
    ].map { Array($0.utf8) }

    private static func mutate(_ file: [UInt8], _ randomness: inout Randomness) -> [UInt8] {
        var bytes = file
        for _ in 0...randomness.next(6) {
            let at = randomness.next(bytes.count)
            switch randomness.next(5) {
            case 0: bytes[at] = UInt8(truncatingIfNeeded: randomness.next(256))
            case 1:
                let token = tokens[randomness.next(tokens.count)]
                bytes.replaceSubrange(at..<min(at + token.count, bytes.count), with: token)
            case 2: bytes.removeSubrange(at..<min(at + 1 + randomness.next(8), bytes.count))
            case 3: bytes.insert(contentsOf: tokens[randomness.next(tokens.count)], at: at)
            default:
                let from = randomness.next(bytes.count)
                bytes.insert(contentsOf: bytes[from..<min(from + 1 + randomness.next(40), bytes.count)], at: at)
            }
            if bytes.isEmpty { bytes = [0x25] }
        }
        return bytes
    }

    /// Small files with much form in them.
    private static func seeds() throws -> [[UInt8]] {
        var certify = Signed.request("A")
        certify.certification = .annotate
        let locked = HandwrittenPDF.fields([
            "/FT/Sig/T(A)/Lock<</Action/Exclude/Fields[(Ky)]/P 2>>",
            "/FT/Sig/T(Ky)/SV<</Filter/Adobe.PPKLite/Reasons[(S)]/MDP<</P 0>>/LockDocument/true"
                + "/Cert<</KeyUsage[(1XX0)]/SubjectDN[<</cn(A)>>]/Issuer[<3000>]/Ff 42>>/Ff 255>>",
        ])
        var all = FormStructureTests.withoutField.map(\.1) + FormStructureTests.withField.map(\.2)
        all += [locked, try Signed.sign(locked, certify), try Signed.prepared()]
        if Command.has("qpdf") {
            let input = try Scratch.file("input.pdf", try Signed.prepared()).path
            _ = try Command.tool("qpdf", ["--object-streams=generate", "--static-id", input, input + ".out"])
            all.append([UInt8](try Data(contentsOf: URL(fileURLWithPath: input + ".out"))))
        }
        return all
    }

    @Test func damagedFilesAreSignedOrRefused() throws {
        var randomness = Randomness(state: 20_261_122)
        var signed = 0
        var slowest = Duration.zero
        for seed in try Self.seeds() {
            for _ in 0..<(runsLongTests ? 2_000 : 60) {
                let bytes = Self.mutate(seed, &randomness)
                for field in ["Ky", "A", "KyThu"] {
                    let place = SignaturePlace(
                        page: randomness.next(2), rectangle: PDFRectangle(x0: 0, y0: 0, x1: 9, y1: 9))
                    var request = Signed.request(field, place: place)
                    if randomness.next(4) == 0 { request.certification = .fillForms }
                    if randomness.next(4) == 0 { request.lock = .wholeDocument }
                    let time = try ContinuousClock().measure {
                        do {
                            let prepared = try SignatureRevision.prepare(ByteView(bytes), request)
                            // What comes out must be a document that a signature can be found in.
                            let result = try bytes + prepared.complete(cms: [0x30, 0x00])
                            _ = SignatureInspector.inspect(try PDFDocument(bytes: ByteView(result)))
                            signed += 1
                        } catch is any UserFacingError {}
                    }
                    slowest = max(slowest, time)
                }
            }
        }
        #expect(signed > 100)
        #expect(slowest < .seconds(10), "\(slowest)")
    }
}
