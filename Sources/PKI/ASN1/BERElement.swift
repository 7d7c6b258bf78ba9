/// The bytes are not BER, or not the structure that was expected there.
package struct MalformedASN1: Error {}

/// One element of basic encoding (X.690 §8), borrowed from the bytes it was read from. Definite and indefinite lengths
/// are accepted, since real signatures hold both; tags above 30 and lengths above 32 bits are refused.
struct BERElement: Sendable {
    /// Nesting deeper than any signature or certificate needs.
    static let maximumDepth = 48

    /// The identifier octet: class, constructed bit and tag number.
    let identifier: UInt8
    /// The whole element, header and end-of-contents octets included.
    let encoding: ArraySlice<UInt8>
    /// The contents octets.
    let content: ArraySlice<UInt8>

    var isConstructed: Bool { identifier & 0x20 != 0 }

    /// Reads the element at the front of `bytes`; what follows it is left alone.
    init(first bytes: ArraySlice<UInt8>, depth: Int = 0) throws(MalformedASN1) {
        guard depth < Self.maximumDepth, bytes.count >= 2 else { throw MalformedASN1() }
        let identifier = bytes[bytes.startIndex]
        guard identifier & 0x1f != 0x1f else { throw MalformedASN1() }
        let initial = bytes[bytes.startIndex + 1]
        let start = bytes.startIndex + 2
        if initial == 0x80 {
            guard identifier & 0x20 != 0 else { throw MalformedASN1() }
            let end = try Self.endOfContents(bytes[start...], depth: depth)
            self.init(identifier, bytes[bytes.startIndex..<end + 2], bytes[start..<end])
            return
        }
        var contentStart = start
        var count = Int(initial)
        if initial > 0x80 {
            let octets = Int(initial & 0x7f)
            guard octets <= 4, bytes.endIndex - start >= octets else { throw MalformedASN1() }
            count = bytes[start..<start + octets].reduce(0) { $0 << 8 | Int($1) }
            contentStart += octets
        }
        guard count <= bytes.endIndex - contentStart else { throw MalformedASN1() }
        let end = contentStart + count
        self.init(identifier, bytes[bytes.startIndex..<end], bytes[contentStart..<end])
    }

    /// Reads `bytes` as exactly one element.
    init(_ bytes: [UInt8]) throws(MalformedASN1) {
        try self.init(first: bytes[...])
        guard encoding.count == bytes.count else { throw MalformedASN1() }
    }

    private init(_ identifier: UInt8, _ encoding: ArraySlice<UInt8>, _ content: ArraySlice<UInt8>) {
        self.identifier = identifier
        self.encoding = encoding
        self.content = content
    }

    /// The index of the two zero octets that end an indefinite length.
    private static func endOfContents(_ bytes: ArraySlice<UInt8>, depth: Int) throws(MalformedASN1) -> Int {
        var rest = bytes
        while rest.count >= 2 {
            if rest[rest.startIndex] == 0, rest[rest.startIndex + 1] == 0 { return rest.startIndex }
            rest = rest[try BERElement(first: rest, depth: depth + 1).encoding.endIndex...]
        }
        throw MalformedASN1()
    }

    /// A cursor over the elements inside.
    func cursor() throws(MalformedASN1) -> BERCursor {
        guard isConstructed else { throw MalformedASN1() }
        return BERCursor(content)
    }

    func children() throws(MalformedASN1) -> [BERElement] {
        var cursor = try cursor()
        var elements: [BERElement] = []
        while !cursor.isAtEnd { elements.append(try cursor.next()) }
        return elements
    }

    func objectIdentifier() throws(MalformedASN1) -> ObjectIdentifier {
        guard identifier == DER.Tag.objectIdentifier, let value = ObjectIdentifier(content: content) else {
            throw MalformedASN1()
        }
        return value
    }

    /// The octets of a string type, whether in one piece or in the pieces of a constructed encoding (§8.7.3).
    func octets(depth: Int = 0) throws(MalformedASN1) -> [UInt8] {
        guard isConstructed else { return Array(content) }
        guard depth < Self.maximumDepth else { throw MalformedASN1() }
        var bytes: [UInt8] = []
        for piece in try children() { bytes.append(contentsOf: try piece.octets(depth: depth + 1)) }
        return bytes
    }

    /// A small non-negative INTEGER.
    func smallInteger() throws(MalformedASN1) -> Int {
        guard identifier == DER.Tag.integer, content.count <= 7, let first = content.first, first & 0x80 == 0 else {
            throw MalformedASN1()
        }
        return content.reduce(0) { $0 << 8 | Int($1) }
    }

    /// The same value in distinguished encoding as far as lengths and string pieces go; the order inside a SET is the
    /// caller's business, because only the caller knows which SETs are SETs OF.
    func definiteEncoding(depth: Int = 0) throws(MalformedASN1) -> [UInt8] {
        guard depth < Self.maximumDepth else { throw MalformedASN1() }
        guard isConstructed else { return DER.element(identifier, Array(content)) }
        if identifier == DER.Tag.octetString | 0x20 { return DER.octetString(try octets()) }
        var parts: [[UInt8]] = []
        for child in try children() { parts.append(try child.definiteEncoding(depth: depth + 1)) }
        return DER.element(identifier, parts)
    }
}

/// Reads elements one after another.
struct BERCursor {
    private var rest: ArraySlice<UInt8>

    init(_ bytes: ArraySlice<UInt8>) { rest = bytes }

    var isAtEnd: Bool { rest.isEmpty }

    mutating func next() throws(MalformedASN1) -> BERElement {
        let element = try BERElement(first: rest)
        rest = rest[element.encoding.endIndex...]
        return element
    }

    /// The next element, which must have this identifier octet.
    mutating func next(_ identifier: UInt8) throws(MalformedASN1) -> BERElement {
        let element = try next()
        guard element.identifier == identifier else { throw MalformedASN1() }
        return element
    }

    /// The next element if it has this identifier octet; otherwise the cursor stays.
    mutating func nextIf(_ identifier: UInt8) throws(MalformedASN1) -> BERElement? {
        guard rest.first == identifier else { return nil }
        return try next()
    }
}
