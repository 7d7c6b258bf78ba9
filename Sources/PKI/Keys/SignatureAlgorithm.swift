/// How a message is signed: scheme and digest. These are the algorithms we create signatures with; what is accepted
/// when reading is wider, see ``SignerInfo``.
public enum SignatureAlgorithm: Sendable, Hashable {
    /// RSASSA-PKCS1-v1_5 (RFC 8017 §8.2).
    case rsaPKCS1(DigestAlgorithm)
    /// RSASSA-PSS (RFC 8017 §8.1) with MGF1 over the same digest and a salt as long as the digest.
    case rsaPSS(DigestAlgorithm)
    /// ECDSA with a DER `Ecdsa-Sig-Value` (RFC 3279 §2.2.3).
    case ecdsa(DigestAlgorithm)
    /// Ed25519 (RFC 8032, RFC 8419).
    case ed25519

    /// The algorithm to sign with, given only the key: the one every verifier knows.
    /// - Throws: `algorithm-unsupported` for keys we do not sign with.
    public static func standard(for key: KeyType) throws(PKIError) -> SignatureAlgorithm {
        switch key {
        case .rsa: .rsaPKCS1(.sha256)
        case .rsaPSS: .rsaPSS(.sha256)
        case .ec("secp384r1"), .ec("brainpoolP384r1"): .ecdsa(.sha384)
        case .ec("secp521r1"), .ec("brainpoolP512r1"): .ecdsa(.sha512)
        case .ec: .ecdsa(.sha256)
        case .ed25519: .ed25519
        case .ed448, .dsa, .other: throw .unsupported(key.description)
        }
    }

    /// The digest of the message; for Ed25519 the one that CMS prescribes beside it, SHA-512 (RFC 8419 §2.3).
    public var digestAlgorithm: DigestAlgorithm {
        switch self {
        case .rsaPKCS1(let digest), .rsaPSS(let digest), .ecdsa(let digest): digest
        case .ed25519: .sha512
        }
    }

    /// True when a key of this type can make such signatures.
    public func fits(_ key: KeyType) -> Bool {
        switch (self, key) {
        case (.rsaPKCS1, .rsa), (.rsaPSS, .rsa), (.rsaPSS, .rsaPSS), (.ecdsa, .ec), (.ed25519, .ed25519): true
        default: false
        }
    }

    /// The AlgorithmIdentifier for certificates and CMS.
    /// - Throws: `algorithm-unsupported` for a digest that has no identifier with this scheme here.
    package var identifierDER: [UInt8] {
        get throws(PKIError) {
            switch self {
            case .rsaPKCS1(.sha256): DER.algorithm("1.2.840.113549.1.1.11", DER.null)
            case .rsaPKCS1(.sha384): DER.algorithm("1.2.840.113549.1.1.12", DER.null)
            case .rsaPKCS1(.sha512): DER.algorithm("1.2.840.113549.1.1.13", DER.null)
            case .rsaPSS(let digest) where !digest.isWeak && digest != .shake256:
                DER.algorithm(.rsaPSS, Self.pssParameters(digest))
            case .ecdsa(.sha256): DER.algorithm("1.2.840.10045.4.3.2")
            case .ecdsa(.sha384): DER.algorithm("1.2.840.10045.4.3.3")
            case .ecdsa(.sha512): DER.algorithm("1.2.840.10045.4.3.4")
            case .ed25519: DER.algorithm(.ed25519)
            default: throw .unsupported("\(self)")
            }
        }
    }

    /// RSASSA-PSS-params (RFC 4055 §3.1); the trailer field keeps its default.
    private static func pssParameters(_ digest: DigestAlgorithm) -> [UInt8] {
        let hash = DER.algorithm(digest.objectIdentifier, DER.null)
        return DER.sequence(
            DER.explicit(0, hash), DER.explicit(1, DER.algorithm(.mgf1, hash)),
            DER.explicit(2, DER.integer(UInt(digest.byteCount))))
    }
}
