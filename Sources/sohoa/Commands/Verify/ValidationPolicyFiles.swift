import Diagnostics
import Foundation
import PKI
import Profiles
import Verification

/// Reads the files of `--policy`.
enum ValidationPolicyFiles {
    /// The shipped policies, those of `files` in place of the same stores'.
    /// - Throws: `file-unreadable`, `policy-refused`.
    static func load(_ files: [String]) throws -> ValidationPolicies {
        if files.isEmpty { return .standard }
        return ValidationPolicies(
            try files.map { file in
                guard let text = FileManager.default.contents(atPath: file) else { throw CommandError.unreadable(file) }
                switch ValidationRulesFile.read([UInt8](text), name: file) {
                case .read(let rules): return rules
                case .refused(let problems): throw CommandError.policyRefused(file, problems)
                }
            })
    }
}
