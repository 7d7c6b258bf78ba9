/// Text of an HTML document. Whatever is interpolated into it is escaped, unless it is markup itself: nothing that a file
/// says can become an element.
struct Markup: ExpressibleByStringInterpolation {
    var source: String

    init(stringLiteral value: String) { source = value }
    init(stringInterpolation: StringInterpolation) { source = stringInterpolation.source }

    struct StringInterpolation: StringInterpolationProtocol {
        fileprivate var source = ""

        init(literalCapacity: Int, interpolationCount: Int) { source.reserveCapacity(literalCapacity) }

        mutating func appendLiteral(_ literal: String) { source += literal }
        mutating func appendInterpolation(_ text: String) {
            source += XMLElement.escaped(PrintableText.line(text), isAttribute: true)
        }
        mutating func appendInterpolation(_ number: Int) { source += String(number) }
        mutating func appendInterpolation(_ markup: Markup) { source += markup.source }
        mutating func appendInterpolation(_ parts: [Markup]) { for part in parts { source += part.source } }
    }
}
