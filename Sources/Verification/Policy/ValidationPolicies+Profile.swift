import FoundationEssentials
import PKI
import Profiles
import Records

extension ValidationPolicies {
    /// These policies with those of `rules` in place of the same stores'.
    public init(_ rules: [ValidationRules], otherwise standard: ValidationPolicies = .standard) {
        func policy(_ label: TrustLabel) -> ValidationPolicy {
            rules.map(ValidationPolicy.init).last { $0.label == label } ?? standard[label]
        }
        self.init(official: policy(.official), public: policy(.public), demo: policy(.demo))
    }
}

extension ValidationPolicy {
    /// The policy that a file of `Profiles/validation` describes. Its days begin at midnight UTC, as those of the standards
    /// they come from.
    public init(_ rules: ValidationRules) {
        let label: TrustLabel =
            switch rules.store {
            case .official: .official
            case .public: .public
            case .demo: .demo
            }
        self.init(
            label: label, version: rules.version, basis: rules.basis, algorithms: AlgorithmConstraints(rules),
            revocationFreshness: rules.freshnessHours.map { $0 * 3600 }, clockTolerance: rules.toleranceMinutes * 60,
            requiresTimeStampOrder: rules.order == .require,
            fetching: FetchingRules(
                issuers: FetchingRules.Scope(rules.issuers), revocation: FetchingRules.Scope(rules.revocation),
                hosts: rules.hosts))
    }
}

extension FetchingRules.Scope {
    fileprivate init(_ scope: ValidationRules.FetchingScope) {
        switch scope {
        case .none: self = .none
        case .anchored: self = .anchored
        case .any: self = .any
        }
    }
}

extension AlgorithmConstraints {
    fileprivate init(_ rules: ValidationRules) {
        var digests: [Use: [DigestAlgorithm: Limit]] = [:]
        for (use, limits) in rules.digests {
            let use: Use =
                switch use {
                case .signature: .signature
                case .timeStampImprint: .timeStampImprint
                case .timeStamp: .timeStamp
                case .certificate: .certificate
                }
            for (digest, limit) in limits {
                guard let known = DigestAlgorithm(rawValue: digest.rawValue) else { continue }
                digests[use, default: [:]][known] = Limit(limit)
            }
        }
        self.init(
            digests: digests,
            keys: rules.keys.map { rule in
                let family: KeyFamily =
                    switch rule.kind {
                    case .rsa: .rsa
                    case .ec: .ec
                    case .dsa: .dsa
                    case .edwards: .edwards
                    case .other: .other
                    }
                return KeyRule(family, below: rule.below, Limit(rule.limit))
            })
    }
}

extension AlgorithmConstraints.Limit {
    fileprivate init(_ limit: ValidationRules.Limit) {
        func date(_ day: CivilDate?) -> Date? {
            day.map { Date(timeIntervalSince1970: Double($0.daysSince1970) * 86400) }
        }
        switch limit {
        case .never: self = .never
        case .dated(let warn, let end): self.init(warning: date(warn), end: date(end))
        }
    }
}
