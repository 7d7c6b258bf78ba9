import Foundation
import Records
import Vault
import Verification

/// Lets verification ask a vault where a record stands.
enum VaultStatus {
    static func lookup(vault path: String, on now: Date) throws -> RecordStatusLookup {
        let vault = try Vault.open(at: path, access: .readOnly)
        let today = VietnamTime.day(now)
        return RecordStatusLookup { code in
            try vault.status(of: .sealCode(code)).map { .init(urn: $0.urn, status: $0.status(on: today)) }
        }
    }
}
