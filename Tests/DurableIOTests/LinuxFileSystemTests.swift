import DurableIO
import Glibc
import Testing

@Suite struct LinuxFileSystemTests {
    private let disk = LinuxFileSystem()
    private let directory: TemporaryDirectory
    private var path: String { directory.path }

    init() throws { directory = try TemporaryDirectory() }

    @Test func aFileIsWrittenOnceAndReadWhole() throws {
        let bytes = (0..<700_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
        try disk.writeNewFile("\(path)/a", bytes, mode: .normal)
        #expect(try disk.read("\(path)/a") == bytes)
        #expect(try disk.size(of: "\(path)/a") == bytes.count)
        #expect(throws: DurableIOError(.alreadyExists, .storage, vi: "", en: "")) {
            try disk.writeNewFile("\(path)/a", [1], mode: .normal)
        }
        #expect(throws: DurableIOError(.tooLarge, .storage, vi: "", en: "")) {
            try disk.read("\(path)/a", limit: bytes.count - 1)
        }
        #expect(try disk.read("\(path)/a", limit: bytes.count).count == bytes.count)
    }

    @Test func aSecretIsForItsOwnerAlone() throws {
        try disk.writeDurably("\(path)/secret", [1, 2], mode: .ownerOnly)
        var information = stat()
        #expect(lstat("\(path)/secret", &information) == 0)
        #expect(information.st_mode & 0o777 == 0o600)
    }

    @Test func entriesComeInByteOrderWithTheirKinds() throws {
        try disk.makeDirectory("\(path)/b")
        try disk.writeNewFile("\(path)/á", [], mode: .normal)
        try disk.writeNewFile("\(path)/a", [], mode: .normal)
        #expect(symlink("a", "\(path)/c") == 0)
        #expect(
            try disk.entries(of: path) == [
                DirectoryEntry(name: "a", kind: .file), DirectoryEntry(name: "b", kind: .directory),
                DirectoryEntry(name: "c", kind: .other), DirectoryEntry(name: "á", kind: .file),
            ])
        #expect(throws: DurableIOError.self) { try disk.read("\(path)/c") }
    }

    @Test func movingNeverReplaces() throws {
        try disk.makeDirectories("\(path)/new")
        try disk.makeDirectories("\(path)/there")
        #expect(throws: DurableIOError(.alreadyExists, .storage, vi: "", en: "")) {
            try disk.move("\(path)/new", to: "\(path)/there")
        }
        try disk.move("\(path)/new", to: "\(path)/elsewhere")
        #expect(try disk.kind(of: "\(path)/new") == nil)
    }

    @Test func aDurableWriteReplacesAndSurvivesAnOldTemporary() throws {
        try disk.writeNewFile("\(path)/f.new", [9], mode: .normal)
        try disk.writeDurably("\(path)/f", [1])
        try disk.writeDurably("\(path)/f", [2])
        #expect(try disk.read("\(path)/f") == [2])
        #expect(try disk.entries(of: path).map(\.name) == ["f"])
    }

    @Test func aTreeIsRemovedWithoutFollowingLinks() throws {
        try disk.makeDirectories("\(path)/t/u/v")
        try disk.writeNewFile("\(path)/kept", [1], mode: .normal)
        #expect(symlink("\(path)/kept", "\(path)/t/u/link") == 0)
        try disk.removeTree("\(path)/t")
        try disk.removeTree("\(path)/t")
        #expect(try disk.entries(of: path).map(\.name) == ["kept"])
    }

    @Test func errorsNameThePathAndWhatToDo() throws {
        do {
            _ = try disk.read("\(path)/absent")
            Issue.record("read a file that is not there")
        } catch {
            #expect(error.code == .notFound)
            #expect(error.what.vi.contains("\(path)/absent") && error.what.en.contains("\(path)/absent"))
        }
    }

    @Test func parents() {
        #expect(parent(of: "/a/b") == "/a")
        #expect(parent(of: "/a") == "/")
        #expect(parent(of: "a/b/") == "a")
        #expect(parent(of: "a") == ".")
    }
}
