import Foundation
import TestSupport
import Testing

/// Running the same folder again files nothing twice (DESIGN section 7).
@Suite struct RepeatedDocumentsTests {
    private static func stored(_ vault: URL) throws -> [String: String] {
        try FileTree(vault.appendingPathComponent("volumes")).digests()
    }

    @Test func secondRunFilesNothing() throws {
        let first = try DigitizedFolder.shared.get()
        let vault = try Scratch.copy(first.vault, "second")
        let before = try Self.stored(vault)
        let second = try BatchResult.run(Checkout.testDocuments.path, into: vault)
        #expect(second.summary.filed == 0)
        #expect(second.summary.alreadyFiled == first.run.summary.filed)
        #expect(second.summary.found == first.run.summary.found)
        #expect(second.summary.needsReview == first.run.summary.needsReview)
        #expect(second.summary.rejected == first.run.summary.rejected)
        #expect(second.summary.addsUp)
        #expect(second.command.status == 2)
        let after = try Self.stored(vault)
        #expect(before == after)
        #expect(!before.isEmpty)
    }

    @Test func sameBytesTwiceInOneFolderAreOneResult() throws {
        let folder = try SampleFolder(["giay-phep-xay-dung.tif"])
        try folder.add("giay-phep-xay-dung.tif", as: "quet-lai/giay-phep-xay-dung-2.tif")
        let vault = try Scratch.folder("twice").appendingPathComponent("vault")
        let run = try BatchResult.run(folder.path, into: vault)
        #expect(run.summary.found == 2)
        #expect(run.summary.filed == 1)
        #expect(run.summary.alreadyFiled == 1)
        #expect(run.command.status == 0)
        #expect(try FiledResult.all(in: vault).count == 1)
    }

    @Test func sameBytesUnderAnotherNameLaterAreAlreadyFiled() throws {
        let vault = try Scratch.folder("renamed").appendingPathComponent("vault")
        let folder = try SampleFolder(["giay-phep-xay-dung.tif"])
        #expect(try BatchResult.run(folder.path, into: vault).summary.filed == 1)
        let other = try SampleFolder([])
        try other.add("giay-phep-xay-dung.tif", as: "ban-quet-0001.tif")
        let run = try BatchResult.run(other.path, into: vault)
        #expect(run.summary.found == 1)
        #expect(run.summary.alreadyFiled == 1)
        #expect(run.command.status == 0)
    }
}
