import Foundation
import TestSupport
import Testing

/// A plain call is read without the argument parser, which must make no difference. `--lang=…` is not plain.
@Suite struct PlainVerifyCallTests {
    let world: DemoWorld

    init() throws { world = try DemoWorld.shared.get() }

    private var result: String { world.folder.appendingPathComponent("result.pdf").path }
    private var trust: String { world.folder.appendingPathComponent("pki/trust").path }

    /// Without the time of looking, by which the two runs differ.
    private static func timeless(_ text: String) -> String { text.replacing(#/"best":"[^"]*"/#, with: "") }

    @Test(arguments: [["--json"], ["--offline", "--json"]])
    func answersAsTheParserWould(_ flags: [String]) throws {
        for language in ["vi", "en"] {
            let words = flags + ["--trust", trust, result, "/nonexistent/a.pdf"]
            let plain = try SohoaBinary.run(["verify", "--lang", language] + words)
            let parsed = try SohoaBinary.run(["verify", "--lang=\(language)"] + words)
            #expect(Self.timeless(plain.text) == Self.timeless(parsed.text))
            #expect(plain.stderr == parsed.stderr)
            #expect(plain.status == parsed.status)
            #expect(!plain.text.isEmpty)
        }
    }

    @Test(arguments: [
        ["--json"], ["--trust"], ["a.pdf", "--trust", "--json"], ["--lang", "fr", "a.pdf"],
        ["a.pdf", "--no-such-option"], ["--qr", "x", "a.pdf"],
    ])
    func leavesWrongCallsToTheParser(_ words: [String]) throws {
        let answer = try SohoaBinary.run(["verify"] + words)
        #expect(answer.status == 64, "\(answer.stderr)")
        #expect(answer.stderr.contains("sohoa: error:"))
    }
}
