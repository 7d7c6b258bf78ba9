/// RunLengthDecode (ISO 32000-2, 7.4.5).
enum RunLengthDecode {
    static func decode(_ input: ByteView, limit: Int) throws -> [UInt8] {
        var output: [UInt8] = []
        var position = 0
        while let length = input[position], length != 128 {
            position += 1
            let run = length < 128 ? Int(length) + 1 : 257 - Int(length)
            guard run <= limit - output.count else { throw PDFSyntaxError.tooLarge(limit: limit) }
            if length < 128 {
                let end = min(position + run, input.count)
                output.append(contentsOf: input.slice(position..<end) ?? [])
                position = end
            } else {
                guard let byte = input[position] else { return output }
                output.append(contentsOf: repeatElement(byte, count: run))
                position += 1
            }
        }
        return output
    }
}
