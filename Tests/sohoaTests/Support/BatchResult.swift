import Foundation
import TestSupport

/// What `sohoa batch run|resume|retry --json` printed.
struct BatchResult: Sendable {
    /// A line of one document.
    struct Item: Decodable, Sendable {
        /// Why it is not filed.
        struct Reason: Decodable, Sendable {
            var code: String
            var message: String
        }

        var file: String
        var outcome: String
        var code: String?
        var message: String?
        var urn: String?
        var reasons: [Reason]?
    }

    /// The last line: `sohoa.batch/1`.
    struct Summary: Decodable, Sendable {
        var schema: String
        var found: Int
        var filed: Int
        var needsReview: Int
        var rejected: Int
        var alreadyFiled: Int
        var seconds: Double
        var vault: String

        /// The identity of the contract.
        var addsUp: Bool { found == filed + needsReview + rejected + alreadyFiled }
    }

    /// How the command ended.
    let command: CommandResult
    /// The lines before the last.
    let items: [Item]
    /// The last line.
    let summary: Summary

    /// - Throws: `DecodingError` when a line is not what the contract says.
    init(_ command: CommandResult) throws {
        self.command = command
        guard !command.lines.isEmpty else { throw Missing("output of a batch: \(command.status) \(command.stderr)") }
        let lines = command.lines.map { Data($0.utf8) }
        items = try lines.dropLast().map { try JSONDecoder().decode(Item.self, from: $0) }
        summary = try JSONDecoder().decode(Summary.self, from: lines.last ?? Data())
    }

    /// The item of a document.
    func item(_ file: String) -> Item? { items.first { $0.file == file } }

    /// `sohoa batch run FOLDER --json` with the demo's profile.
    static func run(_ folder: String, into vault: URL, jobs: Int = 2) throws -> BatchResult {
        let profile = try DemoWorld.shared.get().profile
        return try BatchResult(SohoaBinary.run(arguments(folder, into: vault, profile: profile, jobs: jobs)))
    }

    /// `sohoa batch resume --json`.
    static func resume(_ vault: URL) throws -> BatchResult {
        try BatchResult(SohoaBinary.run(["batch", "resume", "--vault", vault.path, "--json"]))
    }

    /// The arguments of a run.
    static func arguments(_ folder: String, into vault: URL, profile: String, jobs: Int = 2) -> [String] {
        ["batch", "run", folder, "--profile", profile, "--vault", vault.path, "--jobs", String(jobs), "--json"]
    }
}
