/// RC4, which OpenSSL 3 keeps out of its default provider. It protects nothing any more; files of PDF 1.1 to 1.7 use it.
struct RC4 {
    /// The bytes that `key` turns `input` into; the same call goes both ways.
    static func apply(_ key: [UInt8], to input: some Collection<UInt8>) -> [UInt8] {
        guard !key.isEmpty else { return Array(input) }
        var state = (0...255).map { UInt8(truncatingIfNeeded: $0) }
        var j = 0
        for i in 0..<256 {
            j = (j + Int(state[i]) + Int(key[i % key.count])) & 255
            state.swapAt(i, j)
        }
        var output: [UInt8] = []
        output.reserveCapacity(input.count)
        var i = 0
        j = 0
        for byte in input {
            i = (i + 1) & 255
            j = (j + Int(state[i])) & 255
            state.swapAt(i, j)
            output.append(byte ^ state[(Int(state[i]) + Int(state[j])) & 255])
        }
        return output
    }
}
