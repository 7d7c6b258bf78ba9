import COpenSSL

extension PrivateKey {
    /// The kinds of key that can be made here.
    public enum GeneratedType: Sendable, Hashable {
        /// RSA with this many bits and the public exponent 65537.
        case rsa(bits: Int)
        case p256, p384, p521
        case ed25519
    }

    /// Makes a fresh key from OpenSSL's own generator. An RSA-2048 key takes some tenths of a second.
    /// - Throws: `openssl-failure`.
    public static func generate(_ type: GeneratedType) throws(PKIError) -> PrivateKey {
        let name =
            switch type {
            case .rsa: "RSA"
            case .p256, .p384, .p521: "EC"
            case .ed25519: "ED25519"
            }
        guard let context = EVP_PKEY_CTX_new_from_name(nil, name, nil) else { throw .library("key generation") }
        defer { EVP_PKEY_CTX_free(context) }
        var key: OpaquePointer?
        guard EVP_PKEY_keygen_init(context) > 0, configure(context, type), EVP_PKEY_generate(context, &key) > 0,
            let key
        else { throw .library("key generation") }
        return PrivateKey(object: KeyObject(adopting: key))
    }

    private static func configure(_ context: OpaquePointer, _ type: GeneratedType) -> Bool {
        switch type {
        case .rsa(let bits): EVP_PKEY_CTX_set_rsa_keygen_bits(context, Int32(clamping: bits)) > 0
        case .p256: EVP_PKEY_CTX_set_ec_paramgen_curve_nid(context, NID_X9_62_prime256v1) > 0
        case .p384: EVP_PKEY_CTX_set_ec_paramgen_curve_nid(context, NID_secp384r1) > 0
        case .p521: EVP_PKEY_CTX_set_ec_paramgen_curve_nid(context, NID_secp521r1) > 0
        case .ed25519: true
        }
    }
}
