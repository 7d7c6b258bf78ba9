import BatchEngine
import Diagnostics
import Foundation
import PAdES
import PDFSyntax
import PKI
import Profiles
import Records
import Signing
import Vault

/// Everything around one `sohoa sign`: opens keys and services, signs, tells how it goes.
struct SignSession {
    let rules: Profile
    let command: SignCommand
    let console: Console

    var level: AgencyProfile.Level { command.level ?? rules.agency.level }

    /// Signs files: one signature, or all steps of the profile.
    func sign() throws -> ExitStatus {
        let plan = try SigningPlan(command.files, out: command.output.out, outFolder: command.output.outDir)
        let services = try SigningServices(rules.agency, trust: command.key.trust, console: console)
        let orders = try SigningOrders(rules: rules, command: command, level: level)
        defer { orders.close() }
        let steps = try orders.steps(services: services, console: console)
        try plan.makeFolders()
        Interruption.listen()
        let run = SigningRun(
            steps: steps, jobs: command.output.jobs, clock: { Date() }, shouldStop: { Interruption.isRequested })
        return try report(found: plan.items.count, level: level) { try run.run(plan.items, tell: $0) }
    }

    /// Raises or renews files that are signed already.
    func extendFiles() throws -> ExitStatus {
        let plan = try SigningPlan(command.files, out: command.output.out, outFolder: command.output.outDir)
        let services = try SigningServices(rules.agency, trust: command.key.trust, console: console).signature
        try plan.makeFolders()
        Interruption.listen()
        let run = ExtensionRun(
            level: command.level ?? .bLTA, services: services, jobs: command.output.jobs, clock: { Date() },
            shouldStop: { Interruption.isRequested })
        return try report(found: plan.items.count, level: command.level ?? .bLTA) { try run.run(plan.items, tell: $0) }
    }

    private func report(
        found: Int, level: AgencyProfile.Level,
        _ run: (@Sendable (SigningItem, SigningOutcome) -> Void) throws -> SigningResult
    ) throws -> ExitStatus {
        let progress = SigningProgress(
            console: console, json: command.output.json, level: level.rawValue, found: found)
        defer { progress.end() }
        let result = try run(progress.tell)
        var summary = result.summary
        summary.seconds = (summary.seconds * 1000).rounded() / 1000
        progress.end()
        if command.output.json {
            console.result(try CanonicalJSON.line(summary))
        } else if found > 1 {
            console.say(
                Bilingual(
                    vi: "Đã ký \(summary.signed)/\(found) tệp, có sẵn \(summary.alreadySigned), không ký được "
                        + "\(summary.failed), còn lại \(summary.left) (\(summary.seconds) giây).",
                    en: "Signed \(summary.signed) of \(found) files, there already \(summary.alreadySigned), refused "
                        + "\(summary.failed), left \(summary.left) (\(summary.seconds) s)."))
        }
        if let obstacle = result.obstacle { throw obstacle }
        if Interruption.isRequested { return .interrupted }
        return progress.refusal ?? .done
    }

    /// Renews what a vault holds.
    func renewVault() throws -> ExitStatus {
        let services = try SigningServices(rules.agency, trust: command.key.trust, console: console).signature
        let vault = try Vault.open(at: absolute(command.renewal.vault ?? ""))
        Interruption.listen()
        let renewal = VaultRenewal(
            vault: vault, services: services, agency: rules.agency.name, jobs: command.output.jobs, clock: { Date() },
            shouldStop: { Interruption.isRequested })
        let summary = try renewal.run(endingBefore: deadline) { [json = command.output.json, console] urn, outcome in
            RenewalLine(urn, outcome, console.language).print(to: console, json: json)
        }
        if command.output.json {
            console.result(try CanonicalJSON.line(summary))
        } else {
            console.say(
                Bilingual(
                    vi: "Đã xem \(summary.found) giấy tờ: gia hạn \(summary.renewed), chưa đến hạn \(summary.notDue), "
                        + "không gia hạn được \(summary.failed).",
                    en: "Looked at \(summary.found) results: renewed \(summary.renewed), not due \(summary.notDue), "
                        + "failed \(summary.failed)."))
        }
        if Interruption.isRequested { return .interrupted }
        return summary.failed > 0 ? .undetermined : .done
    }

    /// Half a year ahead, unless told otherwise: time enough for a vault of millions.
    private var deadline: Date {
        command.renewal.before.map(VietnamTime.start) ?? Date().addingTimeInterval(180 * 86_400)
    }
}

/// One result of a renewal.
private struct RenewalLine: Encodable {
    var urn: String
    var outcome: String
    var until: String?
    var code: String?
    var message: String?

    init(_ urn: RecordURN, _ outcome: VaultRenewal.Outcome, _ language: Language) {
        self.urn = urn.rawValue
        switch outcome {
        case .renewed(let until): (self.outcome, self.until) = ("renewed", until.map { VietnamTime.iso8601($0) })
        case .notDue(let until): (self.outcome, self.until) = ("notDue", VietnamTime.iso8601(until))
        case .failed(let failure):
            (self.outcome, code, message) = ("failed", failure.codeName, failure.what.text(in: language))
        }
    }

    func print(to console: Console, json: Bool) {
        if json {
            if let line = try? CanonicalJSON.line(self) { console.result(line) }
        } else if outcome == "renewed" {
            console.result(urn)
        } else if let message {
            console.note(Bilingual(vi: "\(urn): \(message)", en: "\(urn): \(message)"))
        }
    }
}
