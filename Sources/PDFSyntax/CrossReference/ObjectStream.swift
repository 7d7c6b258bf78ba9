/// An object stream (ISO 32000-2, 7.5.7), decoded.
struct ObjectStream: Sendable {
    private let content: ByteView
    private let offsets: [Int]
    private let limits: PDFLimits
    /// The object numbers it holds, by index.
    let numbers: [Int]

    /// - Throws: `pdf-malformed-object`, or what decoding throws.
    init(_ stream: PDFStream, resolve: (PDFObject) -> PDFObject, limits: PDFLimits) throws {
        guard let count = stream.dictionary["N"].map(resolve)?.integer, count >= 0,
            let first = stream.dictionary["First"].map(resolve)?.integer, first >= 0
        else { throw PDFSyntaxError.malformed("an object stream lacks /N or /First", at: 0) }
        let decoded = try FilterChain(stream.dictionary, resolve: resolve)
            .decode(stream.data, limit: limits.decodedStream)
        guard decoded.remaining.isEmpty else {
            throw PDFSyntaxError.malformed("an object stream has an image filter", at: 0)
        }
        content = decoded.bytes
        self.limits = limits
        var parser = ObjectParser(content, at: 0, limits: limits)
        var numbers: [Int] = []
        var offsets: [Int] = []
        // The header is not longer than the data, whatever /N claims.
        while numbers.count < count, let number = parser.unsignedInteger(), let offset = parser.unsignedInteger() {
            numbers.append(number)
            offsets.append(first &+ offset)
        }
        self.numbers = numbers
        self.offsets = offsets
    }

    var byteCount: Int { content.count }

    /// Whether the object at `index` gives one key of a dictionary two values.
    func repeatsKey(at index: Int, _ work: inout Int) -> Bool {
        guard offsets.indices.contains(index), offsets[index] >= 0, offsets[index] <= content.count else {
            return false
        }
        var parser = ObjectParser(content, at: offsets[index], limits: limits)
        _ = try? parser.object()
        work += parser.position - offsets[index]
        return parser.repeatsKey
    }

    /// The object at `index`, when it has the number `expected`; and how many bytes and values were read for it.
    func object(at index: Int, expected: Int) -> (object: PDFObject, work: Int, elements: Int)? {
        guard index >= 0, index < numbers.count, numbers[index] == expected, offsets[index] >= 0,
            offsets[index] <= content.count
        else { return nil }
        var parser = ObjectParser(content, at: offsets[index], limits: limits)
        let object = try? parser.object()
        return (object ?? .null, parser.position - offsets[index], object == nil ? 0 : parser.elements)
    }
}
