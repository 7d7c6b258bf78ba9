import BatchEngine
import Diagnostics
import DurableIO
import Foundation

/// Which files `sohoa sign` signs and where their signed copies go.
struct SigningPlan {
    var items: [SigningItem]

    /// - Parameters:
    ///   - paths: files and folders; a folder stands for the PDFs in it, at any depth.
    ///   - out: the signed copy of a single file.
    ///   - outFolder: where copies go, under the names they have; without one they stand beside the originals.
    init(_ paths: [String], out: String?, outFolder: String?) throws {
        if let out {
            guard let path = paths.first, paths.count == 1, !Self.isFolder(path) else {
                throw CommandError.outIsForOneFile
            }
            items = [SigningItem(input: absolute(path), output: absolute(out), replaces: true)]
        } else {
            items = try paths.flatMap { try Self.items(absolute($0), outFolder: outFolder.map(absolute)) }
        }
        guard !items.isEmpty else { throw CommandError.noPDFs(paths.joined(separator: ", ")) }
        for item in items where Self.isSame(item.input, item.output) { throw CommandError.wouldOverwrite(item.input) }
        var outputs = Set<String>()
        for item in items where !outputs.insert(item.output).inserted { throw CommandError.sameOutput(item.output) }
    }

    private static func items(_ path: String, outFolder: String?) throws -> [SigningItem] {
        guard isFolder(path) else {
            return [
                SigningItem(input: path, output: output(path, name: (path as NSString).lastPathComponent, outFolder))
            ]
        }
        guard let names = FileManager.default.enumerator(atPath: path) else { throw CommandError.unreadable(path) }
        let files = names.compactMap { $0 as? String }.filter { name in
            name.lowercased().hasSuffix(".pdf") && !name.lowercased().hasSuffix(Self.suffix)
                && !isFolder(path + "/" + name)
        }.sorted()
        // A folder for the copies may stand inside the folder itself.
        let inside = outFolder.flatMap { $0 == path ? nil : $0 + "/" }
        return files.map { path + "/" + $0 }.filter { file in inside.map { !file.hasPrefix($0) } ?? true }.map { file in
            SigningItem(input: file, output: output(file, name: String(file.dropFirst(path.count + 1)), outFolder))
        }
    }

    private static let suffix = "-signed.pdf"

    private static func output(_ path: String, name: String, _ folder: String?) -> String {
        if let folder { return folder + "/" + name }
        return (path.lowercased().hasSuffix(".pdf") ? String(path.dropLast(4)) : path) + suffix
    }

    /// The same name, or two names of one file.
    private static func isSame(_ a: String, _ b: String) -> Bool {
        if a == b { return true }
        let files = [a, b].map { try? FileManager.default.attributesOfItem(atPath: resolved($0)) }
        guard let first = files[0], let second = files[1],
            let inode = first[.systemFileNumber] as? NSNumber
        else { return false }
        return inode == second[.systemFileNumber] as? NSNumber
            && first[.systemNumber] as? NSNumber == second[.systemNumber] as? NSNumber
    }

    private static func resolved(_ path: String) -> String {
        URL(fileURLWithPath: path).resolvingSymlinksInPath().path
    }

    private static func isFolder(_ path: String) -> Bool {
        var isDirectory: ObjCBool = false
        return FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory) && isDirectory.boolValue
    }

    /// Makes the folders of the copies.
    func makeFolders() throws {
        for folder in Set(items.map { parent(of: $0.output) }).sorted() {
            try LinuxFileSystem().makeDirectories(folder)
        }
    }
}
