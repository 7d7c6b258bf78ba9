import COpenSSL

/// The DigestInfo that an RSASSA-PKCS1-v1_5 signature holds (RFC 8017 §9.2), recovered with the public key and compared
/// in full. Only two encodings count: the standard's, and the one that leaves out the NULL parameters, which the SIM
/// signatures of many Vietnamese officials carry. Comparing whole blocks, never parsing them, keeps forgeries by
/// trailing bytes out.
public struct PKCS1SignatureBlock: Sendable, Hashable {
    /// The digest that was signed.
    public let digest: Digest
    /// True for the encoding without NULL parameters.
    public let isLegacyEncoding: Bool

    /// Recovers the block of `signature`; nil when it is no PKCS#1 v1.5 signature of this key over a digest of ours.
    /// This is the whole check of `adbe.x509.rsa_sha1` and of CMS without signed attributes: the caller compares
    /// ``digest`` with that of the document.
    public init?(signature: [UInt8], key: PublicKey) {
        guard let block = Self.recover(signature, key) else { return nil }
        for encoding in Self.encodings
        where block.count == encoding.prefix.count + encoding.algorithm.byteCount && block.starts(with: encoding.prefix)
        {
            digest = Digest(encoding.algorithm, computed: Array(block.dropFirst(encoding.prefix.count)))
            isLegacyEncoding = encoding.isLegacy
            return
        }
        return nil
    }

    /// The signature inside `/Contents` of `adbe.x509.rsa_sha1`: an OCTET STRING in any encoding, with padding behind it
    /// (ISO 32000-2, 12.8.3.2); nil when it is none.
    public static func signature(in contents: [UInt8]) -> [UInt8]? {
        guard let element = try? BERElement(first: contents[...]), element.identifier & ~0x20 == DER.Tag.octetString
        else { return nil }
        return try? element.octets()
    }

    /// All that stands before the digest in each encoding of DigestInfo: what is left of the block must be the digest.
    private static let encodings = DigestAlgorithm.allCases.flatMap { algorithm in
        [false, true].map { isLegacy in
            let octets = [UInt8](repeating: 0, count: algorithm.byteCount)
            let whole = DER.sequence(
                DER.algorithm(algorithm.objectIdentifier, isLegacy ? nil : DER.null), DER.octetString(octets))
            return (algorithm: algorithm, isLegacy: isLegacy, prefix: Array(whole.dropLast(octets.count)))
        }
    }

    private static func recover(_ signature: [UInt8], _ key: PublicKey) -> [UInt8]? {
        guard let context = EVP_PKEY_CTX_new(key.object.pointer, nil) else { return nil }
        defer {
            EVP_PKEY_CTX_free(context)
            ERR_clear_error()
        }
        var count = 0
        guard EVP_PKEY_verify_recover_init(context) > 0,
            EVP_PKEY_CTX_set_rsa_padding(context, RSA_PKCS1_PADDING) > 0,
            EVP_PKEY_verify_recover(context, nil, &count, signature, signature.count) > 0
        else { return nil }
        var block = [UInt8](repeating: 0, count: count)
        guard EVP_PKEY_verify_recover(context, &block, &count, signature, signature.count) > 0 else { return nil }
        return Array(block.prefix(count))
    }
}
