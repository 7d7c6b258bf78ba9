import FoundationEssentials

/// The policies of all stores. Which one applies to a signature is decided by the anchor its path ends at.
public struct ValidationPolicies: Sendable, Hashable {
    /// Certificates for official duty.
    public let official: ValidationPolicy
    /// Certificates of public authorities.
    public let `public`: ValidationPolicy
    /// Demonstrations.
    public let demo: ValidationPolicy

    /// All as given.
    public init(official: ValidationPolicy, public: ValidationPolicy, demo: ValidationPolicy) {
        (self.official, self.public, self.demo) = (official, `public`, demo)
    }

    /// The policy of an anchor's store; where no anchor was found, that of the public chain, which presumes least.
    public subscript(label: TrustLabel?) -> ValidationPolicy {
        switch label {
        case .official: official
        case .public, nil: `public`
        case .demo: demo
        }
    }

    /// The values of `Profiles/validation/*.yaml`, for who has no profile at hand.
    public static let standard = ValidationPolicies(
        official: standard(
            .official,
            basis: ["68/2024/NĐ-CP", "15/2025/TT-BKHCN", "ETSI EN 319 102-1", "NIST SP 800-131A", "NIST SP 800-57"],
            fetching: FetchingRules(issuers: .any, revocation: .anchored, hosts: ["ca.gov.vn"])),
        public: standard(
            .public,
            basis: ["23/2025/NĐ-CP", "15/2025/TT-BKHCN", "ETSI EN 319 102-1", "NIST SP 800-131A", "NIST SP 800-57"],
            fetching: FetchingRules(issuers: .anchored, revocation: .anchored, hosts: [])),
        demo: standard(
            .demo, basis: ["ETSI EN 319 102-1", "NIST SP 800-131A", "NIST SP 800-57"],
            fetching: FetchingRules(issuers: .none, revocation: .none, hosts: [])))

    private static func standard(
        _ label: TrustLabel, basis: [String], fetching: FetchingRules
    ) -> ValidationPolicy {
        ValidationPolicy(
            label: label, version: "2026-11-22", basis: basis, algorithms: .standard, revocationFreshness: nil,
            clockTolerance: 1800, requiresTimeStampOrder: false, fetching: fetching)
    }
}

extension AlgorithmConstraints {
    /// SHA-1 in signatures ended with 2013 (NIST SP 800-131A); as the imprint of time-stamps, on time-stamp tokens and in the
    /// chain of a pinned authority it is pointed out: nobody can choose what the authority signs there, and two fifths of
    /// official time-stamps still have it. RSA below 2048 bits is never enough (TT 15/2025); 2048 bits are through 2030
    /// (SP 800-57 part 1), elliptic curves through 2035 (IR 8547): pointed out from then on.
    public static let standard: AlgorithmConstraints = {
        let endOf2013 = Date(timeIntervalSince1970: 1_388_534_400)
        let endOf2030 = Date(timeIntervalSince1970: 1_924_992_000)
        let endOf2035 = Date(timeIntervalSince1970: 2_082_758_400)
        let tolerated: [DigestAlgorithm: Limit] = [
            .md5: .never, .sha1: Limit(warning: endOf2013), .sha224: Limit(warning: endOf2030),
        ]
        return AlgorithmConstraints(
            digests: [
                .signature: [.md5: .never, .sha1: Limit(end: endOf2013), .sha224: Limit(end: endOf2030)],
                .timeStampImprint: tolerated, .timeStamp: tolerated, .certificate: tolerated,
            ],
            keys: [
                KeyRule(.rsa, below: 2048, .never), KeyRule(.rsa, below: 3072, Limit(warning: endOf2030)),
                KeyRule(.rsa, below: nil, Limit(warning: endOf2035)), KeyRule(.ec, below: 256, .never),
                KeyRule(.ec, below: nil, Limit(warning: endOf2035)),
                KeyRule(.edwards, below: nil, Limit(warning: endOf2035)),
                KeyRule(.dsa, below: nil, Limit(end: endOf2013)), KeyRule(.other, below: nil, .never),
            ])
    }()
}
