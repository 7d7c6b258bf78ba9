import Foundation
import PKI
import Testing

@Suite struct TrustLibraryTests {
    private func root() throws -> [UInt8] { Array(try Fixtures.demo().root.certificate.pem.utf8) }
    private func issuing() throws -> [UInt8] { Array(try Fixtures.demo().issuing.certificate.pem.utf8) }

    @Test func newFilesAreSeen() throws {
        let folder = try TemporaryFolder()
        try folder.write(root(), "trust/demo/root.pem")
        let library = try TrustLibrary([folder.path + "/trust"])
        let first = library.current()
        #expect(first.generation == 1 && first.remark == nil && first.directory.store.anchors.count == 1)
        #expect(library.current().generation == 1)
        try folder.write(issuing(), "trust/demo/issuing.pem")
        let second = library.current()
        #expect(second.generation == 2 && second.directory.store.intermediates.count == 1)
        // What was given out stays as it was.
        #expect(first.directory.store.intermediates.isEmpty)
        try FileManager.default.removeItem(atPath: folder.path + "/trust/demo/issuing.pem")
        #expect(library.current().directory.store.intermediates.isEmpty)
    }

    @Test func theLastGoodStateStays() throws {
        let folder = try TemporaryFolder()
        let path = try folder.write(root(), "trust/demo/root.pem")
        let second = try folder.write(Array(PKIFixtureRoot.pem().utf8), "trust/demo/second.pem")
        let library = try TrustLibrary([folder.path + "/trust"])
        func expectKept(_ reason: String, _ place: SourceLocation = #_sourceLocation) {
            let state = library.current()
            #expect(state.directory.store.anchors.count == 2, sourceLocation: place)
            #expect(state.remark?.en.contains(reason) == true, sourceLocation: place)
            #expect(library.current().remark == state.remark, sourceLocation: place)
        }
        // Half a file, as while it is being copied.
        let whole = try folder.read("trust/demo/root.pem")
        try folder.write(Array(whole.prefix(300)), "trust/demo/root.pem")
        expectKept("root.pem")
        try folder.write(whole, "trust/demo/root.pem")
        #expect(library.current().remark == nil)
        // The whole folder gone, as while a disk is not mounted.
        try FileManager.default.moveItem(atPath: folder.path + "/trust", toPath: folder.path + "/away")
        expectKept("Cannot read")
        try FileManager.default.createDirectory(atPath: folder.path + "/trust", withIntermediateDirectories: true)
        expectKept("no anchor")
        try FileManager.default.removeItem(atPath: folder.path + "/trust")
        try FileManager.default.moveItem(atPath: folder.path + "/away", toPath: folder.path + "/trust")
        #expect(library.current().remark == nil)
        // One root taken away deliberately is no accident.
        try FileManager.default.removeItem(atPath: second)
        let state = library.current()
        #expect(state.remark == nil && state.directory.store.anchors.count == 1)
        #expect(FileManager.default.fileExists(atPath: path))
    }

    @Test func theFirstReadingMustSucceed() {
        #expect(throws: PKIError.self) { try TrustLibrary(["/nonexistent/trust"]) }
    }
}

/// A second root.
private enum PKIFixtureRoot {
    static func pem() throws -> String {
        try MadeAuthority("/CN=Gốc thứ hai").certificate.pem
    }
}
