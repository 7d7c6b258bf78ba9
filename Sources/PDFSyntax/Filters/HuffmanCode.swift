/// A canonical Huffman code of deflate (RFC 1951, 3.2.2): a table answers the short codes, the canonical order the long.
struct HuffmanCode: Sendable {
    static let longest = 15
    private static let tableBits = 9

    /// Indexed by the next bits of the stream: symbol << 4 | code length, 0 when the code is longer than the table.
    private var table = [UInt16](repeating: 0, count: 1 << HuffmanCode.tableBits)
    private var counts = [Int](repeating: 0, count: HuffmanCode.longest + 1)
    private var symbols: [UInt16] = []

    /// - Throws: `pdf-corrupt-stream` when more codes are claimed than lengths allow. A code with unused room is taken:
    ///   deflate itself makes such distance codes, and an unused code that appears is refused when it is met.
    init(lengths: [UInt8]) throws {
        for length in lengths { counts[Int(length) & 15] += 1 }
        counts[0] = 0
        var room = 1
        var firstOf = [Int](repeating: 0, count: HuffmanCode.longest + 2)
        var codeOf = [Int](repeating: 0, count: HuffmanCode.longest + 2)
        for length in 1...HuffmanCode.longest {
            room = room << 1 - counts[length]
            guard room >= 0 else { throw PDFSyntaxError.corrupt("FlateDecode", "over-subscribed code") }
            firstOf[length + 1] = firstOf[length] + counts[length]
            codeOf[length + 1] = (codeOf[length] + counts[length]) << 1
        }
        symbols = [UInt16](repeating: 0, count: firstOf[HuffmanCode.longest + 1])
        for (symbol, length) in lengths.enumerated() where length > 0 {
            let length = Int(length) & 15
            symbols[firstOf[length]] = UInt16(truncatingIfNeeded: symbol)
            firstOf[length] += 1
            if length <= HuffmanCode.tableBits {
                let entry = UInt16(truncatingIfNeeded: symbol << 4 | length)
                var index = HuffmanCode.reversed(codeOf[length], length)
                while index < table.count {
                    table[index] = entry
                    index += 1 << length
                }
            }
            codeOf[length] += 1
        }
    }

    private init(uncheckedLengths lengths: [UInt8]) {
        self = (try? HuffmanCode(lengths: lengths)) ?? HuffmanCode()
    }

    private init() {}

    /// The symbol that the low bits of `bits` begin with, and how many bits it takes.
    @inline(__always)
    func decode(_ bits: UInt64) -> (symbol: Int, length: Int)? {
        let entry = table[Int(bits & UInt64((1 << HuffmanCode.tableBits) - 1))]
        if entry != 0 { return (Int(entry >> 4), Int(entry & 15)) }
        return decodeLong(bits)
    }

    private func decodeLong(_ bits: UInt64) -> (symbol: Int, length: Int)? {
        var code = 0
        var first = 0
        var index = 0
        for length in 1...HuffmanCode.longest {
            code |= Int(bits >> UInt64(length - 1) & 1)
            let count = counts[length]
            if code - first < count { return (Int(symbols[index + code - first]), length) }
            index += count
            first = (first + count) << 1
            code <<= 1
        }
        return nil
    }

    private static func reversed(_ code: Int, _ length: Int) -> Int {
        var result = 0
        for bit in 0..<length where code >> bit & 1 == 1 { result |= 1 << (length - 1 - bit) }
        return result
    }

    static let fixedLiterals = HuffmanCode(
        uncheckedLengths: (0..<288).map { $0 < 144 ? 8 : $0 < 256 ? 9 : $0 < 280 ? 7 : 8 })
    static let fixedDistances = HuffmanCode(uncheckedLengths: [UInt8](repeating: 5, count: 30))
}
