import Foundation
import TestSupport

/// What TestDocuments/PROVENANCE.md says must become of every document.
struct StatedOutcomes: Sendable {
    /// `filed`, `needsReview` or `rejected`, by path.
    let byFile: [String: String]
    /// Whether the document is a component of a dossier and no result of its own.
    let components: Set<String>
    /// The line of totals.
    let totals: [String: Int]

    /// Reads the table and the line of totals.
    init() throws {
        var byFile: [String: String] = [:]
        var components: Set<String> = []
        var totals: [String: Int] = [:]
        for line in try Checkout.text("TestDocuments/PROVENANCE.md").split(separator: "\n") {
            let cells = line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
            if line.hasPrefix("| `"), let file = cells.first, let expected = cells.last {
                let path = file.trimmingCharacters(in: ["`"])
                byFile[path] = expected.split(separator: " ").first.map(String.init)
                if expected.contains("component") { components.insert(path) }
            } else if line.hasPrefix("Together:") {
                for part in line.dropFirst("Together:".count).split(separator: ",") {
                    let words = part.split(whereSeparator: { " .".contains($0) })
                    if let name = words.first, let number = words.last.flatMap({ Int($0) }) {
                        totals[String(name)] = number
                    }
                }
            }
        }
        (self.byFile, self.components, self.totals) = (byFile, components, totals)
    }
}
