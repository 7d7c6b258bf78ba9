import Diagnostics

/// The code printed under the QR for people to type: the first 75 bits of SHA-256 over the seal's bytes in Crockford
/// base32, one check character, four groups: `7K3M-Q9XW-PA2R-T5CD`.
///
/// It is not inside the seal: any verifier computes it, and nobody can guess one without the signing key.
public struct HumanCode: Sendable, Hashable, CustomStringConvertible {
    /// Sixteen characters of the alphabet, upper case, without hyphens.
    public let characters: String

    /// Crockford's alphabet: no I, L, O, U.
    private static let alphabet = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ".utf8)
    private static let characterCount = 16

    /// The code of a seal, from the SHA-256 of its COSE_Sign1 bytes. Nil unless that is 32 bytes.
    public init?(sealSHA256: [UInt8]) {
        guard sealSHA256.count == 32 else { return nil }
        let data = (0..<Self.characterCount - 1).map { index in
            (0..<5).reduce(UInt8(0)) { symbol, offset in
                let bit = index * 5 + offset
                return symbol << 1 | (sealSHA256[bit / 8] >> UInt8(7 - bit % 8) & 1)
            }
        }
        self.init(symbols: data + [Self.check(data)])
    }

    /// Reads a typed code: any case, hyphens and spaces ignored, `I` and `L` read as 1, `O` as 0.
    ///
    /// - Throws: `QRErrorCode.humanCodeMalformed` when it cannot be right: one wrong character, or two exchanged,
    ///   are always noticed.
    public init(parsing text: String) throws(QRError) {
        guard text.utf8.count <= 64 else { throw Self.malformed }
        var symbols: [UInt8] = []
        for byte in text.uppercased().utf8 where byte != UInt8(ascii: "-") && byte != UInt8(ascii: " ") {
            let meant =
                switch byte {
                case UInt8(ascii: "I"), UInt8(ascii: "L"): UInt8(ascii: "1")
                case UInt8(ascii: "O"): UInt8(ascii: "0")
                default: byte
                }
            guard let value = Self.alphabet.firstIndex(of: meant) else { throw Self.malformed }
            symbols.append(UInt8(value))
        }
        guard symbols.count == Self.characterCount, let last = symbols.last, Self.check(symbols.dropLast()) == last
        else { throw Self.malformed }
        self.init(symbols: symbols)
    }

    private init(symbols: [UInt8]) {
        characters = String(decoding: symbols.map { Self.alphabet[Int($0)] }, as: UTF8.self)
    }

    /// Four groups of four, with hyphens.
    public var description: String {
        let all = Array(characters)
        return stride(from: 0, to: all.count, by: 4).map { String(all[$0..<$0 + 4]) }.joined(separator: "-")
    }

    /// The check symbol: the code is a polynomial over GF(32) with a root at α, α⁵ = α² + 1. Position i weighs αⁱ;
    /// the weights are non-zero and all different, so no single error and no exchange of two symbols passes.
    private static func check(_ data: some Sequence<UInt8>) -> UInt8 {
        data.reduce(0) { timesAlpha($0 ^ $1) }
    }

    private static func timesAlpha(_ element: UInt8) -> UInt8 {
        let shifted = element << 1
        return shifted & 0x20 == 0 ? shifted : shifted ^ 0x25
    }

    private static var malformed: QRError {
        QRError(
            .humanCodeMalformed, .input,
            vi: "Mã in dưới QR gồm 16 ký tự, bốn nhóm bốn ký tự; mã vừa nhập sai hoặc thiếu ký tự.",
            en: "The code under the QR has 16 characters in groups of four; the one typed is wrong or incomplete.",
            remedy: Bilingual(vi: "So lại từng nhóm với tờ giấy.", en: "Compare each group with the paper."))
    }
}
