import Foundation
import PDFSyntax

/// A file that a user names to be looked at.
enum InputFile {
    /// Maps an ordinary file; a pipe or a device would make us wait for ever.
    /// - Throws: `file-unreadable`, or the error of mapping.
    static func map(_ path: String) throws -> ByteView {
        var isDirectory: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory), !isDirectory.boolValue,
            let attributes = try? FileManager.default.attributesOfItem(
                atPath: URL(fileURLWithPath: path).resolvingSymlinksInPath().path),
            attributes[.type] as? FileAttributeType == .typeRegular
        else { throw CommandError.unreadable(path) }
        return try ByteView(mappingFileAt: path)
    }
}
