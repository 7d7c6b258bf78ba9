import Foundation

/// The OCFL storage roots of a vault, one a volume.
enum OCFLRoots {
    static func of(_ vault: URL) throws -> [String] {
        let volumes = vault.appendingPathComponent("volumes").path
        return try FileManager.default.contentsOfDirectory(atPath: volumes).sorted().map { "\(volumes)/\($0)/root" }
    }
}
