import COpenSSL

/// The digests that password algorithms are made of.
enum KeyDigest {
    case md5, sha256, sha384, sha512

    private var evp: OpaquePointer? {
        switch self {
        case .md5: EVP_md5()
        case .sha256: EVP_sha256()
        case .sha384: EVP_sha384()
        case .sha512: EVP_sha512()
        }
    }

    /// - Throws: `pdf-cipher-unavailable`, as machines that allow approved algorithms only say of MD5.
    func hash(_ bytes: [UInt8]) throws(PDFEncryptionError) -> [UInt8] {
        var digest = [UInt8](repeating: 0, count: Int(EVP_MAX_MD_SIZE))
        var count: UInt32 = 0
        guard EVP_Digest(bytes, bytes.count, &digest, &count, evp, nil) == 1 else {
            ERR_clear_error()
            throw .unavailable("\(self)".uppercased())
        }
        return Array(digest.prefix(Int(count)))
    }
}

/// AES in CBC mode with a key of 16 or 32 bytes, without padding: what follows the last whole block is left out.
enum AESCBC {
    static func decrypt(_ input: some Sequence<UInt8>, key: [UInt8], iv: [UInt8]) -> [UInt8]? {
        apply(Array(input), key, iv, encrypting: false)
    }

    static func encrypt(_ input: [UInt8], key: [UInt8], iv: [UInt8]) -> [UInt8]? {
        apply(input, key, iv, encrypting: true)
    }

    private static func apply(_ input: [UInt8], _ key: [UInt8], _ iv: [UInt8], encrypting: Bool) -> [UInt8]? {
        let whole = input.count & ~15
        guard whole > 0 else { return [] }
        guard whole <= Int(Int32.max) - 32, iv.count == 16, key.count == 16 || key.count == 32,
            let context = EVP_CIPHER_CTX_new()
        else { return nil }
        defer {
            EVP_CIPHER_CTX_free(context)
            ERR_clear_error()
        }
        let cipher = key.count == 16 ? EVP_aes_128_cbc() : EVP_aes_256_cbc()
        guard EVP_CipherInit_ex(context, cipher, nil, key, iv, encrypting ? 1 : 0) == 1,
            EVP_CIPHER_CTX_set_padding(context, 0) == 1
        else { return nil }
        var written: Int32 = 0
        var isDone = false
        let output = [UInt8](unsafeUninitializedCapacity: whole) { buffer, filled in
            isDone = EVP_CipherUpdate(context, buffer.baseAddress, &written, input, Int32(whole)) == 1
            filled = isDone ? min(whole, max(0, Int(written))) : 0
        }
        return isDone && output.count == whole ? output : nil
    }
}
