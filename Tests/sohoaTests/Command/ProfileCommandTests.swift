import Foundation
import TestSupport
import Testing

/// `sohoa profile check`: file, line, column, what is wrong, what was expected (DESIGN section 5).
@Suite struct ProfileCommandTests {
    private static let commune = "an-giang/xa-my-hoa-hung.yaml"

    private static func check(_ path: String, _ options: String...) throws -> CommandResult {
        try SohoaBinary.run(["profile", "check", path] + options)
    }

    @Test(arguments: ["an-giang/xa-my-hoa-hung.yaml", "tien-giang/so-xay-dung.yaml"])
    func shippedProfilesAreRight(name: String) throws {
        let run = try Self.check(Checkout.root.appendingPathComponent("Profiles/" + name).path)
        #expect(run.status == 0, "\(run.text)\(run.stderr)")
    }

    @Test func profileOfTheDemoIsRight() throws {
        #expect(try Self.check(DemoWorld.shared.get().profile).status == 0)
    }

    /// A copy of the profiles in which one line of one file is another.
    private static func broken(_ file: String, _ line: String, _ replacement: String) throws -> (URL, line: Int) {
        let profiles = try Scratch.copy(Checkout.root.appendingPathComponent("Profiles"), "profiles")
        let url = profiles.appendingPathComponent(file)
        var lines = try String(contentsOf: url, encoding: .utf8).components(separatedBy: "\n")
        let place = try #require(lines.firstIndex { $0.hasPrefix(line) })
        lines[place] = replacement
        try Data(lines.joined(separator: "\n").utf8).write(to: url)
        return (profiles.appendingPathComponent(commune), place + 1)
    }

    @Test(arguments: [
        (commune, "  code: H01", "  codee: H01.02.14", "code"), (commune, "  code: H01", "  code: h01", "H"),
        (commune, "  code: H01", "\tcode: H01.02.14", "YAML"),
        (commune, "  documentTypes:", "  documentTypes: ../khong-co.yaml", "khong-co.yaml"),
        ("shared/retention.yaml", "    period: permanent", "    period: mãi mãi", "permanent"),
        ("shared/document-types.yaml", "    retentionClass: HO-TICH", "    retentionClass: HO-TICHH", "HO-TICH"),
    ])
    func mistakeIsNamedWithItsPlace(file: String, line: String, replacement: String, expected: String) throws {
        let (profile, number) = try Self.broken(file, line, replacement)
        for language in ["vi", "en"] {
            let run = try Self.check(profile.path, "--lang", language)
            #expect(run.status == 4)
            let output = run.text + run.stderr
            let name = file.split(separator: "/").last ?? ""
            #expect(output.contains("\(name):\(number):"), "\(output)")
            #expect(output.contains(expected), "\(output)")
        }
    }

    @Test func allMistakesAreSaidAtOnce() throws {
        let file = try Scratch.file("hai-loi.yaml", Array("agencyy: {}\nseall: {}\n".utf8))
        let run = try Self.check(file.path)
        #expect(run.status == 4)
        #expect((run.text + run.stderr).contains("hai-loi.yaml:1:1"))
        #expect((run.text + run.stderr).contains("hai-loi.yaml:2:1"))
    }

    @Test func missingFileIsSaid() throws {
        let run = try Self.check("/khong/co.yaml")
        #expect([3, 4].contains(run.status))
        #expect((run.text + run.stderr).contains("/khong/co.yaml"))
    }
}
