/// Decompression of zlib and deflate data (RFC 1950, RFC 1951), in Swift because the bytes come from strangers. The
/// Adler-32 checksum is not compared: many writers get it wrong and every reader ignores it.
struct Inflate {
    private let input: ByteView
    private var position = 0
    private var bits: UInt64 = 0
    private var bitCount = 0
    private var output: [UInt8] = []
    private let limit: Int

    /// Decompresses a zlib stream. Data that ends early gives what was decoded until there, as readers do, unless
    /// nothing was.
    ///
    /// - Throws: `pdf-corrupt-stream`, `pdf-stream-too-large` when more than `limit` bytes come out.
    static func zlib(_ input: ByteView, limit: Int) throws -> [UInt8] {
        var body = input
        if let cmf = input[0], let flags = input[1], cmf & 0x0F == 8, (Int(cmf) << 8 | Int(flags)) % 31 == 0 {
            guard flags & 0x20 == 0 else { throw PDFSyntaxError.corrupt("FlateDecode", "preset dictionary") }
            body = input.dropFirst(2)
        }
        var inflate = Inflate(input: body, limit: limit)
        return try inflate.run()
    }

    private init(input: ByteView, limit: Int) {
        self.input = input
        self.limit = limit
    }

    private struct EndOfInput: Error {}

    private mutating func run() throws -> [UInt8] {
        if input.isEmpty { return [] }
        do {
            var isFinal = false
            while !isFinal {
                isFinal = try take(1) == 1
                switch try take(2) {
                case 0: try storedBlock()
                case 1: try compressedBlock(.fixedLiterals, .fixedDistances)
                case 2:
                    let (literals, distances) = try dynamicCodes()
                    try compressedBlock(literals, distances)
                default: throw PDFSyntaxError.corrupt("FlateDecode", "reserved block type")
                }
            }
        } catch is EndOfInput {
            guard !output.isEmpty else { throw PDFSyntaxError.corrupt("FlateDecode", "truncated") }
        }
        return output
    }

    private mutating func refill() {
        while bitCount <= 48, let byte = input[position] {
            bits |= UInt64(byte) << UInt64(bitCount)
            bitCount += 8
            position += 1
        }
    }

    private mutating func take(_ count: Int) throws -> Int {
        if bitCount < count { refill() }
        guard bitCount >= count else { throw EndOfInput() }
        let value = bits & ((1 << UInt64(count)) - 1)
        bits >>= UInt64(count)
        bitCount -= count
        return Int(value)
    }

    private mutating func symbol(_ code: HuffmanCode) throws -> Int {
        if bitCount < HuffmanCode.longest { refill() }
        guard let (symbol, length) = code.decode(bits), length <= bitCount else {
            if bitCount < HuffmanCode.longest { throw EndOfInput() }
            throw PDFSyntaxError.corrupt("FlateDecode", "unknown code")
        }
        bits >>= UInt64(length)
        bitCount -= length
        return symbol
    }

    private mutating func storedBlock() throws {
        _ = try take(bitCount % 8)
        let length = try take(16)
        let check = try take(16)
        guard length == ~check & 0xFFFF else { throw PDFSyntaxError.corrupt("FlateDecode", "stored block length") }
        try checkRoom(for: length)
        for _ in 0..<length { output.append(UInt8(truncatingIfNeeded: try take(8))) }
    }

    private mutating func compressedBlock(_ literals: HuffmanCode, _ distances: HuffmanCode) throws {
        while true {
            let code = try symbol(literals)
            if code < 256 {
                try checkRoom(for: 1)
                output.append(UInt8(truncatingIfNeeded: code))
            } else if code == 256 {
                return
            } else {
                guard code <= 285 else { throw PDFSyntaxError.corrupt("FlateDecode", "length code") }
                let length = Inflate.lengthBase[code - 257] + (try take(Inflate.lengthExtra[code - 257]))
                let distanceCode = try symbol(distances)
                guard distanceCode < 30 else { throw PDFSyntaxError.corrupt("FlateDecode", "distance code") }
                let distance =
                    Inflate.distanceBase[distanceCode] + (try take(Inflate.distanceExtra[distanceCode]))
                guard distance <= output.count else { throw PDFSyntaxError.corrupt("FlateDecode", "distance") }
                try checkRoom(for: length)
                var from = output.count - distance
                for _ in 0..<length {
                    output.append(output[from])
                    from += 1
                }
            }
        }
    }

    private func checkRoom(for length: Int) throws {
        guard length <= limit - output.count else { throw PDFSyntaxError.tooLarge(limit: limit) }
    }

    private mutating func dynamicCodes() throws -> (HuffmanCode, HuffmanCode) {
        let literalCount = try take(5) + 257
        let distanceCount = try take(5) + 1
        let lengthCount = try take(4) + 4
        guard literalCount <= 286 else { throw PDFSyntaxError.corrupt("FlateDecode", "too many length codes") }
        var codeLengths = [UInt8](repeating: 0, count: 19)
        for index in Inflate.codeLengthOrder.prefix(lengthCount) {
            codeLengths[index] = UInt8(truncatingIfNeeded: try take(3))
        }
        let lengthCode = try HuffmanCode(lengths: codeLengths)
        var lengths: [UInt8] = []
        while lengths.count < literalCount + distanceCount {
            switch try symbol(lengthCode) {
            case let plain where plain < 16: lengths.append(UInt8(truncatingIfNeeded: plain))
            case 16:
                guard let last = lengths.last else { throw PDFSyntaxError.corrupt("FlateDecode", "repeat of nothing") }
                lengths.append(contentsOf: repeatElement(last, count: try take(2) + 3))
            case 17: lengths.append(contentsOf: repeatElement(0, count: try take(3) + 3))
            default: lengths.append(contentsOf: repeatElement(0, count: try take(7) + 11))
            }
        }
        guard lengths.count == literalCount + distanceCount else {
            throw PDFSyntaxError.corrupt("FlateDecode", "code lengths")
        }
        return (
            try HuffmanCode(lengths: [UInt8](lengths.prefix(literalCount))),
            try HuffmanCode(lengths: [UInt8](lengths.dropFirst(literalCount)))
        )
    }

    private static let lengthBase = [
        3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227,
        258,
    ]
    private static let lengthExtra = [
        0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0,
    ]
    private static let distanceBase = [
        1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049, 3073, 4097,
        6145, 8193, 12289, 16385, 24577,
    ]
    private static let distanceExtra = [
        0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 9, 10, 10, 11, 11, 12, 12, 13, 13,
    ]
    private static let codeLengthOrder = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15]
}
