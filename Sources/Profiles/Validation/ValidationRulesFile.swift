import Diagnostics
import Records

/// Reads files of validation rules.
public enum ValidationRulesFile {
    /// What was read.
    public enum Outcome: Sendable {
        case read(ValidationRules)
        case refused([ProfileProblem])
    }

    private enum Key: String, CaseIterable { case store, version, basis, digests, keys, revocation, time, fetching }
    private enum RevocationKey: String, CaseIterable { case freshnessHours }
    private enum TimeKey: String, CaseIterable { case toleranceMinutes, order }
    private enum FetchingKey: String, CaseIterable { case issuers, revocation, hosts }
    private enum KeyRuleKey: String, CaseIterable { case kind, below, limit }
    private enum LimitKey: String, CaseIterable { case warn, end }

    /// Reads the text of one file.
    /// - Parameter name: stands in front of problems.
    public static func read(_ text: [UInt8], name: String) -> Outcome {
        var problems: [ProfileProblem] = []
        guard let root = YAMLFile.root(of: String(decoding: text, as: UTF8.self), file: name, &problems),
            let file = YAMLMapping(root, keys: Key.self, &problems)
        else { return .refused(problems) }
        let store = file.choice(.store, TrustPinRule.Store.self, &problems)
        let version = file.text(.version, &problems)
        let basis = file.required(.basis, &problems)?.texts(&problems)
        let digests = file.required(.digests, &problems).map { Self.digests($0, &problems) }
        let keys = file.required(.keys, &problems)?.sequence(&problems)?.compactMap { keyRule($0, &problems) }
        let freshness = file.required(.revocation, &problems)
            .flatMap { YAMLMapping($0, keys: RevocationKey.self, &problems) }
            .flatMap { mapping in mapping[.freshnessHours]?.number(0...8760, &problems) }
        let time = file.required(.time, &problems).flatMap { YAMLMapping($0, keys: TimeKey.self, &problems) }
        let tolerance = time?.number(.toleranceMinutes, 0...1440, &problems)
        let order = time?.choice(.order, ValidationRules.Order.self, &problems)
        let fetching = file.required(.fetching, &problems)
            .flatMap { YAMLMapping($0, keys: FetchingKey.self, &problems) }
        let issuers = fetching?.choice(.issuers, ValidationRules.FetchingScope.self, &problems)
        let revocation = fetching?.choice(.revocation, ValidationRules.FetchingScope.self, &problems)
        let hosts = fetching?[.hosts]?.texts(&problems) ?? []
        guard problems.isEmpty, let store, let version, let basis, let digests, let keys, let tolerance, let order,
            let issuers, let revocation
        else { return .refused(problems) }
        return .read(
            ValidationRules(
                store: store, version: version, basis: basis, digests: digests, keys: keys, freshnessHours: freshness,
                toleranceMinutes: tolerance, order: order, issuers: issuers, revocation: revocation, hosts: hosts))
    }

    private static func digests(
        _ value: YAMLValue, _ problems: inout [ProfileProblem]
    ) -> [ValidationRules.Use: [ValidationRules.Digest: ValidationRules.Limit]] {
        guard let uses = YAMLMapping(value, keys: ValidationRules.Use.self, &problems) else { return [:] }
        var found: [ValidationRules.Use: [ValidationRules.Digest: ValidationRules.Limit]] = [:]
        for use in ValidationRules.Use.allCases {
            // A use that is left out would let everything pass.
            guard let value = uses.required(use, &problems),
                let digests = YAMLMapping(value, keys: ValidationRules.Digest.self, &problems)
            else { continue }
            for digest in ValidationRules.Digest.allCases {
                guard let limit = digests[digest].flatMap({ Self.limit($0, &problems) }) else { continue }
                found[use, default: [:]][digest] = limit
            }
        }
        return found
    }

    private static func keyRule(
        _ value: YAMLValue, _ problems: inout [ProfileProblem]
    ) -> ValidationRules.KeyRule? {
        guard let mapping = YAMLMapping(value, keys: KeyRuleKey.self, &problems) else { return nil }
        let kind = mapping.choice(.kind, ValidationRules.KeyKind.self, &problems)
        let below = mapping[.below].map { $0.number(1...65536, &problems) }
        let limit = mapping.required(.limit, &problems).flatMap { Self.limit($0, &problems) }
        guard let kind, let limit else { return nil }
        return ValidationRules.KeyRule(kind: kind, below: below.flatMap { $0 }.map { Int($0) }, limit: limit)
    }

    /// `never`, or `{warn, end}`.
    private static func limit(_ value: YAMLValue, _ problems: inout [ProfileProblem]) -> ValidationRules.Limit? {
        if value.isScalar {
            guard let word = value.text(&problems) else { return nil }
            if word == "never" { return .never }
            problems.append(
                ProfileProblem(
                    .invalidValue, at: value.place, vi: "giới hạn không thể là “\(word)”",
                    en: "a limit cannot be “\(word)”",
                    expected: Bilingual(vi: "never hoặc {warn: ngày, end: ngày}", en: "never or {warn: day, end: day}"))
            )
            return nil
        }
        guard let mapping = YAMLMapping(value, keys: LimitKey.self, &problems) else { return nil }
        func day(_ key: LimitKey) -> CivilDate? {
            mapping[key] == nil
                ? nil : mapping.value(key, expected: .isoDate, &problems) { CivilDate(iso: $0) }
        }
        return .dated(warn: day(.warn), end: day(.end))
    }
}
