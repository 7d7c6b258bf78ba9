import Foundation
import TestSupport
import Testing

/// What stops a whole batch, and with which status (DESIGN section 5).
@Suite struct BatchFailureTests {
    let world: DemoWorld
    let vault: URL

    init() throws {
        world = try DemoWorld.shared.get()
        vault = try Scratch.folder("failure").appendingPathComponent("vault")
    }

    @Test func missingFolderIsMissingInput() throws {
        let run = try SohoaBinary.run(
            BatchResult.arguments("/khong/co/thu-muc", into: vault, profile: world.profile))
        #expect(run.status == 3)
        #expect(run.stderr.contains("/khong/co/thu-muc"))
        #expect(run.stdout.isEmpty)
    }

    @Test func badProfileIsConfiguration() throws {
        let folder = try SampleFolder(["giay-phep-xay-dung.tif"])
        let profile = try Scratch.file("sai.yaml", Array("agency:\n  codee: H01.02.14\n".utf8))
        let run = try SohoaBinary.run(BatchResult.arguments(folder.path, into: vault, profile: profile.path))
        #expect(run.status == 4)
        #expect((run.stderr + run.text).contains("sai.yaml:2:"))
        #expect(try FiledObject.all(in: vault).isEmpty)
    }

    @Test func missingProfileIsConfigurationOrInput() throws {
        let folder = try SampleFolder(["giay-phep-xay-dung.tif"])
        let run = try SohoaBinary.run(BatchResult.arguments(folder.path, into: vault, profile: "/khong/co.yaml"))
        #expect([3, 4].contains(run.status))
        #expect((run.stderr + run.text).contains("/khong/co.yaml"))
    }

    @Test func emptyFolderIsAnEmptyBatch() throws {
        let run = try BatchResult.run(SampleFolder([]).path, into: vault)
        #expect(run.summary.found == 0)
        #expect(run.command.status == 0)
    }

    @Test func folderOfSomethingElseBecomesNoVault() throws {
        let folder = try SampleFolder(["giay-phep-xay-dung.tif"])
        let occupied = try Scratch.folder("occupied")
        try Data("ghi chú".utf8).write(to: occupied.appendingPathComponent("ghi-chu.doc"))
        let run = try SohoaBinary.run(BatchResult.arguments(folder.path, into: occupied, profile: world.profile))
        #expect([3, 6].contains(run.status))
        #expect(FileTree(occupied).paths == ["ghi-chu.doc"])
    }

    @Test func resumeWithoutARunIsMissingInput() throws {
        let run = try SohoaBinary.run(["batch", "resume", "--vault", vault.path, "--json"])
        #expect(run.status == 3)
        #expect(run.stderr.contains("sohoa: error:"))
    }

    /// A file of a kind nobody can read is a document that was found and rejected: nothing is dropped silently.
    @Test func unknownFormatIsRejectedNotDropped() throws {
        let folder = try SampleFolder([])
        try folder.write("bang-tinh.xlsx", "không phải ảnh")
        let run = try BatchResult.run(folder.path, into: vault)
        #expect(run.summary.found == 1)
        #expect(run.summary.rejected == 1)
        #expect(run.items.first?.code?.isEmpty == false)
        #expect(run.command.status == 2)
    }
}
