/// An XML element to be written. Whatever text it is given, the document stays well-formed (XML 1.0, fifth edition):
/// markup is escaped, and characters that XML cannot hold become U+FFFD.
struct XMLElement {
    private enum Node {
        case text(String)
        case element(XMLElement)
    }

    private let name: String
    private var attributes: [(name: String, value: String)]
    private var children: [Node] = []

    /// An element with child elements.
    init(_ name: String, _ attributes: KeyValuePairs<String, String> = [:], _ children: [XMLElement] = []) {
        self.name = name
        self.attributes = attributes.map { ($0.key, $0.value) }
        self.children = children.map(Node.element)
    }

    /// An element with text.
    init(_ name: String, _ attributes: KeyValuePairs<String, String> = [:], text: String) {
        self.init(name, attributes)
        children = [.text(text)]
    }

    /// The whole document in UTF-8, indented; text stands without added white space.
    var document: String {
        var output = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
        write(to: &output, indent: "")
        return output
    }

    private func write(to output: inout String, indent: String) {
        output += indent + "<" + name
        for (name, value) in attributes { output += " \(name)=\"\(Self.escaped(value, isAttribute: true))\"" }
        guard !children.isEmpty else {
            output += "/>\n"
            return
        }
        output += ">"
        if case .text(let text)? = children.first {
            output += Self.escaped(text, isAttribute: false)
        } else {
            output += "\n"
            for case .element(let child) in children { child.write(to: &output, indent: indent + "  ") }
            output += indent
        }
        output += "</\(name)>\n"
    }

    /// Line ends and tabs of attributes are written as references, else a parser would make them spaces (3.3.3); a
    /// carriage return always, else it would become a line feed (2.11).
    static func escaped(_ text: String, isAttribute: Bool) -> String {
        var output = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": output += "&amp;"
            case "<": output += "&lt;"
            case ">": output += "&gt;"
            case "\"" where isAttribute: output += "&quot;"
            case "\r": output += "&#13;"
            case "\n" where isAttribute: output += "&#10;"
            case "\t" where isAttribute: output += "&#9;"
            default: output.unicodeScalars.append(isAllowed(scalar) ? scalar : "\u{FFFD}")
            }
        }
        return output
    }

    /// Char of XML 1.0, production 2.
    private static func isAllowed(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x9, 0xA, 0xD, 0x20...0xD7FF, 0xE000...0xFFFD, 0x10000...0x10FFFF: true
        default: false
        }
    }
}
