import Diagnostics

/// The decimal number that carries a seal's bytes in a QR code's numeric mode: `0x01 ‖ bytes` read as a big-endian
/// integer. The leading 01 keeps zeros at the start of the bytes; ten bits hold three digits, so the overhead over raw
/// bytes is 0.4 %.
enum SealNumber {
    /// The longest seal accepted. A QR of version 13 holds 305 bytes at level M; 1 KB bounds the work on hostile input.
    static let maximumByteCount = 1024

    /// Digits of 0x01 followed by `maximumByteCount` bytes of 0xFF: ⌊log₁₀ 2^8193⌋ + 1.
    private static let maximumDigitCount = 2467
    private static let digitsPerChunk = 9
    private static let chunkBase: UInt64 = 1_000_000_000

    /// Decimal digits, no leading zero.
    static func digits(of bytes: [UInt8]) -> String {
        // Nine decimal digits a limb, least significant first; every step multiplies by 2^8 and adds a byte.
        var limbs: [UInt64] = [0]
        for byte in [1] + bytes {
            var carry = UInt64(byte)
            for index in limbs.indices {
                let value = limbs[index] << 8 | carry
                limbs[index] = value % chunkBase
                carry = value / chunkBase
            }
            if carry > 0 { limbs.append(carry) }
        }
        var text = String(limbs.removeLast())
        for limb in limbs.reversed() {
            let chunk = String(limb)
            text += String(repeating: "0", count: digitsPerChunk - chunk.count) + chunk
        }
        return text
    }

    /// The bytes behind `digits`.
    ///
    /// - Throws: `QRErrorCode.numberMalformed` unless this is what `digits(of:)` gives for some bytes.
    static func bytes(of digits: some StringProtocol) throws(QRError) -> [UInt8] {
        let ascii = Array(digits.utf8)
        guard let first = ascii.first, first != UInt8(ascii: "0"), ascii.count <= maximumDigitCount,
            ascii.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) })
        else { throw malformed }
        // 32-bit limbs, least significant first; every step multiplies by 10^9 (the first by less) and adds.
        var limbs: [UInt64] = [0]
        var position = 0
        while position < ascii.count {
            let width = (ascii.count - position - 1) % digitsPerChunk + 1
            var (carry, scale): (UInt64, UInt64) = (0, 1)
            for digit in ascii[position..<position + width] {
                carry = carry * 10 + UInt64(digit - UInt8(ascii: "0"))
                scale *= 10
            }
            for index in limbs.indices {
                let value = limbs[index] * scale + carry
                limbs[index] = value & 0xFFFF_FFFF
                carry = value >> 32
            }
            if carry > 0 { limbs.append(carry) }
            position += width
        }
        let padded = limbs.reversed().flatMap { limb in
            [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: limb >> UInt64($0)) }
        }
        let marked = padded.drop { $0 == 0 }
        guard marked.first == 1, marked.count - 1 <= maximumByteCount else { throw malformed }
        return Array(marked.dropFirst())
    }

    private static var malformed: QRError {
        QRError(
            .numberMalformed, .input,
            vi: "Dãy số sau dấu # không phải là một mã xác thực: có thể thiếu hoặc sai chữ số.",
            en: "The number after # is not a seal: digits may be missing or wrong.",
            remedy: Bilingual(
                vi: "Quét lại mã QR, hoặc chép lại toàn bộ địa chỉ.",
                en: "Scan the QR code again, or copy the whole address."))
    }
}
