import Diagnostics
import Profiles
import Records

/// A manifest row as typed values: dates normalised, codes checked, owners formed.
struct ManifestValues {
    var type: DocumentTypeRule?
    var fields: [String: ExtractedField] = [:]
    var owners: [Owner] = []
    var number: String?
    var notation: String?
    var dossier: String?
    var procedure: String?
    var findings: [Finding] = []

    private let line: Int

    init(_ row: ManifestRow, types: [String: DocumentTypeRule]) {
        line = row.line
        if let name = row[.documentType] {
            type = Self.type(named: name, types)
            if let type {
                set(FieldName.documentType, type.code)
            } else {
                refuse(
                    "MANIFEST_TYPE_UNKNOWN", .documentType, name, FieldName.documentType,
                    Bilingual(vi: "mã hoặc tên một loại giấy tờ trong cấu hình", en: "a code or title from the profile")
                )
            }
        }
        set(FieldName.title, row[.title])
        set(FieldName.agency, row[.agency])
        set(FieldName.scope, row[.scope])
        setNumber(row)
        setDate(FieldName.issuedDate, .issuedDate, row)
        setDate(FieldName.validUntil, .validUntil, row)
        dossier = row[.dossier]
        if let text = row[.procedure] {
            procedure = text
            if ProcedureCode(rawValue: text) == nil {
                refuse(
                    "MANIFEST_PROCEDURE_INVALID", .procedure, text, nil,
                    Bilingual(vi: "mã thủ tục như 1.004873", en: "a procedure code such as 1.004873"))
            }
        }
        setOwners(row)
    }

    /// A code, an alias or a title, whichever way it is written.
    private static func type(named name: String, _ types: [String: DocumentTypeRule]) -> DocumentTypeRule? {
        if let type = types[name] { return type }
        let wanted = VietnameseText.comparable(name)
        return types.values.sorted { $0.code < $1.code }.first { type in
            ([type.code, type.title] + type.aliases + type.titles).contains { VietnameseText.comparable($0) == wanted }
        }
    }

    private mutating func set(_ field: String, _ value: String?) {
        if let value { fields[field] = ExtractedField(value: value, confidence: 1, source: .manifest) }
    }

    /// The number and the notation in columns of their own, or both in the number's.
    private mutating func setNumber(_ row: ManifestRow) {
        guard let text = row[.number] else { return }
        if let notation = row[.notation] {
            (number, self.notation) = (text, notation)
            set(FieldName.numberAndNotation, "\(text)/\(notation)")
        } else {
            (number, notation) = splitNumber(text)
            set(FieldName.numberAndNotation, text)
        }
    }

    private mutating func setDate(_ field: String, _ column: ManifestRow.Column, _ row: ManifestRow) {
        guard let text = row[column] else { return }
        if let date = VietnameseDates.parse(text) {
            set(field, date.iso)
        } else {
            refuse(
                "MANIFEST_DATE_INVALID", column, text, field,
                Bilingual(
                    vi: "ngày có thật, dạng 2026-03-05 hoặc 05/03/2026",
                    en: "a day that exists, as 2026-03-05 or 05/03/2026"))
        }
    }

    private mutating func setOwners(_ row: ManifestRow) {
        var kind: Owner.Kind?
        if let text = row[.ownerType] {
            kind = Self.ownerKind(text)
            if kind == nil {
                refuse(
                    "MANIFEST_OWNER_TYPE_UNKNOWN", .ownerType, text, nil,
                    Bilingual(vi: "person (cá nhân) hoặc organization (tổ chức)", en: "person or organization"))
            }
        }
        let columns: [(id: ManifestRow.Column, name: ManifestRow.Column)] = [
            (.ownerId, .ownerName), (.ownerId2, .ownerName2),
        ]
        for (index, column) in columns.enumerated() where row[column.id] != nil || row[column.name] != nil {
            let id = (row[column.id] ?? "").filter { $0 != " " && $0 != "." }
            let role = index == 0 ? "holder" : type?.code == "ket-hon" ? "spouse" : "co-holder"
            owners.append(
                Owner(
                    type: kind ?? Owner.Kind(id: id) ?? type?.ownerKind ?? .person, id: id,
                    name: row[column.name] ?? "", role: role))
        }
        guard row[.ownerId] != nil || row[.ownerName] != nil, let holder = owners.first else { return }
        set(FieldName.holderId, holder.id.isEmpty ? nil : holder.id)
        set(FieldName.holderName, holder.name.isEmpty ? nil : holder.name)
    }

    private static func ownerKind(_ text: String) -> Owner.Kind? {
        switch VietnameseText.comparable(text) {
        case "person", "ca nhan", "cong dan", "nguoi": .person
        case "organization", "organisation", "to chuc", "doanh nghiep", "ho kinh doanh", "hop tac xa", "co quan":
            .organization
        default: nil
        }
    }

    private mutating func refuse(
        _ code: String, _ column: ManifestRow.Column, _ text: String, _ field: String?, _ expected: Bilingual
    ) {
        findings.append(
            Finding(
                code, .review,
                Bilingual(
                    vi:
                        "Dòng \(line), cột \(column.rawValue) của manifest: “\(text)” không dùng được; cần \(expected.vi).",
                    en:
                        "Manifest line \(line), column \(column.rawValue): “\(text)” cannot be used; expected \(expected.en)."
                ), field: field, measured: Double(line)))
    }
}

/// Number and notation apart: `111/GPXD-UBND` is 111 and GPXD-UBND; without a slash it is all number.
func splitNumber(_ text: String) -> (number: String, notation: String?) {
    guard let slash = text.firstIndex(of: "/") else { return (text, nil) }
    let notation = String(text[text.index(after: slash)...])
    return (String(text[..<slash]), notation.isEmpty ? nil : notation)
}

extension Owner.Kind {
    /// What an id's shape says: 12 or 9 digits a person, 10 with a check digit an organization.
    init?(id: String) {
        if PersonalId(id) != nil || isFormerIdentityNumber(id) {
            self = .person
        } else if TaxCode(id) != nil {
            self = .organization
        } else {
            return nil
        }
    }
}

/// A 9-digit identity card number (CMND), which no longer says who somebody is.
func isFormerIdentityNumber(_ id: String) -> Bool {
    id.utf8.count == 9 && id.utf8.allSatisfy { (48...57).contains($0) }
}
