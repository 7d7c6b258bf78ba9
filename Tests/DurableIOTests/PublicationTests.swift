import DurableIO
import Foundation
import Testing

@Suite struct PublicationTests {
    private let disk = LinuxFileSystem()

    @Test func thingsAppearTogetherWithTheirMissingParents() throws {
        let directory = try TemporaryDirectory()
        let path = directory.path
        try disk.makeDirectories("\(path)/staging/one")
        try disk.writeNewFile("\(path)/staging/one/f", [1], mode: .normal)
        try disk.writeNewFile("\(path)/staging/two", [2], mode: .normal)
        try disk.writeNewFile("\(path)/two", [0], mode: .normal)
        try Publication([
            .move(from: "\(path)/staging/one", to: "\(path)/ab/cd/one"),
            .replace(from: "\(path)/staging/two", to: "\(path)/two"),
        ]).publish(on: disk, anchor: path)
        #expect(try disk.read("\(path)/ab/cd/one/f") == [1])
        #expect(try disk.read("\(path)/two") == [2])
        #expect(try disk.entries(of: "\(path)/staging").isEmpty)
    }

    @Test func theFirstErrorStopsTheRest() throws {
        let directory = try TemporaryDirectory()
        let path = directory.path
        for name in ["a", "b", "taken"] { try disk.makeDirectory("\(path)/\(name)") }
        #expect(throws: DurableIOError(.alreadyExists, .storage, vi: "", en: "")) {
            try Publication([
                .move(from: "\(path)/a", to: "\(path)/taken"), .move(from: "\(path)/b", to: "\(path)/c"),
            ]).publish(on: disk, anchor: path)
        }
        #expect(try disk.entries(of: path).map(\.name) == ["a", "b", "taken"])
    }

    /// A child that another thread is just starting has copies of all descriptors until its exec.
    @Test func aCopiedDescriptorDoesNotKeepTheLock() throws {
        let directory = try TemporaryDirectory()
        var copies: [Int32] = []
        defer { copies.forEach { close($0) } }
        do {
            let lock = try DirectoryLock(directory.path)
            for name in try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd") {
                let target = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/fd/" + name)
                if target == directory.path, let number = Int32(name) { copies.append(dup(number)) }
            }
            withExtendedLifetime(lock) {}
        }
        #expect(!copies.isEmpty)
        _ = try DirectoryLock(directory.path)
    }

    @Test func aLockExcludesUntilItsHolderGoes() throws {
        let directory = try TemporaryDirectory()
        do {
            let lock = try DirectoryLock(directory.path)
            #expect(throws: DurableIOError(.inUse, .storage, vi: "", en: "")) { try DirectoryLock(directory.path) }
            withExtendedLifetime(lock) {}
        }
        _ = try DirectoryLock(directory.path)
    }
}
