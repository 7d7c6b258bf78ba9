import Foundation
import TestSupport
import Testing

/// Small files that cost a careless reader far more than their size (Tests/Oracles/bombs.py), given to the real command.
/// The bounds are generous: they tell linear from quadratic, not fast from slow.
@Suite("Hostile files", .serialized, .enabled(if: Oracle.has("zlib"), "needs python"))
struct HostileFileTests {
    private struct Measured: Decodable {
        let status: Int32
        let cpu: Double
        let memory: Int
        let output: String
        let errors: String
    }

    static let bombs: [String] = (try? Oracle.run("bombs.py", []).lines) ?? []

    @Test("Every one ends with a verdict, in bounded time and memory", arguments: bombs)
    func bomb(_ name: String) throws {
        let folder = try Scratch.folder("bombs")
        defer { try? FileManager.default.removeItem(at: folder) }
        let made = try Oracle.run("bombs.py", [folder.path, name])
        #expect(made.status == 0, "\(made.stderr)")
        let file = folder.appendingPathComponent("\(name).pdf").path
        let ran = try Oracle.run("measured.py", [SohoaBinary.path, "verify", "--json", "--offline", file])
        let measured = try #require(try ran.decoded(as: Measured.self).first)
        // No bomb is signed by anybody: the answer is no, none, or unreadable.
        #expect([1, 2, 3].contains(measured.status), "\(name): \(measured.status) \(measured.errors.prefix(500))")
        #expect(measured.output.contains(#""conclusion":""#), "\(name): \(measured.output.prefix(300))")
        #expect(measured.cpu < 10, "\(name): \(measured.cpu) s")
        #expect(measured.memory < 512 << 20, "\(name): \(measured.memory >> 20) MB")
    }

    @Test("There are bombs")
    func some() { #expect(HostileFileTests.bombs.count > 40) }
}
