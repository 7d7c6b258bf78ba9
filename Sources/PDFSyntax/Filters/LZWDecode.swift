/// LZWDecode (ISO 32000-2, 7.4.4).
enum LZWDecode {
    static func decode(_ input: ByteView, earlyChange: Bool, limit: Int) throws -> [UInt8] {
        var output: [UInt8] = []
        // A code is an earlier code and one more byte; walking back from a code gives its bytes in reverse.
        var prefixes = [Int](repeating: -1, count: 4096)
        var suffixes = [UInt8](repeating: 0, count: 4096)
        for code in 0..<256 { suffixes[code] = UInt8(truncatingIfNeeded: code) }
        var next = 258
        var width = 9
        var previous: Int?
        var bits = 0
        var bitCount = 0
        var position = 0
        var run: [UInt8] = []

        func bytes(of code: Int) {
            run.removeAll(keepingCapacity: true)
            var at = code
            while at >= 0, run.count <= 4096 {
                run.append(suffixes[at])
                at = prefixes[at]
            }
            run.reverse()
        }

        while true {
            while bitCount < width {
                guard let byte = input[position] else { return output }
                position += 1
                bits = (bits << 8 | Int(byte)) & 0xFF_FFFF
                bitCount += 8
            }
            let code = bits >> (bitCount - width) & ((1 << width) - 1)
            bitCount -= width
            if code == 256 {
                next = 258
                width = 9
                previous = nil
                continue
            }
            if code == 257 { return output }
            guard code < next || (code == next && previous != nil) else {
                throw PDFSyntaxError.corrupt("LZWDecode", "unknown code")
            }
            if let last = previous {
                bytes(of: code < next ? code : last)
                guard let first = run.first else { throw PDFSyntaxError.corrupt("LZWDecode", "empty code") }
                if next < 4096 {
                    prefixes[next] = last
                    suffixes[next] = first
                    next += 1
                }
            }
            guard code < next else { throw PDFSyntaxError.corrupt("LZWDecode", "table overflow") }
            bytes(of: code)
            guard run.count <= limit - output.count else { throw PDFSyntaxError.tooLarge(limit: limit) }
            output.append(contentsOf: run)
            previous = code
            let grown = next + (earlyChange ? 1 : 0)
            width = grown >= 2048 ? 12 : grown >= 1024 ? 11 : grown >= 512 ? 10 : 9
        }
    }
}
