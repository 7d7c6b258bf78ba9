import Foundation
import TestSupport
import Testing

/// `sohoa vault validate`: whatever is damaged is named (DESIGN section 5).
@Suite struct VaultDamageTests {
    private static func copy() throws -> URL { try Scratch.copy(DemoWorld.shared.get().vault, "damage") }

    private static func validate(_ vault: URL) throws -> CommandResult {
        try SohoaBinary.run(["vault", "validate", "--vault", vault.path])
    }

    @Test func undamagedVaultIsClean() throws {
        let run = try Self.validate(DemoWorld.shared.get().vault)
        #expect(run.status == 0, "\(run.text)\(run.stderr)")
    }

    @Test(arguments: ["result.pdf", "record.json", "premis.xml", "inventory.json", "inventory.json.sha256", "scan/"])
    func flippedByteIsNamed(name: String) throws {
        let vault = try Self.copy()
        let tree = FileTree(vault.appendingPathComponent("volumes"))
        let victim = try #require(
            tree.paths.first { name == "scan/" ? $0.contains("/content/scan/") : $0.hasSuffix("/" + name) })
        try Damage.flipByte(of: tree.root.appendingPathComponent(victim), at: 10)
        let run = try Self.validate(vault)
        #expect(run.status == 1)
        #expect((run.text + run.stderr).contains(victim), "\(victim)\n\(run.text)")
    }

    @Test func removedFileIsNamed() throws {
        let vault = try Self.copy()
        let tree = FileTree(vault.appendingPathComponent("volumes"))
        let victim = try #require(tree.paths.first { $0.hasSuffix("/result.pdf") })
        try FileManager.default.removeItem(at: tree.root.appendingPathComponent(victim))
        let run = try Self.validate(vault)
        #expect(run.status == 1)
        #expect((run.text + run.stderr).contains("result.pdf"))
    }

    @Test func removedObjectIsNamed() throws {
        let vault = try Self.copy()
        let victim = try #require(try FiledResult.all(in: vault).first).object
        try FileManager.default.removeItem(at: victim.folder)
        let run = try Self.validate(vault)
        #expect(run.status == 1)
        #expect((run.text + run.stderr).contains(victim.urn))
    }

    @Test func strayFileIsNamed() throws {
        let vault = try Self.copy()
        let victim = try #require(try FiledResult.all(in: vault).first).object
        try Data("lạ".utf8).write(to: victim.folder.appendingPathComponent("la.txt"))
        let run = try Self.validate(vault)
        #expect(run.status == 1)
        #expect((run.text + run.stderr).contains("la.txt"))
    }

    /// A row of the ledger was rewritten by somebody who can write SQL.
    @Test(.enabled(if: Command.find("python3") != nil, "needs python3"))
    func rewrittenLedgerRowIsNamed() throws {
        let vault = try Self.copy()
        let script = """
            import sqlite3, sys
            ledger = sqlite3.connect(sys.argv[1])
            for (trigger,) in ledger.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
                ledger.execute("DROP TRIGGER " + trigger)
            ledger.execute("UPDATE entry SET time = '2020-01-01T00:00:00+07:00' WHERE sequence = 3")
            ledger.commit()
            """
        let ledger = vault.appendingPathComponent("ledger.db").path
        let changed = try Command.tool("python3", ["-c", script, ledger])
        try #require(changed.status == 0, "\(changed.stderr)")
        let run = try Self.validate(vault)
        #expect(run.status == 1)
        #expect((run.text + run.stderr).contains("row 3"))
    }

    @Test func damagedIndexIsNamedAndRebuilt() throws {
        let vault = try Self.copy()
        for name in ["index.db-wal", "index.db-shm"] {
            try? FileManager.default.removeItem(at: vault.appendingPathComponent(name))
        }
        try Data("không phải cơ sở dữ liệu".utf8).write(to: vault.appendingPathComponent("index.db"))
        let run = try Self.validate(vault)
        #expect(run.status != 0)
        #expect((run.text + run.stderr).contains("index.db"))
        #expect(try SohoaBinary.run(["vault", "reindex", "--vault", vault.path]).status == 0)
        #expect(try Self.validate(vault).status == 0)
    }
}
