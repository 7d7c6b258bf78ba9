import Foundation

/// Where the user's own data lie (XDG Base Directory Specification).
enum UserFolders {
    /// Trusted certificates: what `sohoa trust import` writes and every command reads that is not told otherwise. Nil
    /// without a home.
    static var trust: String? { data.map { $0 + "/sohoa/trust" } }

    /// Dated revocation data.
    static var evidence: String? { data.map { $0 + "/sohoa/evidence" } }

    private static var data: String? {
        let environment = ProcessInfo.processInfo.environment
        // The specification wants relative paths ignored.
        if let folder = environment["XDG_DATA_HOME"], folder.hasPrefix("/") { return folder }
        return environment["HOME"].flatMap { $0.hasPrefix("/") ? $0 + "/.local/share" : nil }
    }
}
