extension ContentLexer {
    /// The data of an inline image, after `ID` (8.9.7): `length` bytes when that is known and `EI` follows, else up to
    /// the first `EI` that stands alone and that text follows.
    mutating func inlineImageData(length: Int?) -> [UInt8] {
        if let byte = peek(0), ContentLexer.isWhitespace(byte) { position += 1 }
        let start = position
        if let length, length >= 0, length <= bytes.count - start {
            position = start + length
            skipWhitespace()
            if word("EI") { return [UInt8](bytes[start..<start + length]) }
        }
        var at = start
        while at + 1 < bytes.count {
            let standsAlone =
                bytes[at] == 0x45 && bytes[at + 1] == 0x49 && (at == start || ContentLexer.isWhitespace(bytes[at - 1]))
                && (at + 2 >= bytes.count || ContentLexer.isWhitespace(bytes[at + 2]))
            if standsAlone, isText(from: at + 2) {
                position = at + 2
                return [UInt8](bytes[start..<max(start, at - 1)])
            }
            at += 1
        }
        position = bytes.count
        return [UInt8](bytes[start...])
    }

    private func isText(from start: Int) -> Bool {
        bytes[min(start, bytes.count)..<min(start + 12, bytes.count)].allSatisfy {
            $0 < 0x7F && ($0 >= 0x20 || ContentLexer.isWhitespace($0))
        }
    }
}
