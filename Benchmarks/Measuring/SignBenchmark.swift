import ArgumentParser
import DemoPKI
import Foundation
import PDFSyntax
import PKI
import Profiles
import Signing
import Synchronization

/// Signs files over and over in one process, as a batch does, and prints what that took as one JSON line. Keys, files
/// and libraries are loaded first, as in the peers; what is timed is everything from the bytes of a file to the bytes
/// to append to it, the check of the new signature and of its level included.
struct SignBenchmark: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "sign")

    @Option(help: "PKCS#12 file with key, certificate and chain.")
    var p12: String
    @Option(help: "File whose first line is its passphrase.")
    var passFile: String
    @Option(help: "B-B, B-T, B-LT or B-LTA; above B-B with --tsa, --tsa-pass-file and --trust.")
    var level = "B-B"
    @Option(help: "PKCS#12 file of the time-stamping authority, which answers inside this process.")
    var tsa: String?
    @Option(help: "File whose first line is the passphrase of --tsa.")
    var tsaPassFile: String?
    @Option(help: "Folder with the anchors and the revocation lists.")
    var trust: String?
    @Option(help: "How many signatures to time.")
    var count = 1000
    @Option(help: "How many threads sign.")
    var jobs = 1
    @Option(help: "Folder for the signed files, one of each input, written outside the timed loop.")
    var out: String?
    @Argument(help: "PDFs, taken in turn until --count is reached.")
    var files: [String]

    func run() throws {
        guard let level = AgencyProfile.Level(rawValue: level), let first = files.first, jobs > 0, count > 0 else {
            throw ValidationError("--level, --jobs, --count: see --help")
        }
        let services = try BenchmarkServices(tsa: tsa, passFile: tsaPassFile, trust: trust)
        let signer = FileSigner(identity: try SigningIdentity(Self.open(p12, passFile)), services: services.all)
        let order = SignatureOrder(field: "ChuKySo", signerName: signer.identity.certificate.displayName, level: level)
        let documents = try files.map { ByteView(try Benchmark.read($0)) }
        if let out {
            for (path, document) in zip(files, documents) {
                let name = URL(fileURLWithPath: path).lastPathComponent
                let signed = document.bytes + (try signer.sign(document, order, at: Date()))
                try Data(signed).write(to: URL(fileURLWithPath: out).appendingPathComponent(name))
            }
        }
        _ = try signer.sign(documents.first ?? ByteView(try Benchmark.read(first)), order, at: Date())

        let progress = Mutex((started: 0, residentAtTenth: 0, failure: (any Error)?.none))
        services.meter.reset()
        let before = ProcessUsage.now
        DispatchQueue.concurrentPerform(iterations: jobs) { _ in
            while true {
                let turn = progress.withLock { state -> Int? in
                    guard state.started < count, state.failure == nil else { return nil }
                    if state.started == count / 10 { state.residentAtTenth = ProcessUsage.residentBytes }
                    state.started += 1
                    return state.started - 1
                }
                guard let turn else { return }
                do {
                    _ = try signer.sign(documents[turn % documents.count], order, at: Date())
                } catch {
                    progress.withLock { $0.failure = error }
                }
            }
        }
        let after = ProcessUsage.now
        let (residentAtTenth, failure) = progress.withLock { ($0.residentAtTenth, $0.failure) }
        if let failure { throw failure }
        let result = Result(
            name: "sohoa sign \(level.rawValue)", n: count, jobs: jobs,
            cpuSeconds: after.cpuSeconds - before.cpuSeconds - services.meter.seconds,
            wallSeconds: after.wallSeconds - before.wallSeconds, servicesSeconds: services.meter.seconds,
            residentAtTenth: residentAtTenth, residentAtEnd: ProcessUsage.residentBytes)
        try Benchmark.report(result)
    }

    private struct Result: Encodable {
        var name: String
        var n: Int
        var jobs: Int
        /// User and system time, without that of the authorities inside this process.
        var cpuSeconds: Double
        var wallSeconds: Double
        var servicesSeconds: Double
        /// Memory in use after a tenth of the signatures, and after all.
        var residentAtTenth: Int
        var residentAtEnd: Int
    }

    static func open(_ path: String, _ passFile: String) throws -> PKCS12 {
        let passphrase = try Benchmark.read(passFile).prefix { $0 != 0x0A && $0 != 0x0D }
        return try PKCS12.open(Benchmark.read(path), passphrase: Array(passphrase))
    }
}
