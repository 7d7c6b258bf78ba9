import Diagnostics
import Records

/// One certificate that is recognized by its SHA-256: an entry of `Profiles/trust/pins-….yaml`.
public struct TrustPinRule: Sendable, Hashable {
    /// The stores, by the law that they serve.
    public enum Store: String, Sendable, Hashable, CaseIterable {
        /// Certificates for official duty (Ban Cơ yếu Chính phủ).
        case official
        /// Certificates of public authorities.
        case `public`
        /// Demonstrations.
        case demo
    }

    /// What the certificate is for.
    public enum Role: String, Sendable, Hashable, CaseIterable {
        case root
        case intermediate
        case timeStamping = "tsa"
        case ocsp
    }

    /// How sure it is that the digest is the authority's.
    public enum Certainty: String, Sendable, Hashable, CaseIterable {
        /// Several independent sources publish the same digest.
        case confirmed
        /// The key of a confirmed authority has signed the certificate.
        case chained
        /// One source alone.
        case oneSource = "one-source"
    }

    /// SHA-256 of the certificate, lower-case hexadecimal.
    public let sha256: String
    /// The subject's common name.
    public let name: String
    /// The subject's organization.
    public let organization: String?
    /// The store.
    public let store: Store
    /// What it is for.
    public let role: Role
    /// Which of an authority's generations it belongs to, such as `G2`.
    public let generation: String?
    /// The certificate's first and last day.
    public let firstDay: CivilDate
    /// See ``firstDay``.
    public let lastDay: CivilDate
    /// The key, such as `rsa2048`.
    public let key: String?
    /// How sure it is.
    public let certainty: Certainty
    /// Where the authority publishes its revocation lists.
    public let lists: [String]
    /// A word for people.
    public let note: String?
}

/// Reads files of pins.
public enum TrustPinsFile {
    /// What was read.
    public enum Outcome: Sendable {
        case read([TrustPinRule])
        case refused([ProfileProblem])
    }

    private enum Key: String, CaseIterable { case store, pins }
    private enum PinKey: String, CaseIterable {
        case sha256, name, organization, role, generation, valid, key, certainty, lists, note
    }

    /// Reads the text of one file.
    /// - Parameter name: stands in front of problems.
    public static func read(_ text: [UInt8], name: String) -> Outcome {
        var problems: [ProfileProblem] = []
        var rules: [TrustPinRule] = []
        if let root = YAMLFile.root(of: String(decoding: text, as: UTF8.self), file: name, &problems),
            let file = YAMLMapping(root, keys: Key.self, &problems)
        {
            let store = file.choice(.store, TrustPinRule.Store.self, &problems)
            var seen: Set<String> = []
            for value in file.required(.pins, &problems)?.sequence(&problems) ?? [] {
                guard let mapping = YAMLMapping(value, keys: PinKey.self, &problems),
                    let rule = pin(mapping, store: store, &problems)
                else { continue }
                if !seen.insert(rule.sha256).inserted {
                    problems.append(.duplicate("chứng thư số", "certificate", rule.sha256, at: value.place))
                }
                rules.append(rule)
            }
        }
        return problems.isEmpty ? .read(rules) : .refused(problems)
    }

    private static func pin(
        _ mapping: YAMLMapping<PinKey>, store: TrustPinRule.Store?, _ problems: inout [ProfileProblem]
    ) -> TrustPinRule? {
        let digest = mapping.value(.sha256, expected: .sha256, &problems) { text -> String? in
            text.utf8.count == 64 && text.utf8.allSatisfy { (48...57).contains($0) || (97...102).contains($0) }
                ? text : nil
        }
        let name = mapping.text(.name, &problems)
        let role = mapping.choice(.role, TrustPinRule.Role.self, &problems)
        let certainty = mapping.choice(.certainty, TrustPinRule.Certainty.self, &problems)
        let valid = mapping.value(.valid, expected: .validity, &problems) { text -> (CivilDate, CivilDate)? in
            let days = text.split(separator: "/").map { CivilDate(iso: $0) }
            guard days.count == 2, let first = days[0], let last = days[1], first <= last else { return nil }
            return (first, last)
        }
        let organization = mapping[.organization].flatMap { $0.text(&problems) }
        let generation = mapping[.generation].flatMap { $0.text(&problems) }
        let key = mapping[.key].flatMap { $0.text(&problems) }
        let lists = mapping[.lists]?.texts(&problems) ?? []
        let note = mapping[.note].flatMap { $0.text(&problems) }
        guard let digest, let name, let store, let role, let certainty, let valid else { return nil }
        return TrustPinRule(
            sha256: digest, name: name, organization: organization, store: store, role: role, generation: generation,
            firstDay: valid.0, lastDay: valid.1, key: key, certainty: certainty, lists: lists, note: note)
    }
}

extension Bilingual {
    fileprivate static let sha256 = Bilingual(
        vi: "64 chữ số thập lục phân viết thường", en: "64 lower-case hexadecimal digits")
    fileprivate static let validity = Bilingual(
        vi: "ngày đầu/ngày cuối, như 2018-08-22/2048-08-14", en: "first/last day, such as 2018-08-22/2048-08-14")
}
