import Foundation
import TestSupport
import Testing

/// What must never be seen: passphrases anywhere, personal ids in names and in public output.
@Suite struct SecrecyTests {
    let world: DemoWorld

    init() throws { world = try DemoWorld.shared.get() }

    @Test func passphrasesAreInNoOutputAndNoVault() throws {
        let pins = try world.pins()
        #expect(!pins.isEmpty)
        let digitized = try DigitizedFolder.shared.get()
        let outputs = [world.result, digitized.run.command].flatMap { [$0.text, $0.stderr] }
        for pin in pins {
            #expect(pin.count >= 8)
            #expect(outputs.allSatisfy { !$0.contains(pin) })
        }
        for vault in [world.vault, digitized.vault] {
            let tree = FileTree(vault)
            for path in tree.paths {
                let bytes = try Data(contentsOf: vault.appendingPathComponent(path))
                for pin in pins { #expect(bytes.range(of: Data(pin.utf8)) == nil, "\(path)") }
            }
        }
    }

    @Test func keysAreReadableByTheirOwnerAlone() throws {
        let private_ = FileTree(world.keys).paths.filter { path in
            [".p12", ".pin", ".key"].contains { path.hasSuffix($0) }
        }
        #expect(private_.count >= 4)
        for path in private_ {
            let attributes = try FileManager.default.attributesOfItem(
                atPath: world.keys.appendingPathComponent(path).path)
            #expect((attributes[.posixPermissions] as? Int ?? 0) & 0o077 == 0, "\(path)")
        }
    }

    @Test func pathsAndNamesHoldNoPersonalIds() throws {
        let results = try FiledResult.all(in: world.vault)
        let ids = Set(results.flatMap(\.record.owners).map(\.id)).filter { !$0.isEmpty }
        #expect(ids.count > 8)
        let names = FileTree(world.vault).paths + results.map(\.object.urn)
        for id in ids { #expect(names.allSatisfy { !$0.contains(id) }, "\(id)") }
    }

    /// The result code may hold a personal id; reports are shown to anybody.
    @Test func reportsHoldNoPersonalIds() throws {
        let results = try FiledResult.all(in: world.vault)
        let ids = Set(results.flatMap(\.record.owners).map(\.id)).filter { !$0.isEmpty }
        let paths = try results.map { try $0.pdf.path }
        for options in [["--json"], []] {
            let run = try SohoaBinary.run(
                ["verify"] + paths + ["--trust", world.trust, "--vault", world.vault.path] + options)
            for id in ids { #expect(!(run.text + run.stderr).contains(id)) }
        }
    }

    /// A marriage certificate has two owners: both ids are masked.
    @Test(.enabled(if: RenderedPage.toolsPresent, "needs pdftoppm and zbarimg"), arguments: [["--json"], []])
    func sealReportsMaskPersonalIds(options: [String]) throws {
        for source in ["trich-luc-khai-sinh.jpg", "giay-chung-nhan-ket-hon.jpg"] {
            let result = try FiledResult.of(source, in: world.vault)
            let text = try RenderedPage(result.pdf, dpi: 300).seal()
            let run = try SohoaBinary.run(["verify", "--qr", text, "--trust", world.trust] + options)
            #expect(run.status == 0)
            for owner in result.record.owners { #expect(!run.text.contains(owner.id), "\(source)") }
        }
    }

    @Test func passphraseIsNoArgument() throws {
        for option in ["--pin", "--password", "--passphrase"] {
            let run = try SohoaBinary.run(["sign", "a.pdf", "--signer", "p12:a.p12", option, "1234"])
            #expect(run.status == 64)
        }
    }
}
