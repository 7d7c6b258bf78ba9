import Foundation
import PKI

/// The files that the arguments of `sohoa trust import` name.
enum TrustInputs {
    /// Larger than the lists of any authority.
    private static let maximumBytes = 64 << 20

    /// The files that one argument stands for: itself, or those of a folder whose names are right, at any depth. Links inside
    /// a folder are not followed.
    /// - Throws: `file-unreadable`, `trust-nothing-found` for a folder without any.
    static func files(_ path: String) throws -> [String] {
        var isDirectory: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory) else {
            throw CommandError.unreadable(path)
        }
        guard isDirectory.boolValue else { return [path] }
        guard FileManager.default.isReadableFile(atPath: path), let names = FileManager.default.enumerator(atPath: path)
        else { throw CommandError.unreadable(path) }
        let root = path.hasSuffix("/") ? path : path + "/"
        let found = names.compactMap { $0 as? String }.filter { name in
            TrustMaterial.isNamed(String(name.split(separator: "/").last ?? ""))
        }.sorted()
        if found.isEmpty { throw TrustCommandError.nothing(path) }
        return found.map { root + $0 }
    }

    /// Everything in a file.
    /// - Throws: `file-unreadable`, `trust-nothing-found`.
    static func items(_ path: String) throws -> [TrustImport.Item] {
        let items = TrustMaterial.all(in: try contents(path)).map { TrustImport.Item(file: path, material: $0) }
        if items.isEmpty { throw TrustCommandError.nothing(path) }
        return items
    }

    /// The bytes of a file that is XML; nil for any other.
    static func xml(_ path: String) throws -> [UInt8]? {
        let bytes = try contents(path)
        return TrustedListImport.isXML(bytes) ? bytes : nil
    }

    private static func contents(_ path: String) throws -> [UInt8] {
        let attributes = try? FileManager.default.attributesOfItem(
            atPath: URL(fileURLWithPath: path).resolvingSymlinksInPath().path)
        guard attributes?[.type] as? FileAttributeType == .typeRegular,
            (attributes?[.size] as? Int).map({ $0 <= maximumBytes }) == true,
            let bytes = FileManager.default.contents(atPath: path)
        else { throw CommandError.unreadable(path) }
        return [UInt8](bytes)
    }
}
