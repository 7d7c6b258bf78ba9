import ArgumentParser
import Foundation

/// `sohoa-bench`: what signing and verifying take inside one process. Each command prints one JSON line, as the peers do.
@main
struct Benchmark: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sohoa-bench", subcommands: [SignBenchmark.self, VerifyBenchmark.self])

    static func read(_ path: String) throws -> [UInt8] { [UInt8](try Data(contentsOf: URL(fileURLWithPath: path))) }

    static func report(_ result: some Encodable) throws {
        print(String(decoding: try JSONEncoder().encode(result), as: UTF8.self))
    }
}
