/// What a trusted list never exceeds. libxml2 compares every attribute of a tag with every other, and canonicalisation
/// every namespace in scope with every other for each element, so a small hostile file could keep it busy for hours:
/// everything is counted before libxml2 sees it.
enum XMLLimits {
    /// The largest list of a European country has some megabytes.
    static let maximumBytes = 16 << 20
    /// Elements, attributes, comments, CDATA sections and instructions together.
    static let maximumItems = 500_000
    static let maximumDepth = 64
    static let maximumAttributes = 64
    static let maximumTagBytes = 16 << 10
    /// Namespace declarations on an element and those above it.
    static let maximumNamespaces = 32

    /// Goes once over the bytes as markup, without judging syntax: what is malformed stops libxml2 at the same place.
    /// - Throws: `xml-beyond-limits`, `xml-doctype`, `xml-malformed` for what cannot be UTF-8.
    static func check(_ bytes: [UInt8]) throws(TrustedListError) {
        guard bytes.count <= maximumBytes else { throw .beyondLimits("\(bytes.count) bytes") }
        guard !bytes.contains(0) else { throw .malformedXML("NUL byte") }
        var scan = MarkupScan(bytes: bytes)
        try scan.run()
    }
}

/// One pass over tags, comments, CDATA sections and processing instructions (XML 1.0 §2.4–2.7, §3.1).
private struct MarkupScan {
    let bytes: [UInt8]
    var position = 0
    var items = 0
    /// How many namespaces each open element declares.
    var scopes: [Int] = []
    var namespaces = 0

    mutating func run() throws(TrustedListError) {
        while skip(past: "<") {
            guard position < bytes.count else { return }
            try count(1)
            switch bytes[position] {
            case UInt8(ascii: "!"):
                if skip(over: "!--") {
                    guard skip(past: "-->") else { return }
                } else if skip(over: "![CDATA[") {
                    guard skip(past: "]]>") else { return }
                } else {
                    throw .documentType
                }
            case UInt8(ascii: "?"):
                guard skip(past: "?>") else { return }
            case UInt8(ascii: "/"):
                namespaces -= scopes.popLast() ?? 0
                guard skip(past: ">") else { return }
            default:
                try startTag()
            }
        }
    }

    private mutating func count(_ added: Int) throws(TrustedListError) {
        items += added
        guard items <= XMLLimits.maximumItems else { throw .beyondLimits("\(items) items") }
    }

    /// From behind `<` to behind the `>` that ends the tag, which quotes may hide.
    private mutating func startTag() throws(TrustedListError) {
        let start = position
        var quote: UInt8?
        var attributes = 0
        var declared = 0
        var isOpen = true
        while position < bytes.count {
            guard position - start <= XMLLimits.maximumTagBytes else { throw .beyondLimits("tag") }
            if quote == nil, skip(over: "xmlns") {
                declared += 1
                continue
            }
            let byte = bytes[position]
            position += 1
            if let open = quote {
                if byte == open { quote = nil }
            } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
                quote = byte
                attributes += 1
            } else if byte == UInt8(ascii: ">") {
                isOpen = bytes[position - 2] != UInt8(ascii: "/")
                break
            }
        }
        try count(attributes)
        guard attributes <= XMLLimits.maximumAttributes else { throw .beyondLimits("\(attributes) attributes") }
        guard namespaces + declared <= XMLLimits.maximumNamespaces else {
            throw .beyondLimits("\(namespaces + declared) namespaces")
        }
        guard isOpen else { return }
        scopes.append(declared)
        namespaces += declared
        guard scopes.count <= XMLLimits.maximumDepth else { throw .beyondLimits("depth \(scopes.count)") }
    }

    /// Moves behind `word` if it stands here.
    private mutating func skip(over word: StaticString) -> Bool {
        let count = word.utf8CodeUnitCount
        guard bytes.count - position >= count else { return false }
        for offset in 0..<count where bytes[position + offset] != word.utf8Start[offset] { return false }
        position += count
        return true
    }

    /// Moves behind the next `word`; to the end and false when there is none.
    private mutating func skip(past word: StaticString) -> Bool {
        let first = word.utf8Start[0]
        while position < bytes.count {
            if bytes[position] == first, skip(over: word) { return true }
            position += 1
        }
        return false
    }
}
