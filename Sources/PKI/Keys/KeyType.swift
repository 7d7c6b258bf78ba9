import COpenSSL

/// The kind and size of a key.
public enum KeyType: Sendable, Hashable, CustomStringConvertible {
    /// RSA with this many bits of modulus.
    case rsa(bits: Int)
    /// RSA bound to PSS signatures by its own algorithm identifier (RFC 4055).
    case rsaPSS(bits: Int)
    /// Elliptic curve by OpenSSL's group name, such as `prime256v1`.
    case ec(group: String)
    case ed25519
    case ed448
    /// DSA with this many bits of prime.
    case dsa(bits: Int)
    case other

    /// As reports print it: `rsa2048`, `ec-p256`, `ed25519`.
    public var description: String {
        switch self {
        case .rsa(let bits): "rsa\(bits)"
        case .rsaPSS(let bits): "rsa-pss\(bits)"
        case .ec(let group): "ec-" + (Self.nistNames[group] ?? group)
        case .ed25519: "ed25519"
        case .ed448: "ed448"
        case .dsa(let bits): "dsa\(bits)"
        case .other: "unknown"
        }
    }

    /// True when the key is below what Vietnamese rules ask of a signer (TT 15/2025: RSA 2048, ECDSA 256).
    public var isWeak: Bool {
        switch self {
        case .rsa(let bits), .rsaPSS(let bits): bits < 2048
        case .ec(let group): !Self.strongGroups.contains(group)
        case .ed25519, .ed448: false
        case .dsa, .other: true
        }
    }

    private static let nistNames = ["prime256v1": "p256", "secp384r1": "p384", "secp521r1": "p521"]
    private static let strongGroups: Set<String> = [
        "prime256v1", "secp256k1", "secp384r1", "secp521r1", "brainpoolP256r1", "brainpoolP320r1", "brainpoolP384r1",
        "brainpoolP512r1",
    ]

    init(_ key: OpaquePointer) {
        let bits = Int(EVP_PKEY_get_bits(key))
        switch EVP_PKEY_get_base_id(key) {
        case EVP_PKEY_RSA: self = .rsa(bits: bits)
        case EVP_PKEY_RSA_PSS: self = .rsaPSS(bits: bits)
        case EVP_PKEY_EC: self = .ec(group: Self.groupName(key))
        case EVP_PKEY_ED25519: self = .ed25519
        case EVP_PKEY_ED448: self = .ed448
        case EVP_PKEY_DSA: self = .dsa(bits: bits)
        default: self = .other
        }
    }

    private static func groupName(_ key: OpaquePointer) -> String {
        var name = [CChar](repeating: 0, count: 80)
        var count = 0
        defer { ERR_clear_error() }
        guard EVP_PKEY_get_group_name(key, &name, name.count, &count) == 1 else { return "unknown" }
        return String(decoding: name.prefix(count).map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}
