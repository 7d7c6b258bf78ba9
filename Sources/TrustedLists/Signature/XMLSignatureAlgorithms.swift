import PKI

/// The algorithm addresses of XML signatures (XMLDSig §6, RFC 9231), as far as a trusted list may use them.
enum XMLSignatureAlgorithms {
    private static let digests: [String: DigestAlgorithm] = [
        "http://www.w3.org/2000/09/xmldsig#sha1": .sha1,
        "http://www.w3.org/2001/04/xmldsig-more#md5": .md5,
        "http://www.w3.org/2001/04/xmldsig-more#sha224": .sha224,
        "http://www.w3.org/2001/04/xmlenc#sha256": .sha256,
        "http://www.w3.org/2001/04/xmldsig-more#sha384": .sha384,
        "http://www.w3.org/2001/04/xmlenc#sha512": .sha512,
        "http://www.w3.org/2007/05/xmldsig-more#sha3-256": .sha3_256,
        "http://www.w3.org/2007/05/xmldsig-more#sha3-384": .sha3_384,
        "http://www.w3.org/2007/05/xmldsig-more#sha3-512": .sha3_512,
    ]

    private static let signatures: [String: SignatureAlgorithm] = [
        "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256": .rsaPKCS1(.sha256),
        "http://www.w3.org/2001/04/xmldsig-more#rsa-sha384": .rsaPKCS1(.sha384),
        "http://www.w3.org/2001/04/xmldsig-more#rsa-sha512": .rsaPKCS1(.sha512),
        "http://www.w3.org/2007/05/xmldsig-more#sha256-rsa-MGF1": .rsaPSS(.sha256),
        "http://www.w3.org/2007/05/xmldsig-more#sha384-rsa-MGF1": .rsaPSS(.sha384),
        "http://www.w3.org/2007/05/xmldsig-more#sha512-rsa-MGF1": .rsaPSS(.sha512),
        "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256": .ecdsa(.sha256),
        "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha384": .ecdsa(.sha384),
        "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha512": .ecdsa(.sha512),
        "http://www.w3.org/2021/04/xmldsig-more#eddsa-ed25519": .ed25519,
    ]

    /// What the weak ones, and those whose key both sides know, have in their names.
    private static let weakSignatures = ["sha1", "md5", "sha224", "ripemd160", "hmac", "dsa-sha"]

    /// The digest of a `DigestMethod` element.
    /// - Throws: `trusted-list-algorithm`, `trusted-list-weak-algorithm`.
    static func digest(_ method: XMLElement?) throws(TrustedListError) -> DigestAlgorithm {
        let address = method?.attribute("Algorithm") ?? ""
        guard let digest = digests[address] else { throw .unsupportedAlgorithm(address) }
        guard !digest.isWeak else { throw .weakAlgorithm(digest.name) }
        return digest
    }

    /// The algorithm of a `SignatureMethod` element. Parameters are not supported, HMACOutputLength least of all.
    /// - Throws: `trusted-list-algorithm`, `trusted-list-weak-algorithm`.
    static func signature(_ method: XMLElement?) throws(TrustedListError) -> SignatureAlgorithm {
        let address = method?.attribute("Algorithm") ?? ""
        if let algorithm = signatures[address], method?.children.isEmpty == true { return algorithm }
        let name = String(address.drop { $0 != "#" }.dropFirst()).lowercased()
        let isWeak = weakSignatures.contains { name.contains($0) } && signatures[address] == nil
        throw isWeak ? .weakAlgorithm(name) : .unsupportedAlgorithm(address)
    }

    /// Whether a `SignatureValue` verifies. ECDSA values are r ‖ s there (RFC 4050 §3.3, RFC 9231 §2.3.6).
    static func verifies(
        _ value: [UInt8], over message: [UInt8], key: PublicKey, algorithm: SignatureAlgorithm
    ) -> Bool {
        guard case .ecdsa = algorithm else { return key.verifies(value, over: message, algorithm: algorithm) }
        guard let der = ECDSASignature(plain: value)?.der else { return false }
        return key.verifies(der, over: message, algorithm: algorithm)
    }
}
