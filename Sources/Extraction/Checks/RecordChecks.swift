import Diagnostics
import Profiles
import Records

/// What must hold before a record may be filed without a person. Run after extraction, and again after a review.
enum RecordChecks {
    /// The codes that these checks give, so that a second run can replace the findings of the first.
    static let codes: Set<String> = [
        "DOCUMENT_TYPE_UNKNOWN", "FIELD_MISSING", "FIELD_DOUBTFUL", "DATES_INVERTED", "OWNER_UNRESOLVED",
        "OWNER_ID_INVALID", "OWNER_INCOMPLETE", "OWNER_ID_BIRTH_YEAR",
    ]

    /// Below this a required field is doubtful: one in five such values may be wrong.
    static let leastConfidence = 0.8

    static func findings(_ record: DescribedRecord, rule: DocumentTypeRule?) -> [Finding] {
        guard let rule else {
            return [
                Finding(
                    "DOCUMENT_TYPE_UNKNOWN", .review,
                    Bilingual(
                        vi: "Không nhận ra loại giấy tờ: không có trong manifest và không thấy tiêu đề đã biết.",
                        en: "The document type is unknown: the manifest does not give it and no known title was found."),
                    field: FieldName.documentType)
            ]
        }
        // A component is filed under its dossier; it needs nothing but its type.
        guard rule.role == .result else { return [] }
        return required(record, rule) + dates(record) + record.owners.flatMap(owner) + birthYear(record)
    }

    private static func required(_ record: DescribedRecord, _ rule: DocumentTypeRule) -> [Finding] {
        rule.fields.filter(\.required).compactMap { field in
            let label = FieldLabel.text(of: field.name)
            guard let value = record.fields[field.name], !value.value.isEmpty else {
                return Finding(
                    "FIELD_MISSING", .review,
                    Bilingual(vi: "Thiếu \(label.vi).", en: "The \(label.en) is missing."), field: field.name)
            }
            guard value.confidence < leastConfidence else { return nil }
            return Finding(
                "FIELD_DOUBTFUL", .review,
                Bilingual(
                    vi: "Chưa chắc về \(label.vi): cần người đối chiếu với giấy tờ.",
                    en: "The \(label.en) is doubtful: compare it with the paper."),
                page: value.page, field: field.name, measured: value.confidence, limit: leastConfidence)
        }
    }

    private static func dates(_ record: DescribedRecord) -> [Finding] {
        guard let issued = record.fields[FieldName.issuedDate].flatMap({ CivilDate(iso: $0.value) }),
            let until = record.fields[FieldName.validUntil].flatMap({ CivilDate(iso: $0.value) }), until < issued
        else { return [] }
        return [
            Finding(
                "DATES_INVERTED", .review,
                Bilingual(
                    vi: "Ngày hết hiệu lực \(until.vietnamese) trước ngày ban hành \(issued.vietnamese).",
                    en: "The last day of validity, \(until.iso), is before the day of issue, \(issued.iso)."),
                field: FieldName.validUntil)
        ]
    }

    /// REGULATION section 8. Messages show no id: findings travel further than fields do.
    private static func owner(_ owner: Owner) -> [Finding] {
        let who = owner.name.isEmpty ? "?" : owner.name
        if owner.id.isEmpty || owner.name.isEmpty {
            // The holder's gaps are reported field by field.
            guard owner.role != "holder" else { return [] }
            return [
                Finding(
                    "OWNER_INCOMPLETE", .review,
                    Bilingual(
                        vi: "Chủ sở hữu thứ hai (\(who)) thiếu tên hoặc mã định danh.",
                        en: "The second owner (\(who)) lacks a name or an id."), field: nil)
            ]
        }
        guard !owner.hasValidId else { return [] }
        let field = owner.role == "holder" ? FieldName.holderId : nil
        if isFormerIdentityNumber(owner.id) {
            return [
                Finding(
                    "OWNER_UNRESOLVED", .review,
                    Bilingual(
                        vi: "\(who): chỉ có số CMND 9 số; cần tra số định danh cá nhân 12 số.",
                        en: "\(who): only a 9-digit identity card number; look up the 12-digit personal id."),
                    field: field)
            ]
        }
        return [
            Finding(
                "OWNER_ID_INVALID", .review,
                owner.type == .person
                    ? Bilingual(
                        vi: "\(who): mã định danh không phải 12 chữ số đúng cấu trúc.",
                        en: "\(who): the id is not a well-formed 12-digit personal id.")
                    : Bilingual(
                        vi: "\(who): mã số thuế sai độ dài hoặc sai chữ số kiểm tra.",
                        en: "\(who): the tax code has a wrong length or check digit."), field: field)
        ]
    }

    /// The id was given at registration; papers with another birth year exist, so this only warns.
    private static func birthYear(_ record: DescribedRecord) -> [Finding] {
        guard let born = record.fields[FieldName.holderBirthDate].flatMap({ CivilDate(iso: $0.value) }),
            let holder = record.owners.first, let id = PersonalId(holder.id), id.birthYear != born.year
        else { return [] }
        return [
            Finding(
                "OWNER_ID_BIRTH_YEAR", .note,
                Bilingual(
                    vi: "Năm sinh trên giấy (\(born.year)) khác năm sinh trong số định danh (\(id.birthYear)).",
                    en: "The paper says born in \(born.year), the personal id says \(id.birthYear)."),
                field: FieldName.holderBirthDate, measured: Double(born.year), limit: Double(id.birthYear))
        ]
    }
}
