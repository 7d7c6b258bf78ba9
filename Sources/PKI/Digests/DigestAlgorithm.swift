import COpenSSL

/// A hash function. MD5, SHA-1 and SHA-224 exist to read old signatures; ``isWeak`` says which must not be used to sign.
public enum DigestAlgorithm: String, Sendable, Hashable, CaseIterable, Codable {
    case md5, sha1, sha224, sha256, sha384, sha512
    case sha3_256 = "sha3-256"
    case sha3_384 = "sha3-384"
    case sha3_512 = "sha3-512"
    /// SHAKE256 with 512 bits of output, the digest of Ed448 in CMS (RFC 8419 §2.3).
    case shake256

    /// The name in lower case, as reports print it: `sha256`.
    public var name: String { rawValue }

    /// The dotted object identifier.
    public var oid: String { objectIdentifier.description }

    /// The digest's length in bytes.
    public var byteCount: Int {
        switch self {
        case .md5: 16
        case .sha1: 20
        case .sha224: 28
        case .sha256, .sha3_256: 32
        case .sha384, .sha3_384: 48
        case .sha512, .sha3_512, .shake256: 64
        }
    }

    /// True for digests that collisions, or a length below 128-bit strength, rule out for new signatures.
    public var isWeak: Bool { [.md5, .sha1, .sha224].contains(self) }

    /// The algorithm with this dotted object identifier, if it is one of ours.
    public init?(oid: String) { self.init(ObjectIdentifier(oid)) }

    init?(_ identifier: ObjectIdentifier) {
        guard let match = Self.identifiers.first(where: { $0.value == identifier }) else { return nil }
        self = match.key
    }

    var objectIdentifier: ObjectIdentifier { Self.identifiers[self] ?? "" }

    private static let identifiers: [Self: ObjectIdentifier] = [
        .md5: "1.2.840.113549.2.5",
        .sha1: "1.3.14.3.2.26",
        .sha224: "2.16.840.1.101.3.4.2.4",
        .sha256: "2.16.840.1.101.3.4.2.1",
        .sha384: "2.16.840.1.101.3.4.2.2",
        .sha512: "2.16.840.1.101.3.4.2.3",
        .sha3_256: "2.16.840.1.101.3.4.2.8",
        .sha3_384: "2.16.840.1.101.3.4.2.9",
        .sha3_512: "2.16.840.1.101.3.4.2.10",
        .shake256: "2.16.840.1.101.3.4.2.12",
    ]

    var evp: OpaquePointer? {
        switch self {
        case .md5: EVP_md5()
        case .sha1: EVP_sha1()
        case .sha224: EVP_sha224()
        case .sha256: EVP_sha256()
        case .sha384: EVP_sha384()
        case .sha512: EVP_sha512()
        case .sha3_256: EVP_sha3_256()
        case .sha3_384: EVP_sha3_384()
        case .sha3_512: EVP_sha3_512()
        case .shake256: EVP_shake256()
        }
    }
}
