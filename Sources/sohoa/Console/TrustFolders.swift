import Diagnostics
import Foundation
import PKI

/// Reads the folders of `--trust`, or the user's own.
enum TrustFolders {
    /// Everything of all folders; files that were passed over are named on stderr.
    /// - Parameter folders: with none, what `sohoa trust import` has written, if anything.
    static func load(_ folders: [String], console: Console) throws -> TrustStore {
        let directory = try directory(folders)
        for skipped in directory?.skipped ?? [] {
            console.note(
                Bilingual(
                    vi: "bỏ qua \(skipped.path): \(skipped.reason.vi)",
                    en: "skipped \(skipped.path): \(skipped.reason.en)"))
        }
        return directory?.store ?? TrustStore()
    }

    /// The folders with all that is known about their files; nil when none is named and the user has none.
    static func directory(_ folders: [String]) throws -> TrustDirectory? {
        let paths = paths(folders)
        return paths.isEmpty ? nil : try TrustDirectory.load(paths, pins: ShippedPins.pins())
    }

    /// Which folders are read.
    static func paths(_ folders: [String]) -> [String] {
        if !folders.isEmpty { return folders.map(absolute) }
        return [UserFolders.trust].compactMap(\.self).filter { FileManager.default.fileExists(atPath: $0) }
    }
}
