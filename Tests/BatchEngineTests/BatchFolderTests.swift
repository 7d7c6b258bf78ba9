import Diagnostics
import Foundation
import TestSupport
import Testing

@testable import BatchEngine

@Suite struct BatchFolderTests {
    private let root: URL

    init() throws { root = try Scratch.folder("batch") }

    private static let dossier = "H58.08.12-261120-0001"

    private func add(_ path: String, _ text: String = "x") throws {
        let url = root.appendingPathComponent(path)
        try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: url)
    }

    private func read(aliases: [String: String] = [:]) throws -> BatchFolder {
        try BatchFolder.read(root.path, aliases: aliases)
    }

    @Test func foldersNamedLikeADossierAreDossiers() throws {
        for path in [
            "b.jpg", "a.pdf", "hộp 1/c.tif", "\(Self.dossier)/d.jpg", "hộp 1/\(Self.dossier)/mặt sau/e.jpg",
        ] { try add(path) }
        let folder = try read()
        #expect(
            folder.entries.map(\.path) == [
                "\(Self.dossier)/d.jpg", "a.pdf", "b.jpg", "hộp 1/\(Self.dossier)/mặt sau/e.jpg", "hộp 1/c.tif",
            ])
        #expect(folder.entries.map(\.dossier) == [Self.dossier, nil, nil, Self.dossier, nil])
        #expect(folder.entries.allSatisfy { $0.manifest == nil } && folder.notices.isEmpty)
    }

    @Test func whatIsNoDocumentIsLeftOutAndNothingElse() throws {
        for path in [
            "README.md", "ghi chú.TXT", ".hidden.jpg", ".git/a.jpg", "Thumbs.db", "desktop.ini", "manifest.csv",
            "x/MANIFEST.CSV", "a.jpg", "b.docx", "no-extension", "x/c.JPG", "manifest.csv.bak", "x/.DS_Store",
        ] { try add(path, path.lowercased().hasSuffix("manifest.csv") ? "file\n" : "x") }
        #expect(try read().entries.map(\.path) == ["a.jpg", "b.docx", "manifest.csv.bak", "no-extension", "x/c.JPG"])
    }

    @Test func theNearestManifestSpeaks() throws {
        try add(
            "manifest.csv",
            "file,title,dossier\na.jpg,Giấy A,\nx/b.jpg,from above,\nx/c.jpg,Giấy C,H58.08.12-261120-0009\n")
        try add("x/manifest.csv", "file,title\nb.jpg,from beside\n")
        for path in ["a.jpg", "x/b.jpg", "x/c.jpg", "x/d.jpg"] { try add(path) }
        let folder = try read()
        #expect(folder.entries.map(\.path) == ["a.jpg", "x/b.jpg", "x/c.jpg", "x/d.jpg"])
        #expect(folder.entries.map { $0.manifest?[.title] } == ["Giấy A", "from beside", "Giấy C", nil])
        // The column wins over the folder's name.
        #expect(folder.entries.map(\.dossier) == [nil, nil, "H58.08.12-261120-0009", nil])
        #expect(folder.notices.isEmpty)
    }

    @Test func theDossierColumnWinsOverTheFolder() throws {
        try add("\(Self.dossier)/manifest.csv", "file,dossier\na.jpg,H58.08.12-261120-0002\n")
        try add("\(Self.dossier)/a.jpg")
        try add("\(Self.dossier)/b.jpg")
        #expect(try read().entries.map(\.dossier) == ["H58.08.12-261120-0002", Self.dossier])
    }

    @Test func rowsWithoutAFileAreNoticed() throws {
        try add("x/manifest.csv", "file,title\nmissing.jpg,A\na.jpg,B\n")
        try add("x/a.jpg")
        try add("missing.jpg")
        let folder = try read()
        #expect(folder.notices.map(\.code) == ["MANIFEST_FILE_MISSING"])
        #expect(folder.notices.allSatisfy { $0.message.vi.contains("missing.jpg") && $0.consequence == .note })
        #expect(folder.entries.map(\.path) == ["missing.jpg", "x/a.jpg"] && folder.entries[0].manifest == nil)
    }

    @Test func aManifestCannotReachOutOfItsFolder() throws {
        try add("x/manifest.csv", "file,title\n../a.jpg,stolen\n/etc/passwd,stolen\n..\\a.jpg,stolen\n")
        try add("a.jpg")
        try add("x/b.jpg")
        let folder = try read()
        #expect(folder.entries.map(\.path) == ["a.jpg", "x/b.jpg"])
        #expect(folder.entries.allSatisfy { $0.manifest == nil })
        #expect(folder.notices.allSatisfy { $0.code == "MANIFEST_FILE_MISSING" } && !folder.notices.isEmpty)
    }

    /// Mac disks decompose accents, Excel composes them.
    @Test func namesAreTheSameHoweverTheirAccentsAreWritten() throws {
        let name = "Giấy phép Đặng Thị Mẫu.jpg"
        let decomposed = name.decomposedStringWithCanonicalMapping
        try #require(Array(decomposed.utf8) != Array(name.utf8))
        try add("hộp/manifest.csv", "file,title\n\(name),A\n")
        try add("hộp/" + decomposed)
        let entry = try #require(try read().entries.first)
        #expect(entry.manifest?[.title] == "A")
        // The path is the one on disk, byte for byte, or the file could not be opened.
        #expect(Array(entry.path.utf8) == Array(("hộp/" + decomposed).utf8))
        #expect(FileManager.default.contents(atPath: root.path + "/" + entry.path) != nil)
    }

    @Test func linksAreNotFollowed() throws {
        let elsewhere = try Scratch.folder("elsewhere")
        try Data("secret".utf8).write(to: elsewhere.appendingPathComponent("secret.jpg"))
        try add("a.jpg")
        for (name, target) in [
            ("link.jpg", elsewhere.appendingPathComponent("secret.jpg").path), ("folder", elsewhere.path),
            ("loop", root.path), ("dangling.jpg", "/nowhere"),
        ] {
            try FileManager.default.createSymbolicLink(
                atPath: root.appendingPathComponent(name).path, withDestinationPath: target)
        }
        let folder = try read()
        #expect(folder.entries.filter { $0.obstacle == nil }.map(\.path) == ["a.jpg"])
        // Counted and rejected, not dropped.
        let refused = folder.entries.filter { $0.obstacle?.consequence == .reject }
        #expect(refused.map(\.path) == ["dangling.jpg", "folder", "link.jpg", "loop"])
    }

    /// What a manifest would have said is unknown when it cannot be read: nothing below it may be filed unseen.
    @Test func documentsOfAnUnreadableManifestWaitForAPerson() throws {
        try Data([0xFF, 0xFE, 0x66, 0x00]).write(to: root.appendingPathComponent("manifest.csv"))
        try add("a.jpg")
        let entry = try #require(try read().entries.first)
        #expect(entry.manifestFindings.contains { $0.consequence == .review })
    }

    /// A vault inside the batch folder holds what was digitized already.
    @Test func aVaultInsideIsNotDigitizedAgain() throws {
        try add("a.jpg")
        try add("kho/vault.yaml")
        try add("kho/volumes/main/root/x/result.pdf")
        let folder = try read()
        #expect(folder.entries.map(\.path) == ["a.jpg"])
        #expect(folder.notices.map(\.code) == ["ENTRY_SKIPPED"])
    }

    @Test func columnsMayHaveTheProfilesNames() throws {
        try add("manifest.csv", "Tên tệp,Tên giấy tờ\na.jpg,Giấy A\n")
        try add("a.jpg")
        let folder = try read(aliases: ["Tên tệp": "file", "Tên giấy tờ": "title"])
        #expect(folder.entries.first?.manifest?[.title] == "Giấy A" && folder.notices.isEmpty)
    }

    @Test func aFolderThatIsNotThereIsAnError() throws {
        try add("a.jpg")
        for path in [root.path + "/nowhere", root.path + "/a.jpg"] {
            let error = #expect(throws: BatchError.self) { try BatchFolder.read(path, aliases: [:]) }
            #expect(error?.code == .folderMissing && error?.kind == .input && error?.what.en.contains(path) == true)
        }
        try FileManager.default.removeItem(at: root.appendingPathComponent("a.jpg"))
        #expect(try read().entries.isEmpty)
    }
}
