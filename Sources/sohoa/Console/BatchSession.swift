import BatchEngine
import Diagnostics
import Foundation
import Glibc
import PKI
import Profiles
import Records
import Synchronization
import Vault
import Workers

/// Everything around one batch run: opens vault, keys and workers, tells how it goes, and ends with the right status.
struct BatchSession {
    var folder: String
    var profile: String
    var vault: String
    var jobs: Int
    var json: Bool
    var console: Console

    /// A session that continues the last run of `vault`.
    static func ofLastRun(vault: String, jobs: Int, json: Bool, console: Console) throws -> BatchSession {
        let last = try BatchStatus.lastRun(vault: vault)
        return BatchSession(
            folder: last.folder, profile: last.profile, vault: vault, jobs: jobs, json: json, console: console)
    }

    func run() throws -> ExitStatus {
        let summary = try digitize()
        if json {
            console.result(try CanonicalJSON.line(summary))
        } else {
            console.say(text(summary))
        }
        if Interruption.isRequested { return .interrupted }
        return summary.needsReview + summary.rejected > 0 ? .undetermined : .done
    }

    /// Runs the batch and returns its counts.
    func digitize() throws -> BatchSummary {
        // Looked at first: a mistyped folder must not leave an empty vault behind.
        guard FileManager.default.isReadableFile(atPath: folder) else { throw BatchError.folder(folder) }
        let rules = try ProfileLoader.profile(agencyFile: profile)
        let now = Date()
        let services = try SigningServices(rules.agency, trust: [], console: console)
        let opener = SignerOpening(rules: rules.agency, services: services, console: console)
        let signers = try BatchSigners.open(
            rules.agency, identity: { try opener.open($0) }, key: { try opener.open(key: $0) })
        let store = try VaultOpening.openOrCreate(vault, for: rules.agency, now: now)
        let progress = BatchProgress(console: console, json: json)
        Interruption.listen()
        let workers = WorkerPool(.sohoa, count: jobs)
        defer { workers.close() }
        let run = try BatchRun(
            BatchRun.Setting(
                profile: rules, signers: signers, services: services.signature, workers: workers, vault: store,
                jobs: jobs, clock: { Date() },
                shouldStop: { Interruption.isRequested }),
            tell: progress.tell)
        defer { progress.end() }
        var summary = try run.run(folder: folder, profilePath: profile)
        summary.seconds = (summary.seconds * 1000).rounded() / 1000
        return summary
    }

    private func text(_ summary: BatchSummary) -> Bilingual {
        Bilingual(
            vi: "Tìm thấy \(summary.found): lưu kho \(summary.filed), chờ xem \(summary.needsReview), "
                + "để riêng \(summary.rejected), đã có \(summary.alreadyFiled) (\(summary.seconds) giây).",
            en: "Found \(summary.found): filed \(summary.filed), for review \(summary.needsReview), "
                + "set aside \(summary.rejected), already filed \(summary.alreadyFiled) (\(summary.seconds) s).")
    }
}

/// Ctrl-C: the first asks the run to stop after the documents in flight, the second ends the process at once.
enum Interruption {
    private static let requested = Atomic<Bool>(false)

    static var isRequested: Bool { requested.load(ordering: .relaxed) }

    static func listen() {
        for number in [SIGINT, SIGTERM] {
            signal(number) { number in
                if Interruption.requested.exchange(true, ordering: .relaxed) { _exit(128 + number) }
            }
        }
    }
}

/// Opens the vault of a batch, or makes it.
enum VaultOpening {
    static func openOrCreate(_ path: String, for agency: AgencyProfile, now: Date) throws -> Vault {
        if try Vault.exists(at: path) { return try Vault.open(at: path) }
        return try create(path, name: agency.name, host: agency.qrHost, now: now)
    }

    static func create(_ path: String, name: String, host: String, now: Date) throws -> Vault {
        let year = VietnamTime.day(now).year
        let identity = VaultIdentity(
            id: Hexadecimal.encode(SecureRandom.bytes(16)), name: name, logOrigin: "\(host)/sohoa/\(year)",
            created: VietnamTime.iso8601(now))
        return try Vault.create(at: path, identity: identity, secret: SecureRandom.bytes(32))
    }
}
