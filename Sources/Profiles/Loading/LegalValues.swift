import Diagnostics
import Records

/// How legal values are written in every part: their basis and the days they are law.
extension YAMLValue {
    private enum BasisKey: String, CaseIterable { case citation, verified }

    private enum EffectiveKey: String, CaseIterable { case from, until, basis }

    /// `{citation, verified}`.
    func legalBasis(_ problems: inout [ProfileProblem]) -> LegalBasis? {
        guard let mapping = YAMLMapping(self, keys: BasisKey.self, &problems) else { return nil }
        let citation = mapping.text(.citation, &problems)
        let verified = mapping.required(.verified, &problems)?.boolean(&problems)
        guard let citation, let verified else { return nil }
        return LegalBasis(citation: citation, verified: verified)
    }

    /// `{from, until, basis}`.
    func effectivePeriod(_ problems: inout [ProfileProblem]) -> EffectivePeriod? {
        guard let mapping = YAMLMapping(self, keys: EffectiveKey.self, &problems) else { return nil }
        let from = mapping.value(.from, expected: .isoDate, &problems) { CivilDate(iso: $0) }
        let until = mapping[.until].map { _ in
            mapping.value(.until, expected: .isoDate, &problems) { CivilDate(iso: $0) }
        }
        let basis = mapping.required(.basis, &problems)?.legalBasis(&problems)
        if let from, let end = until ?? nil, end < from, let place = mapping[.until]?.place {
            problems.append(
                ProfileProblem(
                    .invalidValue, at: place, vi: "ngày hết hiệu lực trước ngày có hiệu lực",
                    en: "the last day is before the first",
                    expected: Bilingual(vi: "từ \(from.iso) trở đi", en: "\(from.iso) or later")))
            return nil
        }
        guard let from, let basis else { return nil }
        return EffectivePeriod(from: from, until: until ?? nil, basis: basis)
    }
}

extension Bilingual {
    static let isoDate = Bilingual(vi: "một ngày dạng 2026-11-22", en: "a date such as 2026-11-22")
}
