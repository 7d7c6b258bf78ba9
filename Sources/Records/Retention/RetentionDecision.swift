import Diagnostics

/// When a record may be proposed for disposal, and why: computed once from a rule and the record's dates, and kept in
/// the record so that it can be explained without the profile. Nothing is ever destroyed by it.
public struct RetentionDecision: Sendable, Hashable, Codable {
    /// Code of the retention class.
    public var `class`: String
    /// The event the period is counted from.
    public var trigger: RetentionRule.Trigger
    /// Nil while the triggering event has not happened or its date is unknown.
    @ExplicitNull public var triggerDate: CivilDate?
    /// How long.
    public var period: RetentionRule.Period
    /// First day on which disposal may be proposed; nil for permanent records and while the trigger is open.
    @ExplicitNull public var dueDate: CivilDate?
    /// The law behind the period.
    public var basis: LegalBasis
    /// The computation in a sentence.
    public var explanation: Bilingual

    /// Applies `rule` to the record's dates.
    ///
    /// The period is counted from the **year** in which the work ended (Luật Lưu trữ 33/2024 Đ15), so a period of n
    /// years from any day of year Y is due on 1 January of Y + n + 1.
    public init(rule: RetentionRule, dates: [RetentionRule.Trigger: CivilDate]) {
        let start = dates[rule.trigger]
        var due: CivilDate?
        let sentence: Bilingual
        switch (rule.period, start) {
        case (.permanent, _):
            sentence = Bilingual(vi: "Bảo quản vĩnh viễn (\(rule.title)).", en: "Kept permanently (\(rule.title)).")
        case (.years(let years), .some(let start)):
            due = CivilDate(year: start.year + years + 1, month: 1, day: 1)
            sentence = Bilingual(
                vi: "\(rule.title): \(years) năm, tính từ năm \(start.year) "
                    + "(\(rule.trigger.label.vi) \(start.vietnamese)); "
                    + "có thể đề nghị xét hủy từ \(due?.vietnamese ?? "?").",
                en: "\(rule.title): \(years) years counted from \(start.year) (\(rule.trigger.label.en) \(start.iso)); "
                    + "disposal may be proposed from \(due?.iso ?? "?").")
        case (.years(let years), .none):
            sentence = Bilingual(
                vi: "\(rule.title): \(years) năm, chưa có mốc \(rule.trigger.label.vi) để tính hạn.",
                en: "\(rule.title): \(years) years; the date of “\(rule.trigger.label.en)” is not known yet.")
        }
        (self.class, trigger, period, basis) = (rule.code, rule.trigger, rule.period, rule.basis)
        (explanation, triggerDate, dueDate) = (sentence, start, due)
    }

    /// The later of two decisions: a dossier takes the longest period of its documents (Luật Lưu trữ 33/2024 Đ15).
    public static func longest(_ decisions: some Sequence<RetentionDecision>) -> RetentionDecision? {
        decisions.max { $0.rank < $1.rank }
    }

    private var rank: (Int, Int) {
        switch period {
        case .permanent: (1, 0)
        case .years(let n): (0, dueDate?.daysSince1970 ?? n * 366)
        }
    }
}

extension RetentionRule.Trigger {
    /// The event in words.
    public var label: Bilingual {
        switch self {
        case .issued: Bilingual(vi: "ngày ban hành", en: "issued")
        case .closed: Bilingual(vi: "ngày kết thúc hồ sơ", en: "closed")
        case .expired: Bilingual(vi: "ngày hết hiệu lực", en: "expired")
        case .revoked: Bilingual(vi: "ngày thu hồi", en: "revoked")
        case .replaced: Bilingual(vi: "ngày được thay thế", en: "replaced")
        }
    }
}
