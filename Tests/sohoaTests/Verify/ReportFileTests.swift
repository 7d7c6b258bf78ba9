import Foundation
import SignedDocuments
import TestSupport
import Testing

/// `--report`: one file for all that was verified, its form by its extension (docs/json.md).
@Suite struct ReportFileTests {
    let good: String
    let altered: String

    init() throws {
        let file = try LevelDesk.shared.get().file(at: .bB)
        good = try Scratch.file("tot.pdf", file).path
        var bytes = file
        bytes[300] ^= 1
        altered = try Scratch.file("sua.pdf", bytes).path
    }

    private func report(_ name: String, _ options: String...) throws -> (CommandResult, String) {
        let path = try Scratch.folder("report").appendingPathComponent(name)
        let run = try SohoaBinary.run(["verify", good, altered, "--offline", "--report", path.path] + options)
        return (run, try String(contentsOf: path, encoding: .utf8))
    }

    @Test(arguments: ["bb.xml", "bb.txt", "bb"]) func xmlUnlessTheNameSaysOtherwise(name: String) throws {
        let (run, text) = try report(name, "--json")
        #expect(run.status == 1)
        #expect(run.json.count == 2)
        #expect(text.hasPrefix("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<vr:ValidationReport "))
        #expect(text.components(separatedBy: "<vr:SignatureValidationReport>").count == 3)
        #expect(text.contains("urn:etsi:019102:subindication:HASH_FAILURE"))
    }

    @Test(.enabled(if: Oracle.has("pyhanko", "xsdata", "lxml"), "needs pyHanko, xsdata and lxml"))
    func xmlIsWhatTheSchemaSays() throws {
        let path = try Scratch.folder("report").appendingPathComponent("bb.xml")
        _ = try SohoaBinary.run(["verify", good, altered, "--offline", "--report", path.path])
        let oracle = try Oracle.run("validation_report.py", [path.path])
        #expect(oracle.status == 0, "\(oracle.stderr)")
    }

    @Test func htmlShowsTheFirstPage() throws {
        let (_, text) = try report("bb.html")
        #expect(text.hasPrefix("<!DOCTYPE html>") && text.contains("src=\"data:image/png;base64,iVBORw0KGgo"))
        #expect(text.contains("Các tệp đã kiểm tra (2)"))
        #expect(text.contains("nội dung đã bị thay đổi sau khi ký"))
    }

    @Test func jsonIsWhatTheCommandPrints() throws {
        let (run, text) = try report("bb.json", "--json")
        #expect(text == run.text)
    }

    @Test func aReportThatCannotBeWrittenIsToldFirst() throws {
        let run = try SohoaBinary.run(["verify", good, "--report", "/khong/co/bb.xml"])
        #expect(run.status == 6)
        #expect(run.text.isEmpty)
    }
}
