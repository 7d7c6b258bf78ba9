import DurableIO
import Foundation
import GRDB
import Records
import Testing
@testable import Vault

@Suite struct OpeningTests {
    private let workshop: VaultWorkshop
    private let disk = LinuxFileSystem()

    init() throws { workshop = try VaultWorkshop() }

    @Test func whatIsCreatedIsWhatIsDescribed() throws {
        let vault = try workshop.create(on: disk)
        #expect(vault.identity == VaultWorkshop.identity)
        let names = try disk.entries(of: workshop.path).map(\.name).filter { !$0.contains("-") }
        #expect(names == ["index.db", "ledger.db", "log", "secret", "vault.yaml", "volumes"])
        #expect(try disk.entries(of: "\(workshop.path)/volumes/main").map(\.name) == ["root", "staging"])
        #expect(try Vault.exists(at: workshop.path))
        let attributes = try FileManager.default.attributesOfItem(atPath: "\(workshop.path)/secret")
        #expect((attributes[.posixPermissions] as? NSNumber)?.intValue == 0o600)
    }

    @Test func theLedgerIsFullySynchronous() throws {
        let vault = try workshop.create()
        #expect(try vault.ledger.synchronous() == 2)
    }

    @Test func oneWriterAtATimeAndReadersBeside() throws {
        let vault = try workshop.create()
        #expect(throws: DurableIOError(.inUse, .storage, vi: "", en: "")) { try workshop.open() }
        let reader = try workshop.open(.readOnly)
        _ = try vault.file([VaultWorkshop.filing("a")], at: VaultWorkshop.instant)
        #expect(try reader.search("dak lak").map(\.urn) == [VaultWorkshop.urn("a")])
        #expect(try reader.get(VaultWorkshop.urn("a")) != nil)
        #expect(try reader.validate().findings == [])
        #expect(throws: VaultError(.readOnly, .internal, vi: "", en: "")) {
            try reader.file([VaultWorkshop.filing("b")], at: VaultWorkshop.instant)
        }
    }

    @Test func aVaultIsNotMadeOverOtherThings() throws {
        try disk.makeDirectories(workshop.path)
        try disk.writeNewFile("\(workshop.path)/thesis.doc", [1], mode: .normal)
        #expect(throws: VaultError(.folderNotEmpty, .input, vi: "", en: "")) { try workshop.create() }
        #expect(throws: VaultError(.notAVault, .input, vi: "", en: "")) { try workshop.open() }
        try disk.removeFile("\(workshop.path)/thesis.doc")
        _ = try workshop.create()
        #expect(throws: VaultError(.folderNotEmpty, .input, vi: "", en: "")) { try workshop.create() }
    }

    @Test func anInterruptedCreationIsFinishedByTheNext() throws {
        let operations = try {
            let disk = FaultingDisk()
            _ = try VaultWorkshop().create(on: disk)
            return disk.operations
        }()
        #expect(operations > 15)
        for death in FaultingDisk.Death.allCases {
            for fatal in 0..<operations {
                let workshop = try VaultWorkshop()
                #expect(throws: (any Error).self) { try workshop.create(on: FaultingDisk(dyingAt: fatal, death)) }
                let vault = try Vault.exists(at: workshop.path) ? workshop.open() : workshop.create()
                _ = try vault.file([VaultWorkshop.filing("a")], at: VaultWorkshop.instant)
                #expect(try vault.validate().findings == [], "\(death) \(fatal)")
            }
        }
    }
}
