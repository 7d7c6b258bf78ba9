/// The 64 bytes r ‖ s of an ES256 signature (RFC 9053 §2.1), and which of its two spellings a seal may carry.
///
/// For every valid (r, s) the pair (r, n − s) is valid too, and anyone can compute it. The human code is a digest of
/// the seal's bytes, so a seal must have one spelling: s ≤ n/2.
enum P256Signature {
    static let byteCount = 64

    /// n, the order of the group of P-256 (FIPS 186-5, SP 800-186), big-endian.
    private static let order: [UInt8] = [
        0xFF, 0xFF, 0xFF, 0xFF, 0x00, 0x00, 0x00, 0x00, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF,
        0xBC, 0xE6, 0xFA, 0xAD, 0xA7, 0x17, 0x9E, 0x84, 0xF3, 0xB9, 0xCA, 0xC2, 0xFC, 0x63, 0x25, 0x51,
    ]
    /// ⌊n/2⌋
    private static let halfOrder: [UInt8] = [
        0x7F, 0xFF, 0xFF, 0xFF, 0x80, 0x00, 0x00, 0x00, 0x7F, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF,
        0xDE, 0x73, 0x7D, 0x56, 0xD3, 0x8B, 0xCF, 0x42, 0x79, 0xDC, 0xE5, 0x61, 0x7E, 0x31, 0x92, 0xA8,
    ]

    /// Whether r and s lie in 1…n−1 and s is the smaller of its two values.
    static func isCanonical(_ signature: [UInt8]) -> Bool {
        guard isInRange(signature) else { return false }
        return !halfOrder.lexicographicallyPrecedes(signature[32...])
    }

    /// `signature` with the smaller s; nil when it is not 64 bytes or r or s is out of range.
    static func canonical(_ signature: [UInt8]) -> [UInt8]? {
        guard isInRange(signature) else { return nil }
        return isCanonical(signature) ? signature : signature[..<32] + orderMinus(signature[32...])
    }

    private static func isInRange(_ signature: [UInt8]) -> Bool {
        guard signature.count == byteCount else { return false }
        return [signature[..<32], signature[32...]].allSatisfy { scalar in
            scalar.contains { $0 != 0 } && scalar.lexicographicallyPrecedes(order)
        }
    }

    private static func orderMinus(_ scalar: ArraySlice<UInt8>) -> [UInt8] {
        var difference = order
        var borrow = 0
        for (index, byte) in Array(zip(difference.indices, scalar)).reversed() {
            let digit = Int(difference[index]) - Int(byte) - borrow
            borrow = digit < 0 ? 1 : 0
            difference[index] = UInt8(truncatingIfNeeded: digit)
        }
        return difference
    }
}
