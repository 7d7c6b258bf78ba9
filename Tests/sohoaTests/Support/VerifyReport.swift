import Foundation
import TestSupport

/// `sohoa verify --json`, as the contract has it (docs/json.md): decoding fails when a key or a word is another.
struct VerifyReport: Decodable {
    enum Conclusion: String, Decodable {
        case totalPassed = "TOTAL-PASSED"
        case totalFailed = "TOTAL-FAILED"
        case indeterminate = "INDETERMINATE"
        case noSignature = "NO-SIGNATURE"
        case unreadable = "UNREADABLE"
    }

    enum Verdict: String, Decodable {
        case valid
        case notInForce = "not-in-force"
        case invalid
        case undetermined
    }

    struct Reason: Decodable {
        var code: String
        var message: String
    }

    struct Signature: Decodable {
        enum Kind: String, Decodable {
            case signature
            case documentTimestamp = "document-timestamp"
        }

        enum Coverage: String, Decodable { case file, revision, partial }
        enum ChangesAfter: String, Decodable { case none, permitted, suspicious }
        enum Indication: String, Decodable {
            case passed = "PASSED"
            case failed = "FAILED"
            case indeterminate = "INDETERMINATE"
        }

        struct Signer: Decodable {
            var name: String
            var subject: String
            var issuer: String
            var serial: String
        }

        struct Trust: Decodable {
            enum Store: String, Decodable { case official, `public`, demo, none }
            var store: Store
            var anchor: String?
        }

        struct Time: Decodable {
            var claimed: String?
            var timestamp: String?
            var best: String?
        }

        struct Algorithms: Decodable {
            var digest: String
            var key: String
        }

        var field: String?
        var type: Kind
        var level: String
        var intact: Bool?
        var signatureValid: Bool
        var coverage: Coverage
        var changesAfter: ChangesAfter
        var indication: Indication
        var subIndication: String?
        var signer: Signer?
        var trust: Trust
        var time: Time
        var algorithms: Algorithms
        var reasons: [Reason]
    }

    struct RecordStatus: Decodable {
        enum Status: String, Decodable {
            case inForce = "in-force"
            case revoked, replaced, expired, unknown
        }

        var urn: String?
        var status: Status
    }

    struct Seal: Decodable {
        var present: Bool
        var matches: Bool?
    }

    var schema: String
    var file: String
    var sha256: String
    var conclusion: Conclusion
    var verdict: Verdict
    var signatures: [Signature]
    var record: RecordStatus
    var seal: Seal
    var reasons: [Reason]?

    /// Every reason of the report.
    var allReasons: [Reason] { (reasons ?? []) + signatures.flatMap(\.reasons) }
}

/// One run of `sohoa verify`.
struct Verification {
    let command: CommandResult
    let reports: [VerifyReport]

    /// `sohoa verify FILES --json`, trusting the demo's authorities unless told otherwise.
    init(_ files: [String], trusting: Bool = true, options: [String] = []) throws {
        var arguments = ["verify"] + files + ["--json"] + options
        if trusting { arguments += ["--trust", try DemoWorld.shared.get().trust] }
        command = try SohoaBinary.run(arguments)
        reports = try command.decoded(as: VerifyReport.self)
    }

    /// The same for one file.
    static func of(_ file: URL, trusting: Bool = true, options: [String] = []) throws -> (VerifyReport, Int32) {
        let run = try Verification([file.path], trusting: trusting, options: options)
        guard let report = run.reports.first, run.reports.count == 1 else { throw Missing("report of \(file.path)") }
        return (report, run.command.status)
    }
}

/// Something a test needs was not there.
struct Missing: Error, CustomStringConvertible {
    let description: String
    init(_ what: String) { description = "missing: \(what)" }
}
