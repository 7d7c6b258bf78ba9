import ArgumentParser
import Workers

/// `sohoa worker`: the confined child that runs the C decoders; never called by hand.
struct WorkerCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "worker", abstract: "Tiến trình con nội bộ. / Internal child process.", shouldDisplay: false)

    func run() throws {
        try WorkerServer.run(input: 0, output: 1)
    }
}
