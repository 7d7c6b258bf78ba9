import DurableIO
import Foundation
import Records
import Testing
@testable import Vault

/// The writer dies at every operation that changes the disk, in three ways; the vault is opened again and everything is
/// filed again, as a resumed batch does. Nothing may be lost, doubled or half there.
@Suite struct CrashTests {
    private static let filings = ["b", "c"].map { VaultWorkshop.filing($0) }
    private static let amendments = [VaultWorkshop.revocation("a")]

    /// What a batch run does after the vault is open.
    private static func work(_ vault: Vault) throws {
        _ = try vault.file(filings, at: VaultWorkshop.instant)
        _ = try vault.amend(amendments, at: VaultWorkshop.instant)
    }

    /// A vault with one object, made once and copied for every death.
    private let template: VaultWorkshop

    init() throws {
        template = try VaultWorkshop()
        _ = try template.create().file([VaultWorkshop.filing("a")], at: VaultWorkshop.instant)
    }

    private func prepared() throws -> VaultWorkshop {
        let workshop = try VaultWorkshop()
        try FileManager.default.copyItem(atPath: template.path, toPath: workshop.path)
        return workshop
    }

    /// Works until the disk dies. A death while staging is swept is not even noticed.
    private static func workUntilDeath(_ workshop: VaultWorkshop, _ disk: FaultingDisk) throws {
        do {
            try work(workshop.open(on: disk))
        } catch let error as DurableIOError {
            #expect(error == FaultingDisk.killed)
        }
    }

    private func operations() throws -> Int {
        let disk = FaultingDisk()
        let workshop = try prepared()
        try withExtendedLifetime(workshop) { try Self.work(workshop.open(on: disk)) }
        return disk.operations
    }

    @Test(arguments: FaultingDisk.Death.allCases) func everyOperationMayBeTheLast(death: FaultingDisk.Death) throws {
        let operations = try self.operations()
        #expect(operations > 40)
        var adopted = 0
        for fatal in 0..<operations {
            let workshop = try prepared()
            try Self.workUntilDeath(workshop, FaultingDisk(dyingAt: fatal, death))
            adopted += try Self.check(workshop, "\(death) \(fatal)")
        }
        // The test is worth something only if some deaths fell between the renames and the ledger.
        if death == .after { #expect(adopted > 3) }
    }

    /// Dies with a batch announced, and then at every operation of the recovery.
    @Test func recoveryMayDieToo() throws {
        let operations = try self.operations()
        var deaths = 0
        for fatal in 0..<operations {
            for second in 0..<20 {
                let workshop = try prepared()
                try Self.workUntilDeath(workshop, FaultingDisk(dyingAt: fatal, .after))
                if try workshop.open(.readOnly).ledger.intentions().isEmpty { break }
                guard (try? workshop.open(on: FaultingDisk(dyingAt: second, .torn))) == nil else { break }
                _ = try Self.check(workshop, "\(fatal) \(second)")
                deaths += 1
            }
        }
        #expect(deaths > 5)
    }

    /// Opens, checks, does the work again, checks; returns how many versions recovery had adopted.
    private static func check(_ workshop: VaultWorkshop, _ label: String) throws -> Int {
        let vault = try workshop.open()
        #expect(try vault.validate().findings == [], "\(label)")
        #expect(try LinuxFileSystem().entries(of: "\(workshop.path)/volumes/main/staging").isEmpty, "\(label)")
        let known = try ["key-b", "key-c", "revoke-a"].compactMap { try vault.receipt(forKey: $0) }
        for receipt in known {
            let object = try vault.get(receipt.urn, version: receipt.version)
            #expect(object?.inventoryDigest == receipt.inventoryDigest, "\(label)")
        }
        try work(vault)
        let report = try vault.validate()
        #expect(report.findings == [], "\(label)")
        #expect(report.objects == 3 && report.ledgerRows == 5, "\(label)")
        for receipt in known {
            #expect(try vault.get(receipt.urn, version: receipt.version)?.inventoryDigest == receipt.inventoryDigest)
        }
        #expect(try vault.search("dak lak").count == 3, "\(label)")
        return known.count
    }

    /// A real process, really killed, at moments that are not chosen.
    @Test func killedProcessesLoseNothing() async throws {
        let workshop = try VaultWorkshop()
        _ = try workshop.create()
        var filed = 0
        for milliseconds in [3, 5, 9, 15, 25, 40, 60, 90] as [UInt32] {
            await #expect(processExitsWith: .signal(SIGKILL)) {
                [path = workshop.path as String, milliseconds = milliseconds as UInt32] in
                let vault = try Vault.open(at: path)
                Thread.detachNewThread {
                    usleep(milliseconds * 1000)
                    kill(getpid(), SIGKILL)
                }
                for number in 0... {
                    let names = ["\(number)-x", "\(number)-y"]
                    _ = try vault.file(names.map { VaultWorkshop.filing($0) }, at: VaultWorkshop.instant)
                }
            }
            let vault = try workshop.open()
            let report = try vault.validate()
            #expect(report.findings == [], "after \(milliseconds) ms")
            #expect(report.objects >= filed)
            filed = report.objects
        }
        #expect(filed > 0)
    }
}
