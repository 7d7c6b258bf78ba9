import Foundation

/// The signatures of a PDF as its bytes show them: every `/ByteRange [a b c d]`, in file order. Read by searching text,
/// without any code of sohoa.
struct SignedPDF {
    struct ByteRange: Equatable {
        /// First and last byte of the gap: the `<` and `>` of /Contents.
        var gap: ClosedRange<Int>
        /// Where the signed bytes end.
        var end: Int
    }

    let bytes: [UInt8]
    let ranges: [ByteRange]

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        var ranges: [ByteRange] = []
        let mark = Data("/ByteRange".utf8)
        let data = Data(bytes)
        var place = 0
        while let found = data.range(of: mark, in: place..<data.count) {
            place = found.upperBound
            let text = String(decoding: bytes[place..<min(place + 120, bytes.count)], as: UTF8.self)
            let numbers = text.prefix { $0 != "]" }.split { !$0.isNumber }.compactMap { Int($0) }
            if numbers.count == 4, numbers[1] < numbers[2] {
                ranges.append(ByteRange(gap: numbers[1]...(numbers[2] - 1), end: numbers[2] + numbers[3]))
            }
        }
        self.ranges = ranges
    }

    init(_ file: URL) throws { self.init([UInt8](try Data(contentsOf: file))) }

    /// The hexadecimal digits of a signature's CMS, without the padding that follows it.
    func contentsDigits(_ range: ByteRange) throws -> Range<Int> {
        let start = range.gap.lowerBound + 1
        // DER: 30 82 hh ll, and so many bytes after these four.
        let head = String(decoding: bytes[start..<start + 8], as: UTF8.self)
        guard head.lowercased().hasPrefix("3082"), let length = Int(head.suffix(4), radix: 16) else {
            throw Missing("a CMS of 256 bytes or more at \(start)")
        }
        return start..<start + 2 * (length + 4)
    }

    /// The file with one bit of a byte turned; hexadecimal digits become other digits.
    func flipped(at place: Int) -> [UInt8] {
        var changed = bytes
        let digit = UnicodeScalar(changed[place])
        let inContents = ranges.contains { $0.gap.contains(place) }
        changed[place] =
            inContents && digit.properties.isASCIIHexDigit ? (digit == "3" ? 0x34 : 0x33) : changed[place] ^ 1
        return changed
    }
}
