import Diagnostics
import Records

/// The document types: recognition, fields, class, retention.
struct DocumentTypesPart {
    var rules: [String: DocumentTypeRule] = [:]
    var effective: EffectivePeriod?
    /// Where each type names its retention class, to be checked against the schedule.
    var retentionPlaces: [String: YAMLPlace] = [:]

    private enum Key: String, CaseIterable { case effective, commonFields, types }
    private enum TypeKey: String, CaseIterable {
        case code, title, aliases, role, titles, resultCode, documentClass, ownerKind, sensitivity, retentionClass
        case basis, fields
    }
    private enum FieldKey: String, CaseIterable { case name, kind, labels, required }

    init(_ root: YAMLValue, _ problems: inout [ProfileProblem]) {
        guard let file = YAMLMapping(root, keys: Key.self, &problems) else { return }
        effective = file.required(.effective, &problems)?.effectivePeriod(&problems)
        let common = file[.commonFields].map { Self.fields($0, &problems) } ?? []
        for value in file.required(.types, &problems)?.sequence(&problems) ?? [] {
            guard let mapping = YAMLMapping(value, keys: TypeKey.self, &problems),
                let rule = Self.rule(mapping, common: common, &problems)
            else { continue }
            retentionPlaces[rule.code] = mapping[.retentionClass]?.place ?? value.place
            if rules.updateValue(rule, forKey: rule.code) != nil {
                problems.append(.duplicate("loại giấy tờ", "document type", rule.code, at: value.place))
            }
        }
    }

    /// The types whose retention class is not in `schedule`.
    func unknownRetention(in schedule: RetentionPart) -> [ProfileProblem] {
        rules.values.filter { !schedule.codes.contains($0.retentionClass) }.compactMap { rule in
            retentionPlaces[rule.code].map { place in
                ProfileProblem(
                    .unknownReference, at: place,
                    vi: "“\(rule.code)” dùng thời hạn bảo quản “\(rule.retentionClass)” chưa khai",
                    en: "“\(rule.code)” uses retention class “\(rule.retentionClass)”, which is not defined",
                    expected: .oneOf(schedule.codes.sorted(), near: rule.retentionClass))
            }
        }
    }

    private static func rule(
        _ mapping: YAMLMapping<TypeKey>, common: [DocumentTypeRule.FieldRule], _ problems: inout [ProfileProblem]
    ) -> DocumentTypeRule? {
        let code = mapping.value(.code, expected: .typeCode, &problems) { isTypeCode($0) ? $0 : nil }
        let title = mapping.text(.title, &problems)
        let role = mapping[.role] == nil ? .result : mapping.choice(.role, DocumentTypeRule.Role.self, &problems)
        let titles = mapping.required(.titles, &problems)?.texts(&problems)
        let aliases = mapping[.aliases]?.texts(&problems) ?? []
        // A component gets no code of its own, so it needs no mã giấy tờ.
        let resultCode = role == .component && mapping[.resultCode] == nil ? "" : mapping.text(.resultCode, &problems)
        let documentClass = mapping.choice(.documentClass, DocumentClass.self, &problems)
        let ownerKind = mapping.choice(.ownerKind, Owner.Kind.self, &problems)
        let sensitivity = mapping.choice(.sensitivity, Sensitivity.self, &problems)
        let retentionClass = mapping.text(.retentionClass, &problems)
        let basis = mapping[.basis]?.legalBasis(&problems)
        let own = mapping[.fields].map { fields($0, &problems) } ?? []
        guard let code, let title, let role, let titles, let resultCode, let documentClass, let ownerKind,
            let sensitivity, let retentionClass
        else { return nil }
        let inherited = role == .component ? [] : common.filter { field in !own.contains { $0.name == field.name } }
        return DocumentTypeRule(
            code: code, title: title, role: role, resultCode: resultCode, titles: titles, documentClass: documentClass,
            ownerKind: ownerKind, sensitivity: sensitivity, retentionClass: retentionClass, fields: inherited + own,
            aliases: aliases, basis: basis)
    }

    private static func fields(
        _ value: YAMLValue, _ problems: inout [ProfileProblem]
    ) -> [DocumentTypeRule.FieldRule] {
        var found: [DocumentTypeRule.FieldRule] = []
        for item in value.sequence(&problems) ?? [] {
            guard let mapping = YAMLMapping(item, keys: FieldKey.self, &problems) else { continue }
            let name = mapping.text(.name, &problems)
            let kind = mapping.choice(.kind, DocumentTypeRule.FieldRule.Kind.self, &problems)
            let labels = mapping.required(.labels, &problems)?.texts(&problems)
            let required = mapping.required(.required, &problems)?.boolean(&problems)
            guard let name, let kind, let labels, let required else { continue }
            if found.contains(where: { $0.name == name }) {
                problems.append(.duplicate("trường", "field", name, at: item.place))
            }
            found.append(DocumentTypeRule.FieldRule(name: name, kind: kind, labels: labels, required: required))
        }
        return found
    }

    /// Lower-case letters, digits and hyphens: the code becomes a part of the record's URN.
    private static func isTypeCode(_ text: String) -> Bool {
        (1...40).contains(text.utf8.count)
            && text.utf8.allSatisfy { (97...122).contains($0) || (48...57).contains($0) || $0 == UInt8(ascii: "-") }
    }
}

extension Bilingual {
    fileprivate static let typeCode = Bilingual(
        vi: "chữ thường không dấu, chữ số và gạch nối, như giay-phep-xay-dung",
        en: "lower-case letters, digits and hyphens, such as giay-phep-xay-dung")
}
