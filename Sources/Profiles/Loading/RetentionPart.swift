import Diagnostics
import Records

/// The retention schedule.
struct RetentionPart {
    var rules: [String: RetentionRule] = [:]
    /// Every code that is defined, be it with mistakes.
    var codes: Set<String> = []
    var effective: EffectivePeriod?

    private enum Key: String, CaseIterable { case effective, classes }
    private enum ClassKey: String, CaseIterable { case code, title, trigger, period, basis }

    init(_ root: YAMLValue, _ problems: inout [ProfileProblem]) {
        guard let file = YAMLMapping(root, keys: Key.self, &problems) else { return }
        effective = file.required(.effective, &problems)?.effectivePeriod(&problems)
        for value in file.required(.classes, &problems)?.sequence(&problems) ?? [] {
            guard let mapping = YAMLMapping(value, keys: ClassKey.self, &problems),
                let code = mapping.text(.code, &problems)
            else { continue }
            if !codes.insert(code).inserted {
                problems.append(.duplicate("thời hạn bảo quản", "retention class", code, at: value.place))
            }
            rules[code] = Self.rule(mapping, code: code, &problems)
        }
    }

    private static func rule(
        _ mapping: YAMLMapping<ClassKey>, code: String, _ problems: inout [ProfileProblem]
    ) -> RetentionRule? {
        let title = mapping.text(.title, &problems)
        let trigger = mapping.choice(.trigger, RetentionRule.Trigger.self, &problems)
        let period = mapping.value(.period, expected: .period, &problems) { text -> RetentionRule.Period? in
            guard let period = RetentionRule.Period(text: text) else { return nil }
            if case .years(let years) = period, !(2...70).contains(years) { return nil }
            return period
        }
        let basis = mapping.required(.basis, &problems)?.legalBasis(&problems)
        guard let title, let trigger, let period, let basis else { return nil }
        return RetentionRule(code: code, title: title, trigger: trigger, period: period, basis: basis)
    }
}

extension ProfileProblem {
    static func duplicate(_ vi: String, _ en: String, _ code: String, at place: YAMLPlace) -> ProfileProblem {
        ProfileProblem(
            .duplicateCode, at: place, vi: "\(vi) “\(code)” khai hai lần", en: "\(en) “\(code)” is defined twice",
            expected: Bilingual(vi: "mỗi mã một lần", en: "each code once"))
    }
}

extension Bilingual {
    /// Luật Lưu trữ 33/2024 Đ15: for ever, or 2 to 70 years.
    fileprivate static let period = Bilingual(
        vi: "permanent, hoặc P2Y đến P70Y (Luật Lưu trữ 33/2024/QH15 Đ15)",
        en: "permanent, or P2Y to P70Y (Luật Lưu trữ 33/2024/QH15 Đ15)")
}
