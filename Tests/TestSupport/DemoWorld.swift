import Foundation

/// What `sohoa demo` makes, made once for all tests: keys, a profile, TestDocuments filed in a vault. Tests only read it;
/// one that changes something makes its own copy.
public struct DemoWorld: Sendable {
    /// The demo's folder.
    public let folder: URL
    /// How the command ended.
    public let result: CommandResult

    /// The demo ended without a vault: every test that needs one fails with what the command said.
    struct Failure: Error, CustomStringConvertible {
        let description: String
    }

    /// The shared one.
    public static let shared = Result { try DemoWorld() }

    private init() throws {
        folder = try Scratch.folder("demo").appendingPathComponent("demo")
        // The batch folder itself, so that paths in the vault are those of its manifest.
        result = try SohoaBinary.run(
            ["demo", "--dir", folder.path, "--documents", Checkout.testDocuments.path], in: Checkout.root.path)
        guard FileManager.default.fileExists(atPath: vault.path) else { throw Failure(description: result.stderr) }
    }

    /// The vault.
    public var vault: URL { folder.appendingPathComponent("vault") }
    /// The profile of the demo's agency.
    public var profile: String { folder.appendingPathComponent("profile.yaml").path }
    /// What `--trust` reads.
    public var trust: String { folder.appendingPathComponent("pki/trust").path }
    /// The private keys and their passphrases.
    public var keys: URL { folder.appendingPathComponent("pki/keys") }

    /// The passphrases, which no output and no vault may contain.
    public func pins() throws -> [String] {
        try FileTree(keys).paths.filter { $0.hasSuffix(".pin") }.map { path in
            try String(contentsOf: keys.appendingPathComponent(path), encoding: .utf8)
                .trimmingCharacters(in: .whitespacesAndNewlines)
        }
    }
}
