import FoundationEssentials
import PKI

/// Until when algorithms are strong enough for a signature or time-stamp to be believed without an older proof. The dates
/// are policy: these follow NIST SP 800-131A (SHA-1, short RSA and DSA keys: no new signatures after 2013), SP 800-57 part 1
/// (112-bit strength, RSA with 2048 bits: through 2030) and IR 8547 (RSA and elliptic curves: through 2035). What has no
/// date here has no known end.
public enum AlgorithmSchedule {
    /// 1 January 2014.
    private static let endOf2013 = Date(timeIntervalSince1970: 1_388_534_400)
    /// 1 January 2031.
    private static let endOf2030 = Date(timeIntervalSince1970: 1_924_992_000)
    /// 1 January 2036.
    private static let endOf2035 = Date(timeIntervalSince1970: 2_082_758_400)

    /// When a digest algorithm ended or will end; nil when no end is known.
    public static func end(of digest: DigestAlgorithm) -> Date? {
        switch digest {
        case .md5: .distantPast
        case .sha1: endOf2013
        case .sha224: endOf2030
        case .sha256, .sha384, .sha512, .sha3_256, .sha3_384, .sha3_512, .shake256: nil
        }
    }

    /// When a kind of key ended or will end.
    public static func end(of key: KeyType) -> Date {
        if key.isWeak { return endOf2013 }
        if case .rsa(let bits) = key, bits < 3072 { return endOf2030 }
        return endOf2035
    }

    /// When the first of the algorithms of a signature ends.
    public static func end(of signer: SignerInfo, key: KeyType) -> Date {
        let digests = [signer.digestAlgorithm, signer.signatureDigestAlgorithm].compactMap { $0 }
        return ([end(of: key)] + digests.compactMap { end(of: $0) }).min() ?? end(of: key)
    }
}
