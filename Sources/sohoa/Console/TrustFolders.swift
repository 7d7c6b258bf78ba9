import Diagnostics
import PKI

/// Reads the folders of `--trust`.
enum TrustFolders {
    /// Everything of all folders; files that are no certificates are named on stderr.
    static func load(_ folders: [String], console: Console) throws -> TrustStore {
        var store = TrustStore()
        for folder in folders {
            let directory = try TrustDirectory.load(absolute(folder))
            store.add(directory.store)
            for skipped in directory.skipped {
                console.note(
                    Bilingual(
                        vi: "bỏ qua \(skipped.path): \(skipped.reason.vi)",
                        en: "skipped \(skipped.path): \(skipped.reason.en)"))
            }
        }
        return store
    }
}
