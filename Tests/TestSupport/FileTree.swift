import Foundation

/// The files below a folder.
public struct FileTree: Sendable {
    /// The folder.
    public let root: URL
    /// Paths of its files, relative, sorted.
    public let paths: [String]

    /// Walks the folder. An absent one has no files.
    public init(_ root: URL) {
        self.root = root
        let all = FileManager.default.enumerator(atPath: root.path)?.compactMap { $0 as? String } ?? []
        paths = all.filter { path in
            var isDirectory: ObjCBool = false
            let there = FileManager.default.fileExists(
                atPath: root.appendingPathComponent(path).path, isDirectory: &isDirectory)
            return there && !isDirectory.boolValue
        }.sorted()
    }

    /// The bytes of one of its files.
    public func bytes(_ path: String) throws -> [UInt8] {
        [UInt8](try Data(contentsOf: root.appendingPathComponent(path)))
    }

    /// SHA-256 of every file by path: two trees are the same when these are.
    public func digests() throws -> [String: String] {
        let digests = try SHA256Tool.hex(files: paths.map { root.appendingPathComponent($0).path })
        return Dictionary(zip(paths, digests), uniquingKeysWith: { first, _ in first })
    }
}

/// SHA-256 by coreutils, which shares no code with sohoa.
public enum SHA256Tool {
    /// Digests of files, lower-case hexadecimal.
    public static func hex(files: [String]) throws -> [String] {
        guard !files.isEmpty else { return [] }
        return try Command.tool("sha256sum", files).lines.map { line in
            // An escaped name puts a backslash before the digest.
            String(line.drop { $0 == "\\" }.prefix(64))
        }
    }

    /// Digest of bytes.
    public static func hex(_ bytes: some Sequence<UInt8>) throws -> String {
        let file = try Scratch.file("bytes", bytes)
        defer { try? FileManager.default.removeItem(at: file.deletingLastPathComponent()) }
        return try hex(files: [file.path]).first ?? ""
    }
}
