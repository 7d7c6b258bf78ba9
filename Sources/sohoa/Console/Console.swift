import ArgumentParser
import Diagnostics
import Foundation

/// Standard streams: stdout carries results only, stderr carries `sohoa: error:` and `sohoa: hint:` lines and progress.
struct Console: Sendable {
    var language: Language

    /// A result.
    func result(_ line: String) { write(line + "\n", to: 1) }

    /// Bytes as they are, for `vault get` and the like.
    func result(bytes: [UInt8]) { write(bytes, to: 1) }

    func say(_ text: Bilingual) { result(text.text(in: language)) }

    func error(_ failure: any UserFacingError) {
        write("sohoa: error: \(failure.what.text(in: language))\n", to: 2)
        if let remedy = failure.remedy { hint(remedy) }
    }

    func error(_ text: Bilingual) { write("sohoa: error: \(text.text(in: language))\n", to: 2) }

    func hint(_ text: Bilingual) { write("sohoa: hint: \(text.text(in: language))\n", to: 2) }

    func note(_ text: Bilingual) { write("sohoa: \(text.text(in: language))\n", to: 2) }

    /// Progress: overwritten in place, only on a terminal.
    func progress(_ line: String) {
        guard isTerminal else { return }
        write("\r\u{1B}[K" + line, to: 2)
    }

    /// Ends the progress line.
    func endProgress() {
        guard isTerminal else { return }
        write("\r\u{1B}[K", to: 2)
    }

    var isTerminal: Bool { isatty(2) == 1 }

    private func write(_ text: String, to descriptor: Int32) { write(Array(text.utf8), to: descriptor) }

    private func write(_ bytes: [UInt8], to descriptor: Int32) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let written = rest.withUnsafeBytes { Foundation.write(descriptor, $0.baseAddress, $0.count) }
            if written < 0 {
                if errno == EINTR || errno == EAGAIN { continue }
                // A result that nobody got must not end as success: `vault get … > file` on a full disk.
                if descriptor == 1 {
                    error(
                        Bilingual(
                            vi: "Không ghi được kết quả: \(String(cString: strerror(errno))).",
                            en: "The result could not be written: \(String(cString: strerror(errno)))."))
                    Foundation.exit(ExitStatus.storage.rawValue)
                }
                return
            }
            rest = rest.dropFirst(written)
        }
    }
}

/// Options every command has.
struct CommonOptions: ParsableArguments {
    @Option(name: .long, help: "Ngôn ngữ của thông báo: vi hoặc en. / Language of messages: vi or en.")
    var lang: Language = .vi

    var console: Console { Console(language: lang) }
}

extension Language: ExpressibleByArgument {}

/// A command whose failures become `sohoa: error:` lines and the exit statuses of the contract.
protocol SohoaCommand: ParsableCommand {
    var common: CommonOptions { get }
    func perform(_ console: Console) throws -> ExitStatus
}

extension SohoaCommand {
    mutating func run() throws {
        let console = common.console
        let status: ExitStatus
        do {
            status = try perform(console)
        } catch let failure as any UserFacingError {
            console.error(failure)
            status = ExitStatus(failure.kind)
        } catch let exit as ExitCode {
            throw exit
        } catch let invalid as ValidationError {
            throw invalid
        } catch {
            console.error(Bilingual(vi: "Lỗi nội bộ: \(error)", en: "Internal error: \(error)"))
            status = .internal
        }
        if status != .done { throw status.error }
    }
}
