import Foundation
import TestSupport
import Testing

/// stdout carries results only; stderr carries `sohoa: error:` and `sohoa: hint:` lines (DESIGN section 5).
@Suite struct StreamTests {
    @Test(arguments: [
        ["verify", "/khong/co.pdf"], ["verify", "/khong/co.pdf", "--json"],
        ["vault", "search", "--vault", "/khong/co", "a"],
        ["vault", "validate", "--vault", "/khong/co"], ["batch", "status", "--vault", "/khong/co"],
        ["batch", "resume", "--vault", "/khong/co"], ["inspect", "/khong/co.pdf"],
    ])
    func failuresGoToStandardError(arguments: [String]) throws {
        let run = try SohoaBinary.run(arguments)
        #expect(run.status == 3)
        #expect(run.stdout.isEmpty)
        #expect(run.stderr.hasPrefix("sohoa: error: "))
        #expect(run.stderr.split(separator: "\n").allSatisfy { $0.hasPrefix("sohoa: ") }, "\(run.stderr)")
    }

    @Test func errorsFollowTheLanguage() throws {
        let vietnamese = try SohoaBinary.run(["verify", "/khong/co.pdf"]).stderr
        let english = try SohoaBinary.run(["verify", "/khong/co.pdf", "--lang", "en"]).stderr
        #expect(vietnamese.contains("Không"))
        #expect(english.contains("cannot"))
    }

    @Test func jsonStreamsHoldNothingElse() throws {
        let run = try DigitizedFolder.shared.get().run.command
        #expect(run.json.count == run.lines.count)
        let good = try FiledResult.of("giay-phep-xay-dung.tif", in: DemoWorld.shared.get().vault).pdf.path
        let verified = try SohoaBinary.run(["verify", good, "--json"])
        #expect(verified.json.count == verified.lines.count)
        #expect(verified.stderr.isEmpty)
    }

    /// Progress is for terminals: nothing is overwritten or coloured in a log file.
    @Test func noProgressWithoutATerminal() throws {
        let run = try DigitizedFolder.shared.get().run.command
        #expect(!run.stderr.contains("\r"))
        #expect(!run.stderr.contains("\u{1B}"))
        #expect(!run.text.contains("\u{1B}"))
        #expect(!(try DemoWorld.shared.get().result.text.contains("\u{1B}")))
    }
}
