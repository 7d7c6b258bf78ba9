import Foundation
import TestSupport
import Testing

/// What the documents tell a reader to type exists, and what they link to is there.
@Suite struct DocumentationTests {
    private static let pages = ["README.md", "README.vi.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "docs/json.md"]

    /// Text between backquotes, and lines of fenced blocks.
    private static func code(_ page: String) throws -> [String] {
        var found: [String] = []
        var isFenced = false
        for line in try Checkout.text(page).components(separatedBy: "\n") {
            if line.hasPrefix("```") {
                isFenced.toggle()
            } else if isFenced {
                found.append(line)
            } else {
                found += line.components(separatedBy: "`").enumerated().filter { $0.offset % 2 == 1 }.map(\.element)
            }
        }
        return found.map { $0.trimmingCharacters(in: .whitespaces) }
    }

    @Test func makeTargetsExist() throws {
        let rules = try Checkout.text("Makefile").components(separatedBy: "\n").compactMap { line -> String? in
            guard let colon = line.firstIndex(of: ":"), line.first?.isLetter == true else { return nil }
            return String(line[..<colon])
        }
        for page in Self.pages {
            for command in try Self.code(page) where command.hasPrefix("make ") {
                let target = command.split(separator: " ").dropFirst().first { !$0.contains("=") }.map(String.init)
                #expect(target.map(rules.contains) == true, "\(page): \(command)")
            }
        }
        #expect(rules.contains("demo") && rules.contains("test"))
    }

    @Test func commandsAnswerHelp() throws {
        var commands: Set<[String]> = []
        for page in Self.pages {
            for code in try Self.code(page) where code.hasPrefix("sohoa ") {
                let words = code.split(separator: " ").dropFirst().prefix { word in
                    word.allSatisfy { $0.isASCII && $0.isLowercase }
                }
                if !words.isEmpty { commands.insert(words.map(String.init)) }
            }
        }
        #expect(commands.count >= 8)
        for command in commands {
            let run = try SohoaBinary.run(command + ["--help"])
            #expect(
                run.status == 0 && run.text.contains("USAGE: sohoa " + command.joined(separator: " ")), "\(command)")
        }
    }

    @Test func optionsShownExist() throws {
        for page in Self.pages {
            for code in try Self.code(page) where code.hasPrefix("sohoa ") {
                let words = code.split(separator: " ").map(String.init)
                let command = words.dropFirst().prefix { $0.allSatisfy { $0.isASCII && $0.isLowercase } }
                let options = words.filter { $0.hasPrefix("--") && $0 != "--help" }
                guard !options.isEmpty, !command.isEmpty else { continue }
                let help = try SohoaBinary.run(Array(command) + ["--help"]).text
                for option in options {
                    let name = option.prefix { $0 == "-" || ($0.isASCII && $0.isLowercase) }
                    #expect(help.contains(name), "\(page): \(code)")
                }
            }
        }
    }

    @Test func linksLeadSomewhere() throws {
        for page in Self.pages {
            let folder = Checkout.root.appendingPathComponent(page).deletingLastPathComponent()
            for part in try Checkout.text(page).components(separatedBy: "](").dropFirst() {
                let target = part.prefix { $0 != ")" && $0 != "#" }
                guard !target.isEmpty, !target.contains("://") else { continue }
                let path = folder.appendingPathComponent(String(target)).path
                #expect(FileManager.default.fileExists(atPath: path), "\(page): \(target)")
            }
        }
    }

    /// The first command is within twenty lines of the top.
    @Test func firstSuccessIsNear() throws {
        let top = try Checkout.text("README.md").components(separatedBy: "\n").prefix(20)
        #expect(top.contains("make demo"))
    }
}
