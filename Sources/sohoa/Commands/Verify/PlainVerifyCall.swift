import ArgumentParser
import Diagnostics
import Foundation

/// `sohoa verify [--json] [--offline] [--lang L] [--trust DIR]… FILE…`: how scripts call it, file after file. It is read
/// here, since reflecting on the options of a command takes the argument parser as long as verifying a file takes us.
enum PlainVerifyCall {
    /// The command that `arguments`, the words behind `verify`, ask for; nil for any call that is not quite so plain,
    /// which the argument parser reads and has its say about.
    static func command(_ arguments: ArraySlice<String>) -> VerifyCommand? {
        var files: [String] = []
        var trust: [String] = []
        var (isJSON, isOffline) = (false, false)
        var language: Language?
        var words = arguments.makeIterator()
        while let word = words.next() {
            switch word {
            case "--json" where !isJSON: isJSON = true
            case "--offline" where !isOffline: isOffline = true
            case "--lang" where language == nil:
                guard let named = words.next().flatMap(Language.init(rawValue:)) else { return nil }
                language = named
            case "--trust":
                guard let folder = words.next(), isPlain(folder) else { return nil }
                trust.append(folder)
            default:
                guard isPlain(word) else { return nil }
                files.append(word)
            }
        }
        return files.isEmpty ? nil : command(files, trust, isJSON, isOffline, language ?? .vi)
    }

    private static func isPlain(_ word: String) -> Bool { !word.isEmpty && !word.hasPrefix("-") }

    /// Everything must be set: an option that was not parsed has no value, not even its default.
    private static func command(
        _ files: [String], _ trust: [String], _ isJSON: Bool, _ isOffline: Bool, _ language: Language
    ) -> VerifyCommand {
        var command = VerifyCommand()
        (command.files, command.qr) = (files, nil)
        var common = CommonOptions()
        common.lang = language
        var evidence = VerifyEvidenceOptions()
        (evidence.trust, evidence.at, evidence.offline) = (trust, nil, isOffline)
        (evidence.archive, evidence.vault, evidence.policy, evidence.passwordFile) = (nil, nil, [], nil)
        var output = VerifyOutputOptions()
        (output.json, output.report) = (isJSON, nil)
        output.jobs = ProcessInfo.processInfo.activeProcessorCount
        (command.common, command.evidence, command.output) = (common, evidence, output)
        return command
    }
}
