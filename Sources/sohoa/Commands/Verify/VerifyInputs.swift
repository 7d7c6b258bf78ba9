import Foundation

/// The files that the arguments of `sohoa verify` name.
enum VerifyInputs {
    /// A folder stands for the PDFs in it, at any depth, in the order of their names; links to folders are not followed.
    /// - Throws: `no-pdf-found` for a folder without any, `file-unreadable` for one that cannot be listed.
    static func expand(_ paths: [String]) throws -> [String] {
        try paths.flatMap { path -> [String] in
            var isDirectory: ObjCBool = false
            guard FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory), isDirectory.boolValue else {
                return [path]
            }
            guard FileManager.default.isReadableFile(atPath: path),
                let names = FileManager.default.enumerator(atPath: path)
            else { throw CommandError.unreadable(path) }
            let folder = path.hasSuffix("/") ? path : path + "/"
            let found = names.compactMap { $0 as? String }
                .filter { $0.lowercased().hasSuffix(".pdf") && !isFolder(folder + $0) }.sorted()
            if found.isEmpty { throw CommandError.noPDFsToVerify(path) }
            return found.map { folder + $0 }
        }
    }

    private static func isFolder(_ path: String) -> Bool {
        var isDirectory: ObjCBool = false
        return FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory) && isDirectory.boolValue
    }
}
