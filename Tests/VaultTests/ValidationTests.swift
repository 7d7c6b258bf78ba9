import DurableIO
import Foundation
import GRDB
import Records
import Testing
import Vault

@Suite struct ValidationTests {
    private let workshop: VaultWorkshop
    private let disk = LinuxFileSystem()

    init() throws {
        workshop = try VaultWorkshop()
        let vault = try workshop.create()
        _ = try vault.file([VaultWorkshop.filing("a"), VaultWorkshop.filing("b")], at: VaultWorkshop.instant)
        _ = try vault.amend([VaultWorkshop.revocation("a")], at: VaultWorkshop.instant)
        _ = try vault.nextSerial(scope: "s", key: "k", at: VaultWorkshop.instant)
    }

    @Test func flippedBytesOfTheStoreAreNamed() throws {
        let vault = try workshop.open(.readOnly)
        for file in try workshop.storedFiles() {
            let bytes = try disk.read("\(workshop.path)/\(file)")
            for offset in Set([0, bytes.count / 3, bytes.count - 1]) {
                var flipped = bytes
                flipped[offset] ^= 0x04
                try workshop.overwrite(file, flipped)
                #expect(try vault.validate().findings.contains { $0.place == file }, "byte \(offset) of \(file)")
            }
            try workshop.overwrite(file, bytes)
        }
        #expect(try vault.validate().isClean)
    }

    @Test(arguments: ["time", "kind", "body", "previous", "hash"]) func alteredLedgerRowsAreNamed(column: String) throws
    {
        let rows = try workshop.open(.readOnly).validate().ledgerRows
        #expect(rows == 5)
        for row in 1...rows {
            let original = try tamper("SELECT \(column) FROM entry WHERE sequence = \(row)")
            try tamper("UPDATE entry SET \(column) = substr(\(column), 2) || 'x' WHERE sequence = \(row)")
            #expect(
                try workshop.open(.readOnly).validate().findings.contains {
                    $0.area == .ledger && $0.place == "row \(row)"
                },
                "\(column) of row \(row)")
            try tamper("UPDATE entry SET \(column) = ? WHERE sequence = \(row)", [original])
        }
        #expect(try workshop.open(.readOnly).validate().isClean)
    }

    @Test func removedLedgerRowsAndLookupsAreNoticed() throws {
        try tamper("DELETE FROM serial")
        #expect(try codes() == ["LEDGER_LOOKUP"])
        try tamper("DELETE FROM entry WHERE sequence = 5")
        #expect(try codes() == [])
        try tamper("DELETE FROM filed WHERE sequence = 2; DELETE FROM entry WHERE sequence = 2")
        #expect(try codes().contains("LEDGER_CHAIN") && codes().contains("OBJECT_NOT_IN_LEDGER"))
    }

    @Test func theLedgerOnlyGrows() throws {
        #expect(throws: DatabaseError.self) {
            try DatabaseQueue(path: "\(workshop.path)/ledger.db").write {
                try $0.execute(sql: "UPDATE entry SET time = 'x' WHERE sequence = 1")
            }
        }
    }

    @Test func alteredIndexRowsAreNamed() throws {
        try DatabaseQueue(path: "\(workshop.path)/index.db").write {
            try $0.execute(sql: "UPDATE object SET title = 'x' WHERE urn LIKE '%:b'")
        }
        let findings = try workshop.open(.readOnly).validate().findings
        #expect(findings.map(\.code) == ["INDEX_DIFFERS"])
        #expect(findings.map(\.place) == [VaultWorkshop.urn("b").rawValue])
        #expect(try workshop.open(.readOnly).status(of: .urn(VaultWorkshop.urn("b")))?.indexDisagrees == true)
        let vault = try workshop.open()
        #expect(try vault.reindex() == 2)
        #expect(try vault.validate().isClean)
    }

    @Test func aMissingObjectIsNamed() throws {
        let file = try #require(try workshop.storedFiles().first { $0.hasSuffix("scan/b.jpg") })
        let object = parent(of: parent(of: parent(of: parent(of: file))))
        try disk.removeTree("\(workshop.path)/\(object)")
        let found = try workshop.open(.readOnly).validate().findings
        #expect(found.contains { $0.code == "OBJECT_MISSING" && $0.place == VaultWorkshop.urn("b").rawValue })
        #expect(found.contains { $0.code == "INDEX_STRAY" })
    }

    private func codes() throws -> [String] { try workshop.open(.readOnly).validate().findings.map(\.code) }

    /// Changes the ledger as somebody with the file in hand would.
    @discardableResult
    private func tamper(_ sql: String, _ arguments: StatementArguments = []) throws -> String? {
        var configuration = Configuration()
        configuration.foreignKeysEnabled = false
        return try DatabaseQueue(path: "\(workshop.path)/ledger.db", configuration: configuration).write { db in
            if sql.hasPrefix("SELECT") { return try String.fetchOne(db, sql: sql) }
            try db.execute(sql: "DROP TRIGGER IF EXISTS entry_never_changes; DROP TRIGGER IF EXISTS entry_never_goes")
            try db.execute(sql: sql, arguments: arguments)
            return nil
        }
    }
}
