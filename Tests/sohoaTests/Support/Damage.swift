import Foundation

/// Harm done to files on purpose.
enum Damage {
    /// Turns one bit of a byte.
    static func flipByte(of file: URL, at place: Int) throws {
        // Files of a vault may be read-only.
        try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: file.path)
        var bytes = [UInt8](try Data(contentsOf: file))
        guard bytes.indices.contains(place) else { throw Missing("byte \(place) of \(file.path)") }
        bytes[place] ^= 1
        try Data(bytes).write(to: file)
    }
}
