import DurableIO
import Foundation
import GRDB
import PKI
import Records
import Testing
import Vault

@Suite struct FilingTests {
    private let workshop: VaultWorkshop

    init() throws { workshop = try VaultWorkshop() }

    @Test func aFiledResultIsThereWithItsReceipt() throws {
        let vault = try workshop.create(on: LinuxFileSystem())
        let receipts = try vault.file(
            [VaultWorkshop.filing("a"), VaultWorkshop.filing("b")], at: VaultWorkshop.instant)
        #expect(receipts.map(\.urn) == [VaultWorkshop.urn("a"), VaultWorkshop.urn("b")])
        let receipt = try #require(receipts.first)
        #expect(receipt.version == "v1" && !receipt.alreadyFiled)
        #expect(receipt.contentDigest == SHA256.hex(Array("%PDF a".utf8)))
        #expect(receipt.filedAt == "2026-11-22T08:15:30+07:00")

        let object = try #require(try vault.get(VaultWorkshop.urn("a")))
        #expect(object.record == .result(VaultWorkshop.record("a")))
        #expect(object.inventoryDigest == receipt.inventoryDigest)
        #expect(try object.files().map(\.path) == ["premis.xml", "record.json", "result.pdf", "scan/a.jpg"])
        #expect(try object.read("result.pdf") == Array("%PDF a".utf8))
        #expect(try vault.get(VaultWorkshop.urn("absent")) == nil)
        #expect(try vault.validate().findings == [])
    }

    @Test func theSameAgainIsAlreadyFiled() throws {
        let vault = try workshop.create()
        let first = try vault.file([VaultWorkshop.filing("a")], at: VaultWorkshop.instant)
        let later = VaultWorkshop.instant.addingTimeInterval(3600)
        var expected = try #require(first.first)
        expected.alreadyFiled = true
        #expect(try vault.file([VaultWorkshop.filing("a")], at: later) == [expected])
        #expect(try vault.receipt(forKey: "key-a") == expected)
        #expect(try vault.receipt(forKey: "key-b") == nil)

        let twice = try vault.file([VaultWorkshop.filing("b"), VaultWorkshop.filing("b")], at: later)
        #expect(twice.map(\.alreadyFiled) == [false, true])
        #expect(try vault.validate().objects == 2)
    }

    @Test func otherBytesUnderTheSameKeyAreAConflict() throws {
        let vault = try workshop.create()
        _ = try vault.file([VaultWorkshop.filing("a")], at: VaultWorkshop.instant)
        let conflict = VaultError(.conflict, .storage, vi: "", en: "")
        #expect(throws: conflict) {
            try vault.file([VaultWorkshop.filing("a", pdf: "%PDF other")], at: VaultWorkshop.instant)
        }
        var sameURN = VaultWorkshop.filing("a")
        sameURN.key = "another key"
        #expect(throws: conflict) { try vault.file([VaultWorkshop.filing("b"), sameURN], at: VaultWorkshop.instant) }
        #expect(throws: conflict) {
            try vault.file(
                [VaultWorkshop.filing("c"), VaultWorkshop.filing("c", pdf: "%PDF d")], at: VaultWorkshop.instant)
        }
        // Nothing of the refused batches is there, and the vault goes on working.
        #expect(try vault.validate().objects == 1)
        #expect(try vault.file([VaultWorkshop.filing("b")], at: VaultWorkshop.instant).first?.alreadyFiled == false)
        #expect(try vault.validate().findings == [])
    }

    @Test func aResultIsWholeAndLeavesItsMetadataToTheVault() throws {
        let vault = try workshop.create()
        var filing = VaultWorkshop.filing("a")
        filing.files.removeAll { $0.path == "result.pdf" }
        let invalid = VaultError(.invalidFiling, .internal, vi: "", en: "")
        #expect(throws: invalid) { try vault.file([filing], at: VaultWorkshop.instant) }
        var meddling = VaultWorkshop.filing("a")
        meddling.files.append(VaultFile(path: "premis.xml", bytes: []))
        #expect(throws: invalid) { try vault.file([meddling], at: VaultWorkshop.instant) }
        #expect(try vault.file([VaultWorkshop.filing("a")], at: VaultWorkshop.instant).count == 1)
    }

    @Test func anAmendmentIsTheNextVersion() throws {
        let vault = try workshop.create()
        let first = try #require(try vault.file([VaultWorkshop.filing("a")], at: VaultWorkshop.instant).first)
        let receipts = try vault.amend([VaultWorkshop.revocation("a")], at: VaultWorkshop.instant)
        #expect(receipts.map(\.version) == ["v2"])
        #expect(receipts.first?.contentDigest == first.contentDigest)
        #expect(
            try vault.amend([VaultWorkshop.revocation("a")], at: VaultWorkshop.instant).map(\.alreadyFiled) == [true])

        let now = try #require(try vault.get(VaultWorkshop.urn("a")))
        let before = try #require(try vault.get(VaultWorkshop.urn("a"), version: "v1"))
        #expect(now.history.map(\.reason) == ["Filed", "Thu hồi theo QĐ 5/QĐ-UBND"])
        #expect(before.inventoryDigest == first.inventoryDigest)
        #expect(before.record == .result(VaultWorkshop.record("a")))
        #expect(try vault.status(of: .urn(VaultWorkshop.urn("a")))?.status == .revoked)
        #expect(try vault.get(VaultWorkshop.urn("a"), version: "v3") == nil)
        #expect(throws: VaultError(.noSuchObject, .input, vi: "", en: "")) {
            try vault.amend([VaultWorkshop.revocation("b")], at: VaultWorkshop.instant)
        }
        #expect(try vault.validate().findings == [])
    }

    @Test func aDossierGainsComponents() throws {
        let vault = try workshop.create()
        let urn = try #require(RecordURN(rawValue: "urn:sohoa:h01.02.14:ho-so:d1"))
        var dossier = DossierRecord(
            urn: urn, code: "H01.02.14-260311-0007", procedure: "1.004873", agency: "UBND xã Mỹ Hòa Hưng",
            components: [],
            results: [VaultWorkshop.urn("a")], owners: [], sensitivity: .internal, retention: nil)
        let form = VaultFile(path: "components/don.pdf", bytes: Array("%PDF đơn".utf8))
        let receipt = try vault.file(
            [Filing(record: .dossier(dossier), files: [form], key: "dossier", events: [])], at: VaultWorkshop.instant)
        #expect(try receipt.first?.contentDigest == SHA256.hex(CanonicalJSON.file(dossier)))
        dossier.components.append(
            .init(source: "x", file: "components/so-do.pdf", type: "so-do", title: "Sơ đồ", sha256: "", pages: 1))
        let plan = VaultFile(path: "components/so-do.pdf", bytes: Array("%PDF sơ đồ".utf8))
        _ = try vault.amend(
            [Amendment(record: .dossier(dossier), files: [plan], key: "dossier 2", reason: "Bổ sung", events: [])],
            at: VaultWorkshop.instant)
        let object = try #require(try vault.get(urn))
        #expect(
            try object.files().map(\.path) == [
                "components/don.pdf", "components/so-do.pdf", "premis.xml", "record.json",
            ])
        #expect(try vault.search("so do").map(\.urn) == [urn])
        #expect(try vault.validate().findings == [])
    }

    @Test func serialsAreCountedInTheirScopeAndKept() throws {
        let instant = VaultWorkshop.instant
        do {
            let vault = try workshop.create()
            #expect(try vault.nextSerial(scope: "082304001234.KQ", key: "x", at: instant) == 1)
            #expect(try vault.nextSerial(scope: "082304001234.KQ", key: "y", at: instant) == 2)
            #expect(try vault.nextSerial(scope: "other", key: "x", at: instant) == 1)
        }
        let vault = try workshop.open()
        #expect(try vault.nextSerial(scope: "082304001234.KQ", key: "y", at: instant) == 2)
        #expect(try vault.nextSerial(scope: "082304001234.KQ", key: "z", at: instant) == 3)
        #expect(try vault.validate().findings == [])
        let ledger =
            try LinuxFileSystem().read("\(workshop.path)/ledger.db")
            + LinuxFileSystem().read("\(workshop.path)/ledger.db-wal")
        #expect(!String(decoding: ledger, as: UTF8.self).contains("082304001234"))
    }
}
