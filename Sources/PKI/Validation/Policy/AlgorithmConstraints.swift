import FoundationEssentials

/// Until when algorithms are strong enough, by what they are used for (ETSI EN 319 102-1, 5.2.8: cryptographic constraints
/// with dates; ETSI TS 119 312 speaks of the same). What has an end counts only for what is proven to be older than it.
public struct AlgorithmConstraints: Sendable, Hashable {
    /// What an algorithm is used for.
    public enum Use: String, Sendable, Hashable, CaseIterable {
        /// The digest and the key of a signature over a document.
        case signature
        /// The digest of what a time-stamp is over: what was chosen by whoever had it stamped.
        case timeStampImprint
        /// The digest and the key of the signature on a time-stamp token.
        case timeStamp
        /// The digest and the key of the signatures on certificates, revocation lists and responses.
        case certificate
    }

    /// From when on an algorithm is pointed out, and from when on it no longer counts.
    public struct Limit: Sendable, Hashable {
        /// From when on it is pointed out; nil when it never is.
        public let warning: Date?
        /// From when on it no longer counts; nil when no end is known.
        public let end: Date?

        /// Both as given.
        public init(warning: Date? = nil, end: Date? = nil) { (self.warning, self.end) = (warning, end) }

        /// Never good enough, whenever it was used.
        public static let never = Limit(warning: .distantPast, end: .distantPast)

        /// The first of both.
        public var earliest: Date? { [warning, end].compactMap { $0 }.min() }
    }

    /// The families of keys that rules tell apart.
    public enum KeyFamily: String, Sendable, Hashable, CaseIterable {
        case rsa, ec, dsa, edwards, other
    }

    /// A limit for keys of one family that are shorter than so many bits; of several the shortest that fits decides.
    public struct KeyRule: Sendable, Hashable {
        /// The family.
        public let family: KeyFamily
        /// Keys with fewer bits fall under the rule; nil means all.
        public let below: Int?
        /// The limit.
        public let limit: Limit

        /// All as given.
        public init(_ family: KeyFamily, below: Int?, _ limit: Limit) {
            (self.family, self.below, self.limit) = (family, below, limit)
        }
    }

    /// By use and digest; what is not named has no limit.
    public let digests: [Use: [DigestAlgorithm: Limit]]
    /// For keys of all uses.
    public let keys: [KeyRule]

    /// Both as given.
    public init(digests: [Use: [DigestAlgorithm: Limit]], keys: [KeyRule]) {
        (self.digests, self.keys) = (digests, keys)
    }

    /// The limit of a digest.
    public func limit(_ digest: DigestAlgorithm, for use: Use) -> Limit { digests[use]?[digest] ?? Limit() }

    /// The limit of a key.
    public func limit(_ key: KeyType) -> Limit {
        let (family, bits) = key.familyAndBits
        return keys.filter { $0.family == family && bits < $0.below ?? .max }
            .min { $0.below ?? .max < $1.below ?? .max }?.limit ?? Limit()
    }
}

extension AlgorithmConstraints {
    /// The first certificate of a path whose signature or whose key did not count at the path's time. The anchor is trusted
    /// as it is; the leaf's own key is a matter of what it signed.
    public func weakCertificate(in path: PathOutcome) -> Certificate? {
        path.chain.dropLast(path.anchor == nil ? 0 : 1).first { certificate in
            let digest = certificate.signatureDigest.map { limit($0, for: .certificate) }
            let key = certificate == path.chain.first ? nil : (try? certificate.publicKey).map { limit($0.type) }
            return [digest?.end, key?.end].contains { $0.map { path.date >= $0 } ?? false }
        }
    }
}

extension KeyType {
    /// The family, and the length of the modulus, the prime or the curve's order; 0 when a curve is not one of the known.
    public var familyAndBits: (family: AlgorithmConstraints.KeyFamily, bits: Int) {
        switch self {
        case .rsa(let bits), .rsaPSS(let bits): (.rsa, bits)
        case .ec(let group): (.ec, Self.curveBits[group] ?? 0)
        case .ed25519: (.edwards, 255)
        case .ed448: (.edwards, 448)
        case .dsa(let bits): (.dsa, bits)
        case .other: (.other, 0)
        }
    }

    private static let curveBits = [
        "prime192v1": 192, "secp224r1": 224, "prime256v1": 256, "secp256k1": 256, "secp384r1": 384, "secp521r1": 521,
        "brainpoolP224r1": 224, "brainpoolP256r1": 256, "brainpoolP320r1": 320, "brainpoolP384r1": 384,
        "brainpoolP512r1": 512,
    ]
}
