/// Undoing the filters of a stream (ISO 32000-2, 7.4).
struct FilterChain {
    private let steps: [(filter: PDFName, parameters: PDFDictionary)]
    /// How many filters a stream may chain: more only serves to multiply work.
    private static let longest = 8

    /// - Parameter resolve: follows references; filter names and parameters may be indirect.
    init(_ dictionary: PDFDictionary, resolve: (PDFObject) -> PDFObject) throws {
        let filters = FilterChain.list(dictionary["Filter"] ?? dictionary["F"], resolve)
        let parameters = FilterChain.list(dictionary["DecodeParms"] ?? dictionary["DP"], resolve)
        guard filters.count <= FilterChain.longest else { throw PDFSyntaxError.corrupt("filter", "too many filters") }
        steps = filters.enumerated().map { index, filter in
            let given = index < parameters.count ? parameters[index].dictionary ?? PDFDictionary() : PDFDictionary()
            var direct = PDFDictionary()
            for entry in given.entries { direct[entry.key] = resolve(entry.value) }
            return (filter.name ?? "", direct)
        }
    }

    /// The name that a Crypt filter at the front of the chain gives, `Identity` when it gives none (7.4.10); nil without
    /// such a filter. Only direct entries count: what encryption a stream has must not depend on another object.
    static func cryptFilter(_ dictionary: PDFDictionary) -> PDFName? {
        guard list(dictionary["Filter"], { $0 }).first?.name == "Crypt" else { return nil }
        return list(dictionary["DecodeParms"], { $0 }).first?.dictionary?["Name"]?.name ?? "Identity"
    }

    private static func list(_ object: PDFObject?, _ resolve: (PDFObject) -> PDFObject) -> [PDFObject] {
        switch object.map(resolve) {
        case nil, .null: []
        case .array(let elements): elements.map(resolve)
        case let single?: [single]
        }
    }

    /// Decodes `data` until the end of the chain or until a filter that only an image decoder can undo.
    ///
    /// - Throws: `pdf-corrupt-stream`, `pdf-stream-too-large`.
    func decode(_ data: ByteView, limit: Int) throws -> (bytes: ByteView, remaining: [PDFName]) {
        var current = data
        for (index, step) in steps.enumerated() {
            guard let output = try FilterChain.apply(step.filter, step.parameters, to: current, limit: limit) else {
                return (current, steps[index...].map(\.filter))
            }
            current = output
        }
        return (current, [])
    }

    private static func apply(
        _ filter: PDFName, _ parameters: PDFDictionary, to data: ByteView, limit: Int
    ) throws -> ByteView? {
        switch filter {
        case "FlateDecode", "Fl":
            return try unpredicted(try Inflate.zlib(data, limit: limit), parameters)
        case "LZWDecode", "LZW":
            let early = parameters["EarlyChange"]?.integer != 0
            return try unpredicted(try LZWDecode.decode(data, earlyChange: early, limit: limit), parameters)
        case "ASCIIHexDecode", "AHx": return ByteView(ASCIIFilters.hex(data))
        case "ASCII85Decode", "A85": return ByteView(try ASCIIFilters.base85(data))
        case "RunLengthDecode", "RL": return ByteView(try RunLengthDecode.decode(data, limit: limit))
        // Undone when the stream was read; without the key every stream is cipher text, whatever its filters say.
        case "Crypt": return data
        default: return nil
        }
    }

    private static func unpredicted(_ bytes: [UInt8], _ parameters: PDFDictionary) throws -> ByteView {
        guard let predictor = try Predictor(parameters) else { return ByteView(bytes) }
        return ByteView(try predictor.undo(bytes))
    }
}
