/// The key usage bits of RFC 5280 §4.2.1.3.
public struct KeyUsage: OptionSet, Sendable, Hashable {
    /// Bit `n` of the standard is bit `n` here.
    public let rawValue: Int

    /// A set from raw bits.
    public init(rawValue: Int) { self.rawValue = rawValue }

    /// Signatures other than on certificates and CRLs.
    public static let digitalSignature = KeyUsage(rawValue: 1 << 0)
    /// Signatures meant to bind the signer (`nonRepudiation`, renamed `contentCommitment`).
    public static let nonRepudiation = KeyUsage(rawValue: 1 << 1)
    /// Encrypting keys.
    public static let keyEncipherment = KeyUsage(rawValue: 1 << 2)
    /// Encrypting data.
    public static let dataEncipherment = KeyUsage(rawValue: 1 << 3)
    /// Agreeing on keys.
    public static let keyAgreement = KeyUsage(rawValue: 1 << 4)
    /// Signing certificates.
    public static let keyCertSign = KeyUsage(rawValue: 1 << 5)
    /// Signing revocation lists.
    public static let cRLSign = KeyUsage(rawValue: 1 << 6)
    /// Only enciphering, with key agreement.
    public static let encipherOnly = KeyUsage(rawValue: 1 << 7)
    /// Only deciphering, with key agreement.
    public static let decipherOnly = KeyUsage(rawValue: 1 << 8)

    /// Bit numbers in ascending order.
    package var bits: [Int] { (0..<9).filter { rawValue & (1 << $0) != 0 } }

    /// From the contents of the extension's BIT STRING.
    init(bitString content: ArraySlice<UInt8>) {
        var value = 0
        for (index, byte) in content.dropFirst().prefix(2).enumerated() {
            for bit in 0..<8 where byte & (0x80 >> UInt8(bit)) != 0 { value |= 1 << (index * 8 + bit) }
        }
        rawValue = value & 0x1ff
    }
}
