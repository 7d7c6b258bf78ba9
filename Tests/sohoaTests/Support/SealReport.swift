import Foundation
import TestSupport

/// `sohoa verify --qr --json`, as the contract has it (docs/json.md).
struct SealReport: Decodable {
    struct Sealed: Decodable {
        var issuer: String
        var dossier: String?
        var procedure: String?
        var holderId: String?
        var holderName: String?
        var title: String?
        var system: String?
        var issued: String
        var issuedDate: String?
        var validUntil: String?
        var scope: String?
        var numberAndNotation: String?
        var baseDigest: String?
        var baseLength: Int?
    }

    var schema: String
    var conclusion: VerifyReport.Conclusion
    var subIndication: String?
    var verdict: VerifyReport.Verdict
    var code: String?
    var host: String?
    var seal: Sealed?
    var signer: VerifyReport.Signature.Signer?
    var trust: VerifyReport.Signature.Trust
    var record: VerifyReport.RecordStatus
    var reasons: [VerifyReport.Reason]

    /// `sohoa verify --qr TEXT-OR-IMAGE --json`.
    static func of(_ textOrImage: String, trusting: Bool = true) throws -> (report: SealReport, status: Int32) {
        var arguments = ["verify", "--qr", textOrImage, "--json"]
        if trusting { arguments += ["--trust", try DemoWorld.shared.get().trust] }
        let run = try SohoaBinary.run(arguments)
        guard let report = try run.decoded(as: SealReport.self).first else {
            throw Missing("report of a QR code: \(run.stderr)")
        }
        return (report, run.status)
    }
}
