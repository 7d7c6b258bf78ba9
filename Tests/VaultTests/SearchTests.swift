import DurableIO
import Foundation
import Records
import Testing
import Vault

@Suite struct SearchTests {
    private let workshop: VaultWorkshop
    private let vault: Vault

    init() throws {
        workshop = try VaultWorkshop()
        vault = try workshop.create()
        let plain = VaultWorkshop.record("plain", title: "Dat ten khong dau: duc", owner: "079204000001")
        let nfd = VaultWorkshop.record("nfd", title: "Cu\u{031B}\u{0301} pháp \u{0111}o\u{0302}\u{0323}c la\u{0323}p")
        _ = try vault.file(
            [
                VaultWorkshop.filing("land", record: VaultWorkshop.record("land", title: "Quyền sử dụng đất")),
                VaultWorkshop.filing("plain", record: plain), VaultWorkshop.filing("nfd", record: nfd),
            ], at: VaultWorkshop.instant)
    }

    private func found(_ text: String) throws -> [String] {
        try vault.search(text).map { String($0.urn.rawValue.split(separator: ":").last ?? "") }
    }

    @Test func marksMayBeLeftOut() throws {
        #expect(try found("dat") == ["plain", "land"])
        #expect(try found("đất") == ["land", "plain"])
        #expect(try found("quyen su dung dat") == ["land"])
        #expect(try Set(found("dak lak")) == ["land", "plain", "nfd"])
        #expect(try Set(found("ĐẮK LẮK")) == ["land", "plain", "nfd"])
        #expect(try found("duc").first == "plain")
        #expect(try Set(found("Đức Huệ")) == ["land", "plain", "nfd"])
        #expect(try found("không có") == [])
    }

    @Test func decomposedTextIsTheSameText() throws {
        #expect(try found("cứ pháp độc lập") == ["nfd"])
        #expect(try found("Cu\u{031B}\u{0301} pha\u{0301}p") == ["nfd"])
        #expect(try vault.search("đa\u{0302}\u{0301}t").first?.match == .exact)
    }

    @Test func bothSpellingsOfATonePlacementAreExact() throws {
        for spelling in ["Ngọc Hoà", "Ngọc Hòa", "ngọc hòa"] {
            #expect(try vault.search(spelling).map(\.match) == [.exact, .exact, .exact], "\(spelling)")
        }
        #expect(try vault.search("ngoc hoa").map(\.match) == [.folded, .folded, .folded])
    }

    @Test func identifiersFindTheirRecords() throws {
        #expect(try found(VaultWorkshop.urn("land").rawValue) == ["land"])
        #expect(try found("082304001234.kq.g01.000012.land") == ["land"])
        #expect(try found("079204000001") == ["plain"])
        #expect(try found("land 2345 6789") == ["land"])
        #expect(try found("LAND23456789") == ["land"])
        #expect(try found("111/gpxd-ubnd").count == 3)
        #expect(try found("111").count == 3)
        #expect(try found("H01.02.14-260311-0007").count == 3)
        #expect(try vault.search("079204000001").map(\.match) == [.identifier])
        #expect(try vault.search("111", limit: 2).count == 2)
    }

    @Test func queriesCannotBeOperators() throws {
        for text in ["\"", "dat OR lak", "words:dat", "NEAR(dat)", "*", "-", "'; DROP TABLE object", "dat*", "()"] {
            _ = try vault.search(text)
        }
        #expect(try found("") == [] && found("  ") == [])
    }

    @Test func ownersAndSourcesAreFound() throws {
        #expect(try vault.objects(ofOwner: "079204000001").map(\.urn) == [VaultWorkshop.urn("plain")])
        let source = try #require(
            try vault.get(VaultWorkshop.urn("land"))?.files().first { $0.path == "scan/land.jpg" })
        #expect(try vault.objects(fromSource: source.sha256).map(\.urn) == [VaultWorkshop.urn("land")])
    }

    @Test func whereARecordStands() throws {
        let record = VaultWorkshop.record("land")
        let receipt = try #require(try vault.receipt(forKey: "key-land"))
        let subjects: [StatusSubject] = [
            .urn(record.urn), .baseDigest(record.baseDigest), .sealCode("land-2345-6789"),
            .contentDigest(receipt.contentDigest),
        ]
        for subject in subjects {
            let standing = try #require(try vault.status(of: subject))
            #expect(standing.urn == record.urn && standing.status == .inForce && !standing.indexDisagrees)
            #expect(standing.baseLength == 5 && standing.baseDigest == record.baseDigest)
            let before = try #require(CivilDate(iso: "2027-03-11")), after = try #require(CivilDate(iso: "2027-03-12"))
            #expect(standing.status(on: before) == .inForce && standing.status(on: after) == .expired)
        }
        #expect(try vault.status(of: .sealCode("XXXX")) == nil)
        #expect(try vault.status(of: .urn(VaultWorkshop.urn("absent"))) == nil)

        _ = try vault.amend([VaultWorkshop.revocation("land")], at: VaultWorkshop.instant)
        for subject in subjects { #expect(try vault.status(of: subject)?.status == .revoked) }
    }

    @Test func aRebuiltIndexIsTheSameIndex() throws {
        let queries = ["dat", "đất", "111", "082304001234", "duc hue"]
        let before = try queries.map { try vault.search($0).sorted { $0.urn.rawValue < $1.urn.rawValue } }
        #expect(try vault.reindex() == 3)
        #expect(try queries.map { try vault.search($0).sorted { $0.urn.rawValue < $1.urn.rawValue } } == before)
        #expect(try vault.validate().findings == [])
    }
}

@Suite struct LostIndexTests {
    @Test(arguments: [[], Array("not a database at all, but text".utf8)] as [[UInt8]])
    func aLostOrDamagedIndexIsRebuiltWhenTheVaultIsOpened(left: [UInt8]) throws {
        let workshop = try VaultWorkshop()
        _ = try workshop.create().file([VaultWorkshop.filing("a")], at: VaultWorkshop.instant)
        for name in ["index.db", "index.db-wal", "index.db-shm"] {
            try? LinuxFileSystem().removeFile("\(workshop.path)/\(name)")
        }
        if !left.isEmpty { try LinuxFileSystem().writeNewFile("\(workshop.path)/index.db", left, mode: .normal) }
        let vault = try workshop.open()
        #expect(try vault.search("dak lak").count == 1)
        #expect(try vault.validate().findings == [])
    }
}
