import FoundationEssentials
import Profiles
import Records

/// The package's folder, found from this file.
let packageRoot: String = {
    var parts = #filePath.split(separator: "/", omittingEmptySubsequences: false)
    parts.removeLast(3)
    return parts.joined(separator: "/")
}()

/// The document types of the shipped profile: what the rules are tested with is what people use.
let shippedTypes: [String: DocumentTypeRule] = {
    let file = packageRoot + "/Profiles/an-giang/xa-my-hoa-hung.yaml"
    guard case .loaded(let profile) = ProfileLoader.load(agencyFile: file) else { return [:] }
    return profile.documentTypes
}()

/// A page of text made of lines: the words share a line's box by their length.
func textLine(_ text: String, x0: Double, y0: Double, x1: Double, y1: Double) -> TextLayer.Line {
    let words = text.split(separator: " ").map(String.init)
    let unit = (x1 - x0) / Double(max(1, text.unicodeScalars.count))
    var x = x0
    return TextLayer.Line(
        words: words.map { word in
            let width = unit * Double(word.unicodeScalars.count)
            defer { x += width + unit }
            return TextLayer.Word(text: word, box: PageBox(x0: x, y0: y0, x1: x + width, y1: y1))
        })
}

/// A4 page whose lines stand one under the other; a line `left | right` has two columns, a line with four spaces in
/// front is indented.
func page(_ lines: String, source: TextLayer.Source = .embedded) -> TextLayer {
    var y = 60.0
    var made: [TextLayer.Line] = []
    for raw in lines.split(separator: "\n", omittingEmptySubsequences: false) {
        let columns = raw.split(separator: "|").map { $0.split(separator: " ").joined(separator: " ") }
        let left = raw.hasPrefix("    ") ? 113.0 : 85.0
        if columns.count == 2 {
            made.append(textLine(columns[0], x0: 90, y0: y, x1: 90 + 6 * Double(columns[0].count), y1: y + 14))
            made.append(textLine(columns[1], x0: 310, y0: y, x1: 310 + 6 * Double(columns[1].count), y1: y + 14))
        } else if let text = columns.first, !text.isEmpty {
            made.append(textLine(text, x0: left, y0: y, x1: min(547, left + 6 * Double(text.count)), y1: y + 14))
        }
        y += 19
    }
    return TextLayer(source: source, pages: [TextLayer.Page(width: 595, height: 842, lines: made)])
}
