import ArgumentParser
import Diagnostics
import Foundation

/// `sohoa`: from scans and dossiers to signed, QR-sealed, filed and verifiable records.
@main
struct Sohoa: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sohoa",
        abstract: "Số hóa kết quả thủ tục hành chính: quét, ký số, gắn QR, lưu kho, kiểm tra.",
        discussion: """
            Digitizes results of Vietnamese administrative procedures into signed, verifiable records. \
            Every command takes --lang en for English.
            """,
        version: Version.current,
        groupedSubcommands: [
            CommandGroup(name: "Bắt đầu / Start", subcommands: [DemoCommand.self, DoctorCommand.self]),
            CommandGroup(name: "Số hóa / Digitize", subcommands: [BatchCommand.self]),
            CommandGroup(
                name: "Từng tệp / Single file",
                subcommands: [SignCommand.self, VerifyCommand.self, InspectCommand.self]),
            CommandGroup(name: "Kho / Vault", subcommands: [VaultCommand.self]),
            CommandGroup(name: "Cấu hình / Profiles", subcommands: [ProfileCommand.self, TrustCommand.self]),
            CommandGroup(name: "Nội bộ / Internal", subcommands: [WorkerCommand.self]),
        ])

    /// Parses and runs; a wrong call is told in the form of every other error.
    static func main() {
        do {
            var command = try parsedAlone(CommandLine.arguments.dropFirst()) ?? parseAsRoot()
            try command.run()
        } catch {
            guard exitCode(for: error) == .validationFailure else { exit(withError: error) }
            let console = Console(language: .vi)
            let detail = message(for: error)
            console.error(Bilingual(vi: "Cách gọi lệnh chưa đúng: \(detail)", en: "Wrong usage: \(detail)"))
            console.hint(Bilingual(vi: "Xem “sohoa help”.", en: "See “sohoa help”."))
            Foundation.exit(ExitStatus.usage.rawValue)
        }
    }

    /// Commands that are over in milliseconds: building the tree of all commands first would take as long again.
    private static let short: [any ParsableCommand.Type] = [
        VerifyCommand.self, WorkerCommand.self, InspectCommand.self,
    ]

    /// The command that `arguments` call, parsed without the others; nil when it is none of the short ones, or when
    /// there is anything to say about the call, which the whole tree says best.
    private static func parsedAlone(_ arguments: ArraySlice<String>) -> (any ParsableCommand)? {
        guard let name = arguments.first else { return nil }
        if name == "verify", let plain = PlainVerifyCall.command(arguments.dropFirst()) { return plain }
        let command = short.first { $0.configuration.commandName == name }
        return try? command?.parse(Array(arguments.dropFirst()))
    }
}

/// The version this binary reports.
enum Version {
    static let current = "0.1.0"
}
