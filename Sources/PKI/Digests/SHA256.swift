/// SHA-256 (FIPS 180-4), the digest of the vault, the seal and every new signature.
public enum SHA256 {
    /// The 32 bytes of the digest of `message`.
    public static func hash(_ message: [UInt8]) -> [UInt8] { Digest(.sha256, of: message).bytes }

    /// The digest of `message` in lower-case hexadecimal.
    public static func hex(_ message: [UInt8]) -> String { Digest(.sha256, of: message).hex }
}
