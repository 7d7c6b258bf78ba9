import Diagnostics
import Glibc
import PDFSyntax

/// A file that a user names to be looked at.
enum InputFile {
    /// Maps an ordinary file; a pipe or a device would make us wait for ever.
    /// - Throws: `file-unreadable`, or the error of mapping.
    static func map(_ path: String) throws -> ByteView {
        var facts = stat()
        guard stat(path, &facts) == 0, facts.st_mode & S_IFMT == S_IFREG else { throw CommandError.unreadable(path) }
        return try ByteView(mappingFileAt: path)
    }
}
