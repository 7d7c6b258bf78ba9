import Foundation
import TestSupport
import Testing

/// Exit statuses that no other suite covers (DESIGN section 5).
@Suite struct ExitStatusTests {
    @Test func aloneItPrintsHelp() throws {
        let run = try SohoaBinary.run([])
        #expect(run.status == 0)
        #expect(run.text.contains("sohoa"))
        #expect(run.text.contains("batch"))
        #expect(run.text.contains("verify"))
    }

    @Test(arguments: [
        ["verify"], ["verify", "--khong-co", "a.pdf"], ["khong-co-lenh"], ["batch", "run"],
        ["batch", "run", "/tmp", "--profile", "a.yaml"], ["batch", "run", "/tmp", "--vault", "v"],
        ["vault", "search", "a"], ["vault", "get", "--vault", "v"], ["profile", "check"], ["sign"], ["inspect"],
        ["verify", "--qr"], ["verify", "a.pdf", "--at", "hôm qua"], ["verify", "a.pdf", "--lang", "fr"],
        ["verify", "a.pdf", "--qr", "b"],
        ["batch", "run", "/tmp", "--profile", "a.yaml", "--vault", "v", "--jobs", "0"],
    ])
    func wrongUseIs64(arguments: [String]) throws {
        let run = try SohoaBinary.run(arguments)
        #expect(run.status == 64)
        #expect(run.stdout.isEmpty)
        #expect(!run.stderr.isEmpty)
    }

    @Test(arguments: [
        [], ["demo"], ["doctor"], ["batch"], ["batch", "run"], ["batch", "status"], ["batch", "resume"],
        ["batch", "retry"], ["batch", "review"], ["sign"], ["verify"], ["inspect"], ["vault"], ["vault", "get"],
        ["vault", "search"], ["vault", "validate"], ["vault", "reindex"], ["profile"], ["profile", "check"],
    ])
    func everyCommandExplainsItself(command: [String]) throws {
        let run = try SohoaBinary.run(command + ["--help"])
        #expect(run.status == 0)
        #expect(run.text.contains("USAGE"))
        #expect(run.stderr.isEmpty)
    }

    @Test func version() throws {
        let run = try SohoaBinary.run(["--version"])
        #expect(run.status == 0)
        #expect(run.text.first?.isNumber == true)
    }

    @Test func doctorFindsAMissingFont() throws {
        #expect(try SohoaBinary.run(["doctor"]).status == 0)
        let missing = try SohoaBinary.run(["doctor", "--font", "/khong/co.ttf"])
        #expect(missing.status == 5)
        #expect(missing.stderr.contains("fonts-liberation2"))
    }
}
