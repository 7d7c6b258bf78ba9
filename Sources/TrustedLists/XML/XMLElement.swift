/// A name with its namespace (Namespaces in XML 1.0). Prefixes mean nothing and are not kept.
struct XMLName: Sendable, Hashable, CustomStringConvertible {
    /// The namespace's address; empty for none.
    let namespace: String
    let local: String

    /// The local part, for messages.
    var description: String { local }
}

/// Where an element stands: at each level the number of elements before it; empty for the root.
typealias XMLPath = [Int]

/// An element as a plain value, copied from libxml2 at once. Comments and processing instructions are left out, and text
/// that they interrupt is whole.
struct XMLElement: Sendable {
    struct Attribute: Sendable {
        let name: XMLName
        let value: String
    }

    let name: XMLName
    let attributes: [Attribute]
    /// The elements directly inside.
    let children: [XMLElement]
    /// The characters directly inside, without those of child elements.
    let text: String

    /// The value of an attribute without namespace.
    func attribute(_ name: String) -> String? {
        attributes.first { $0.name == XMLName(namespace: "", local: name) }?.value
    }

    /// The children of this name.
    func all(_ name: XMLName) -> [XMLElement] { children.filter { $0.name == name } }

    /// The child of this name; nil when there is none, or more than one.
    func only(_ name: XMLName) -> XMLElement? {
        let found = all(name)
        return found.count == 1 ? found.first : nil
    }

    /// ``text`` without the white space around it.
    var trimmedText: String { text.trimmingXMLSpace }

    /// The bytes of base 64 text (RFC 4648 §4) with white space anywhere; nil when it is none.
    var base64Bytes: [UInt8]? { XMLBase64.decode(text) }

    /// Calls `visit` for this element and all below it.
    func walk(_ path: XMLPath = [], _ visit: (XMLElement, XMLPath) -> Void) {
        visit(self, path)
        for (index, child) in children.enumerated() { child.walk(path + [index], visit) }
    }

    /// The element at a path below this one.
    func element(at path: some Collection<Int>) -> XMLElement? {
        guard let index = path.first else { return self }
        guard children.indices.contains(index) else { return nil }
        return children[index].element(at: path.dropFirst())
    }
}

extension String {
    /// Without leading and trailing space, tab, carriage return and line feed (XML 1.0 §2.3).
    var trimmingXMLSpace: String {
        let isSpace: (UInt8) -> Bool = { $0 == 0x20 || $0 == 0x09 || $0 == 0x0d || $0 == 0x0a }
        let bytes = utf8.drop(while: isSpace)
        guard let end = bytes.lastIndex(where: { !isSpace($0) }) else { return "" }
        return String(decoding: bytes[...end], as: UTF8.self)
    }
}
