import Profiles
import Records

/// Recognises the document type by its title: lines in capitals that begin with one of the profile's titles, which may
/// go on in the lines below (`QUYẾT ĐỊNH` / `Về việc trợ cấp…`).
enum TitleRule {
    /// A recognised type and where its title stands.
    struct Match {
        var type: DocumentTypeRule
        /// The title's lines joined, as printed.
        var title: TextRun
        /// Index of its first line among the runs.
        var first: Int
    }

    /// More lines than any title has.
    private static let maximumLines = 4

    /// The topmost title; where several match at one place, the longest.
    static func match(_ runs: [TextRun], types: [String: DocumentTypeRule]) -> Match? {
        let titles = types.values.sorted { $0.code < $1.code }.flatMap { type in
            type.titles.map {
                (type: type, words: VietnameseText.comparable($0).split(separator: " ").map(String.init))
            }
        }
        for (index, run) in runs.enumerated() where run.isUpperCase {
            let below = runs[index...].prefix(maximumLines).prefix { $0.page == run.page }
            let words = below.flatMap(\.folded)
            let best = titles.filter { !$0.words.isEmpty && words.starts(with: $0.words) }
                .max { $0.words.count < $1.words.count }
            guard let best else { continue }
            var title = run
            for line in below.dropFirst() where title.folded.count < best.words.count { title.append(line.words) }
            return Match(type: best.type, title: title, first: index)
        }
        return nil
    }
}
