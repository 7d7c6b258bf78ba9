import Diagnostics
import Foundation
import Glibc

/// Reads PINs: from the file the profile names, else from the terminal; never from an argument.
enum PIN {
    /// The first line of a file, or of a pipe or descriptor such as `/dev/fd/3`.
    static func read(file: String) throws -> [UInt8] {
        let unreadable = CommandError(
            .pinUnreadable, .configuration, vi: "Không đọc được tệp mã PIN “\(file)”.",
            en: "The PIN file “\(file)” cannot be read.",
            remedy: Bilingual(vi: "Kiểm tra đường dẫn tệp mã PIN.", en: "Check the path of the PIN file."))
        let descriptor = open(file, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw unreadable }
        defer { close(descriptor) }
        var line: [UInt8] = []
        var byte: UInt8 = 0
        // Not a byte more than the line: what follows on a descriptor may be for somebody else.
        while line.count < 1024 {
            let count = Glibc.read(descriptor, &byte, 1)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw unreadable }
            if count == 0 || byte == 0x0A { break }
            line.append(byte)
        }
        return line.last == 0x0D ? line.dropLast() : line
    }

    /// Asks on the terminal without echo; nil when there is none.
    static func prompt(_ text: String) -> [UInt8]? {
        guard let line = getpass(text) else { return nil }
        return Array(String(cString: line).utf8)
    }
}
