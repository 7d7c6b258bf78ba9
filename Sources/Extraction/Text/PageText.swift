import Records

/// A document's text in the two shapes that rules read: runs (a line, cut where columns part) for headings and the
/// signature block, and paragraphs (lines joined across their breaks) for labelled values.
struct PageText {
    /// In reading order.
    let runs: [TextRun]
    let paragraphs: [TextRun]
    /// Width and height of each page in points.
    let sizes: [(width: Double, height: Double)]

    init(_ layer: TextLayer) {
        var runs: [TextRun] = []
        var paragraphs: [TextRun] = []
        for (index, page) in layer.pages.enumerated() {
            let lines = page.lines.compactMap { line in
                TextRun(line.words.filter { !$0.text.trimmed.isEmpty }.map { TextWord($0, page: index + 1) })
            }
            runs += lines.flatMap(Self.columns)
            Self.join(lines, into: &paragraphs)
        }
        self.runs = runs
        self.paragraphs = paragraphs
        sizes = layer.pages.map { ($0.width, $0.height) }
    }

    /// A line cut at gaps wider than a justified line has: about the height of its letters.
    private static func columns(of line: TextRun) -> [TextRun] {
        var parts: [[TextWord]] = [[]]
        var right: Double?
        for word in line.words {
            if let right, word.box.x0 - right > 0.9 * (line.box.y1 - line.box.y0) { parts.append([]) }
            parts[parts.count - 1].append(word)
            right = word.box.x1
        }
        return parts.compactMap(TextRun.init)
    }

    /// Appends the paragraphs of one page's lines.
    ///
    /// A line continues the one above when that one comes near the right margin and this one does not begin anything: it
    /// has no indent where the page uses indents, no number or dash, and (on pages without indents) no label of its own.
    /// Where indents tell paragraphs apart, a ragged right margin may be wide.
    private static func join(_ lines: [TextRun], into paragraphs: inout [TextRun]) {
        guard let left = lines.map(\.box.x0).min(), let right = lines.map(\.box.x1).max(), right > left else { return }
        let indent = left + 0.02 * (right - left)
        let usesIndents = lines.contains { $0.box.x0 > indent && $0.box.x0 < left + 0.2 * (right - left) }
        let raggedness = (usesIndents ? 0.35 : 0.15) * (right - left)
        var previous: TextRun?
        for line in lines {
            let continues =
                previous.map { above in
                    above.box.x1 > right - raggedness && line.box.x0 <= indent && line.box.y0 >= above.box.y0
                        && !line.beginsItem && (usesIndents || !line.beginsWithLabel)
                } ?? false
            if continues, !paragraphs.isEmpty {
                paragraphs[paragraphs.count - 1].append(line.words)
            } else {
                paragraphs.append(line)
            }
            previous = line
        }
    }
}

extension TextRun {
    /// `1.`, `a)`, `-`, `Điều 2.` at the start.
    fileprivate var beginsItem: Bool {
        guard let first = words.first else { return false }
        if ["-", "–", "+", "•"].contains(first.text) { return true }
        if first.folded == "dieu", words.count > 1, Int(words[1].folded) != nil { return true }
        let isMarker = first.text.hasSuffix(".") || first.text.hasSuffix(")")
        return isMarker && first.folded.count <= 2 && !first.folded.isEmpty
    }

    /// A colon among the first words.
    fileprivate var beginsWithLabel: Bool { words.prefix(8).contains { $0.text.hasSuffix(":") } }
}
