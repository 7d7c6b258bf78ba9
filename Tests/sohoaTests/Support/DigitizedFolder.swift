import Foundation
import TestSupport

/// All test documents digitized once by `sohoa batch run --json`, for the tests that read what it printed and filed.
struct DigitizedFolder: Sendable {
    /// The vault; read only.
    let vault: URL
    /// What the run printed.
    let run: BatchResult

    /// The shared one.
    static let shared = Result { try DigitizedFolder() }

    private init() throws {
        vault = try Scratch.folder("digitized").appendingPathComponent("vault")
        run = try BatchResult.run(Checkout.testDocuments.path, into: vault)
    }
}
