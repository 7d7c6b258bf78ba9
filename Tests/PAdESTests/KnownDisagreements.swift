import Foundation
import TestSupport

/// The tables of KNOWN.md: on which files of the corpus another tool says something else, and who is right.
struct KnownDisagreements {
    struct Row: Hashable {
        /// A path below the corpus, or the name of a test of pyHanko; one `*` stands for anything.
        let subject: String
        let tool: String
        let facets: [String]
    }

    let rows: [Row]

    /// Reads every table row of five cells: subject, tool, facets, who is right, why.
    init() throws {
        let text = try Checkout.text("Tests/PAdESTests/KNOWN.md")
        rows = text.split(whereSeparator: \.isNewline).compactMap { line in
            let cells = line.split(separator: "|", omittingEmptySubsequences: false).dropFirst().dropLast()
                .map { $0.trimmingCharacters(in: .whitespaces) }
            guard cells.count == 5, cells[0].hasPrefix("`"), !cells[3].isEmpty, !cells[4].isEmpty else { return nil }
            return Row(
                subject: cells[0].trimmingCharacters(in: ["`"]), tool: cells[1],
                facets: cells[2].split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) })
        }
    }

    /// The row that explains a disagreement; nil when none does.
    func row(_ subject: String, _ tool: String, _ facet: String) -> Row? {
        rows.first { $0.tool == tool && $0.facets.contains(facet) && KnownDisagreements.matches($0.subject, subject) }
    }

    private static func matches(_ pattern: String, _ subject: String) -> Bool {
        let parts = pattern.split(separator: "*", omittingEmptySubsequences: false)
        guard parts.count == 2 else { return pattern == subject }
        return subject.hasPrefix(parts[0]) && subject.hasSuffix(parts[1])
            && subject.count >= parts[0].count + parts[1].count
    }
}
