import Foundation
import TestSupport
import Testing

/// What a vault is on disk (DESIGN section 4), judged by ocfl-py.
@Suite struct VaultLayoutTests {
    let world: DemoWorld

    init() throws { world = try DemoWorld.shared.get() }

    @Test func partsAreWhereTheDesignPutsThem() throws {
        let names = try FileManager.default.contentsOfDirectory(atPath: world.vault.path)
        for name in ["vault.yaml", "volumes", "ledger.db", "index.db"] { #expect(names.contains(name), "\(name)") }
        let roots = try OCFLRoots.of(world.vault)
        #expect(!roots.isEmpty)
        for root in roots {
            let declaration = try String(contentsOfFile: root + "/0=ocfl_1.1", encoding: .utf8)
            #expect(declaration == "ocfl_1.1\n")
            let layout = try String(contentsOfFile: root + "/ocfl_layout.json", encoding: .utf8)
            #expect(layout.contains("0003-hash-and-id-n-tuple-storage-layout"))
        }
    }

    @Test(.enabled(if: Oracle.has("ocfl"), "needs ocfl-py"))
    func ocflPyAcceptsEveryByte() throws {
        for vault in [world.vault, try DigitizedFolder.shared.get().vault] {
            let oracle = try Oracle.run("check_ocfl.py", OCFLRoots.of(vault))
            #expect(oracle.status == 0, "\(oracle.text)\(oracle.stderr)")
            let report = try #require(oracle.json.first)
            #expect(report["valid"] as? Bool == true)
            #expect(report["objects"] as? Int == (try FiledObject.all(in: vault).count))
        }
    }

    /// The oracle itself must notice: it would be worthless if it only counted files.
    @Test(.enabled(if: Oracle.has("ocfl"), "needs ocfl-py"))
    func ocflPyNoticesAFlippedByte() throws {
        let vault = try Scratch.copy(world.vault, "ocfl")
        try Damage.flipByte(of: try #require(try FiledResult.all(in: vault).first).pdf, at: 1000)
        #expect(try Oracle.run("check_ocfl.py", OCFLRoots.of(vault)).status == 1)
    }

    /// Only what waits for a person stays on its way.
    @Test func nothingElseIsLeftInStaging() throws {
        let files = FileTree(world.vault).paths
        #expect(files.filter { $0.contains("/staging/") }.isEmpty)
        let waiting = try StatedOutcomes().byFile.values.filter { $0 == "needsReview" }.count
        #expect(files.filter { $0.hasPrefix("batch/work/") }.count == waiting)
    }
}
