import Diagnostics

/// The bytes of one table of a font file. All reads are checked; numbers are big-endian (OpenType 1.9, "Data types").
struct FontTable: Sendable {
    let tag: String
    let bytes: ArraySlice<UInt8>

    var count: Int { bytes.count }

    func uint8(_ offset: Int) throws(FontError) -> Int {
        guard offset >= 0, offset < bytes.count else { throw truncated }
        return Int(bytes[bytes.startIndex + offset])
    }

    func uint16(_ offset: Int) throws(FontError) -> Int {
        guard offset >= 0, offset <= bytes.count - 2 else { throw truncated }
        let at = bytes.startIndex + offset
        return Int(bytes[at]) << 8 | Int(bytes[at + 1])
    }

    func int16(_ offset: Int) throws(FontError) -> Int {
        Int(Int16(truncatingIfNeeded: try uint16(offset)))
    }

    func uint32(_ offset: Int) throws(FontError) -> Int {
        try uint16(offset) << 16 | uint16(offset + 2)
    }

    /// A signed 16.16 fixed-point number.
    func fixed(_ offset: Int) throws(FontError) -> Double {
        Double(Int32(truncatingIfNeeded: try uint32(offset))) / 65536
    }

    func slice(_ range: Range<Int>) throws(FontError) -> ArraySlice<UInt8> {
        guard range.lowerBound >= 0, range.upperBound <= bytes.count else { throw truncated }
        return bytes[bytes.startIndex + range.lowerBound..<bytes.startIndex + range.upperBound]
    }

    private var truncated: FontError { .malformed("table \(tag) is too short") }
}
