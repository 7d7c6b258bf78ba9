import DurableIO
import OCFL
import Testing

/// What a writer leaves when it dies between the three renames of a new version.
@Suite struct RecoveryTests {
    private let workshop: OCFLWorkshop
    private let id = "urn:sohoa:h01:t:1"

    init() throws {
        workshop = try OCFLWorkshop()
        try workshop.add(id, ["a": "1"])
    }

    /// Publishes all but the last `missing` renames, by hand.
    private func halfPublish(missing: Int) throws -> StagedVersion {
        let staged = try workshop.stageNext(id, ["a": "2"])
        let from = "\(workshop.path)/staging/" + (try workshop.disk.entries(of: "\(workshop.path)/staging")[0].name)
        let to = workshop.root.objectPath(id)
        let names = ["v2", "inventory.json", "inventory.json.sha256"]
        for name in names.prefix(names.count - missing) {
            try workshop.disk.replace("\(to)/\(name)", with: "\(from)/\(name)")
        }
        return staged
    }

    @Test(arguments: [1, 2]) func aVersionThatArrivedIsCompleted(missing: Int) throws {
        let staged = try halfPublish(missing: missing)
        #expect(try !workshop.root.validate().isClean)
        let object = try #require(try workshop.root.rollForward(id))
        #expect(object.head.description == "v2")
        #expect(object.inventoryDigest == staged.inventoryDigest)
        #expect(try object.read("a") == Array("2".utf8))
        #expect(try workshop.root.validate().isClean)
    }

    @Test func aVersionThatDidNotArriveIsForgotten() throws {
        _ = try halfPublish(missing: 3)
        #expect(try workshop.root.rollForward(id)?.head.description == "v1")
        #expect(try workshop.root.validate().isClean)
    }

    @Test func aDamagedNewestVersionIsNotRolledBack() throws {
        _ = try halfPublish(missing: 0)
        let relative = workshop.root.layout.path(for: id)
        try workshop.overwrite("\(relative)/v2/inventory.json", Array("{}".utf8))
        #expect(try workshop.root.rollForward(id)?.head.description == "v2")
    }

    @Test func emptyDirectoriesOfAnObjectThatNeverCameAreRemoved() throws {
        let other = "urn:sohoa:h01:t:2"
        try workshop.disk.makeDirectories(parent(of: workshop.root.objectPath(other)))
        #expect(try workshop.root.validate().findings.map(\.code) == ["E073"])
        #expect(try workshop.root.rollForward(other) == nil)
        #expect(try workshop.root.validate().isClean)
    }
}
