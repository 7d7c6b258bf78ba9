import COpenSSL

/// A public key, identified by its SubjectPublicKeyInfo.
public struct PublicKey: Sendable {
    /// The SubjectPublicKeyInfo (RFC 5280 §4.1.2.7).
    public let der: [UInt8]
    let object: KeyObject

    /// Reads a SubjectPublicKeyInfo.
    /// - Throws: `key-malformed`.
    public init(der: [UInt8]) throws(PKIError) {
        guard let pointer = decodedByOpenSSL(der, { d2i_PUBKEY(nil, $0, $1) }) else {
            throw .malformed(.malformedKey, vi: "khóa công khai", en: "public key", detail: drainOpenSSLErrors())
        }
        self.init(object: KeyObject(adopting: pointer), der: der)
    }

    init(object: KeyObject, der: [UInt8]) {
        self.object = object
        self.der = der
    }

    /// The key's kind and size.
    public var type: KeyType { KeyType(object.pointer) }

    /// True when `signature` over `message` verifies. A malformed signature or a key of another kind is a plain false.
    public func verifies(_ signature: [UInt8], over message: [UInt8], algorithm: SignatureAlgorithm) -> Bool {
        guard algorithm.fits(type), let context = EVP_MD_CTX_new() else { return false }
        defer {
            EVP_MD_CTX_free(context)
            ERR_clear_error()
        }
        var keyContext: OpaquePointer?
        let digest = algorithm == .ed25519 ? nil : algorithm.digestAlgorithm.evp
        guard EVP_DigestVerifyInit(context, &keyContext, digest, nil, object.pointer) == 1,
            configurePadding(keyContext, algorithm)
        else { return false }
        return EVP_DigestVerify(context, signature, signature.count, message, message.count) == 1
    }
}

extension PublicKey: Hashable {
    /// Equal encodings.
    public static func == (a: PublicKey, b: PublicKey) -> Bool { a.der == b.der }
    /// Hashes the encoding.
    public func hash(into hasher: inout Hasher) { hasher.combine(der) }
}

/// Sets what RSA needs to know beyond the digest; false when OpenSSL refuses.
func configurePadding(_ context: OpaquePointer?, _ algorithm: SignatureAlgorithm) -> Bool {
    guard case .rsaPSS(let digest) = algorithm else { return true }
    return EVP_PKEY_CTX_set_rsa_padding(context, RSA_PKCS1_PSS_PADDING) > 0
        && EVP_PKEY_CTX_set_rsa_mgf1_md(context, digest.evp) > 0
        && EVP_PKEY_CTX_set_rsa_pss_saltlen(context, Int32(digest.byteCount)) > 0
}
