/// Reads numbers of either byte order from untrusted bytes: everything outside the bytes is nil, never a trap.
struct ByteOrderReader {
    enum Order { case big, little }

    let bytes: [UInt8]
    let order: Order

    func u8(_ at: Int) -> Int? { bytes.indices.contains(at) ? Int(bytes[at]) : nil }

    func u16(_ at: Int) -> Int? {
        guard at >= 0, at <= bytes.count - 2 else { return nil }
        let (a, b) = (Int(bytes[at]), Int(bytes[at + 1]))
        return order == .big ? a << 8 | b : b << 8 | a
    }

    func u32(_ at: Int) -> Int? {
        guard let a = u16(at), let b = u16(at &+ 2) else { return nil }
        return order == .big ? a << 16 | b : b << 16 | a
    }

    /// The bytes from `at`; nil when not all of them are there.
    func slice(_ at: Int, _ length: Int) -> ArraySlice<UInt8>? {
        guard at >= 0, length >= 0, at <= bytes.count, length <= bytes.count - at else { return nil }
        return bytes[at..<(at + length)]
    }
}
