import PDFSyntax

/// The ranges of one signature (ISO 32000-2, 12.8.1), checked against the file. Only ranges that are exactly the file up
/// to some end without `/Contents` are accepted: all known wrapping attacks need anything else.
struct ByteRangeCheck {
    /// The part before `/Contents`.
    let head: Range<Int>
    /// The part after it.
    let tail: Range<Int>

    /// - Parameter contents: where `/Contents` stands in the file; nil when it has no place of its own there.
    /// - Returns: the ranges, or why there are none.
    static func check(
        _ byteRange: [Int]?, contents: Range<Int>?, in bytes: ByteView
    ) -> Result<ByteRangeCheck, Failure> {
        guard let byteRange else { return .failure(Failure(.byteRangeMissing)) }
        guard byteRange.count == 4, byteRange[0] == 0, byteRange.allSatisfy({ $0 >= 0 }), byteRange[1] > 0,
            byteRange[2] > byteRange[1]
        else { return .failure(Failure(.byteRangeMalformed)) }
        let (end, overflow) = byteRange[2].addingReportingOverflow(byteRange[3])
        guard !overflow, end <= bytes.count else { return .failure(Failure(.byteRangeBeyondFile)) }
        guard let contents, byteRange[1] == contents.lowerBound, byteRange[2] == contents.upperBound,
            bytes.isHexString(contents)
        else { return .failure(Failure(.byteRangeGap)) }
        return .success(ByteRangeCheck(head: 0..<byteRange[1], tail: byteRange[2]..<end))
    }

    struct Failure: Error {
        let code: SignatureReason.Code
        init(_ code: SignatureReason.Code) { self.code = code }
    }

    /// Where the covered part of the file ends.
    var end: Int { tail.upperBound }

    /// The newest revision that lies wholly inside the ranges, and how much of the file they cover.
    func coverage(of document: PDFDocument) -> (revision: Int?, coverage: SignatureFindings.Coverage) {
        let bytes = document.bytes
        let newest = document.revisions.last { revision in
            guard revision.crossReferenceExtents.allSatisfy({ $0.upperBound <= end && !$0.overlaps(gap) }) else {
                return false
            }
            return revision.end <= end || bytes.isBlank(end..<revision.end)
        }
        guard let newest else { return (nil, .partial) }
        if bytes.isBlank(end..<bytes.count) { return (newest.index, .file) }
        let stopsThere = newest.end >= end || bytes.isBlank(newest.end..<end)
        return (newest.index, stopsThere ? .revision : .partial)
    }

    private var gap: Range<Int> { head.upperBound..<tail.lowerBound }
}

extension ByteView {
    /// Whether `range` is a hexadecimal string without anything else inside: what is not a digit would be bytes that no
    /// signature covers, and that a reader of strings skips.
    func isHexString(_ range: Range<Int>) -> Bool {
        guard range.count >= 2, range.lowerBound >= 0, range.upperBound <= count, self[range.lowerBound] == 0x3C,
            self[range.upperBound - 1] == 0x3E
        else { return false }
        return withUnsafeBytes(in: (range.lowerBound + 1)..<(range.upperBound - 1)) { digits in
            digits.allSatisfy { digit in
                switch digit {
                case 0x30...0x39, 0x41...0x46, 0x61...0x66: true
                default: false
                }
            }
        } ?? false
    }

    /// Whether `range` holds only white space, which ends of line and padding are made of.
    func isBlank(_ range: Range<Int>) -> Bool {
        for index in range {
            switch self[index] {
            case 0x00, 0x09, 0x0A, 0x0C, 0x0D, 0x20: continue
            default: return false
            }
        }
        return true
    }
}
