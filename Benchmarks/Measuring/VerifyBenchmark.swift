import ArgumentParser
import Diagnostics
import Foundation
import PDFSyntax
import PKI
import Verification

/// Verifies files over and over in one process, as a service does, and prints what that took as one JSON line. What is
/// timed is everything from the bytes of a file to its report, with every check that `sohoa verify` makes.
struct VerifyBenchmark: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "verify")

    @Option(help: "Folder with the anchors, the intermediates and the revocation lists.")
    var trust: String
    @Option(help: "How many files to verify.")
    var count = 1000
    @Flag(help: "Forget before each file what earlier ones left: the process has just read --trust and seen no file.")
    var cold = false
    @Option(help: "What every file must come out as; another conclusion ends the run.")
    var expect = FileReport.Conclusion.totalPassed.rawValue
    @Argument(help: "PDFs, taken in turn until --count is reached.")
    var files: [String]

    func run() throws {
        guard !files.isEmpty, count > 0 else { throw ValidationError("--count, files: see --help") }
        let documents = try files.map { (name: $0, bytes: ByteView(try Benchmark.read($0))) }
        let remembered = try verifier()
        for document in documents { try verify(document, remembered) }

        let start = ProcessUsage.now
        var spent = 0.0
        var residentAtTenth = 0
        for turn in 0..<count {
            if turn == count / 10 { residentAtTenth = ProcessUsage.residentBytes }
            if cold { DecodedObjectMemory.forgetAll() }
            let verifier = cold ? try verifier() : remembered
            let before = ProcessUsage.threadSeconds
            try verify(documents[turn % documents.count], verifier)
            spent += ProcessUsage.threadSeconds - before
        }
        try Benchmark.report(
            Result(
                name: "sohoa verify" + (cold ? ", no file seen before" : ""), n: count, cpuSeconds: spent,
                wallSeconds: ProcessUsage.now.wallSeconds - start.wallSeconds, residentAtTenth: residentAtTenth,
                residentAtEnd: ProcessUsage.residentBytes))
    }

    private func verifier() throws -> FileVerifier {
        FileVerifier(trust: try TrustDirectory.load(trust).store, now: Date(), language: .vi)
    }

    /// A fast wrong answer is not a measurement.
    private func verify(_ document: (name: String, bytes: ByteView), _ verifier: FileVerifier) throws {
        let report = try verifier.verify(document.bytes, name: document.name, status: nil)
        guard report.conclusion.rawValue == expect else {
            throw ValidationError("\(document.name): \(report.conclusion.rawValue)")
        }
    }

    private struct Result: Encodable {
        var name: String
        var n: Int
        /// CPU time of verifying alone.
        var cpuSeconds: Double
        /// Of the whole run.
        var wallSeconds: Double
        /// Memory in use after a tenth of the files, and after all.
        var residentAtTenth: Int
        var residentAtEnd: Int
    }
}
