import Diagnostics
import Profiles
import Records

/// What a person decided about a document in the review queue.
public struct ReviewDecision: Sendable, Hashable, Codable {
    /// Who decided: recorded with the document.
    public var by: String
    /// Confirmed or corrected values by field name; dates as ISO or `dd/MM/yyyy`. An empty value removes the field.
    public var fields: [String: String]
    /// All owners, when the person states them; nil: the first owner follows `holderName` and `holderId`.
    public var owners: [Owner]?
    /// Codes of findings the person has looked at and lets pass. A missing field or an unknown type cannot pass.
    public var accepted: Set<String>

    /// All parts as given.
    public init(by: String, fields: [String: String] = [:], owners: [Owner]? = nil, accepted: Set<String> = []) {
        (self.by, self.fields, self.owners, self.accepted) = (by, fields, owners, accepted)
    }
}

extension Extractor {
    /// The record as the person left it: confirmed values have source `person` and confidence 1, and every check that
    /// values decide runs again. What still has consequence `review` keeps the document in the queue.
    public func applying(_ decision: ReviewDecision, to record: DescribedRecord) -> DescribedRecord {
        var result = record
        var findings = record.findings.filter { !RecordChecks.codes.contains($0.code) && $0.code != "FIELD_INVALID" }
        for (name, text) in decision.fields.sorted(by: { $0.key < $1.key }) {
            guard !text.trimmed.isEmpty else {
                result.fields[name] = nil
                continue
            }
            guard let value = normalised(text, field: name) else {
                findings.append(invalid(text, field: name))
                continue
            }
            let old = record.fields[name]
            result.fields[name] = ExtractedField(
                value: value, confidence: 1, source: .person, page: old?.page, box: old?.box)
        }
        if decision.fields[FieldName.documentType] != nil {
            result.documentType = result.fields[FieldName.documentType]?.value
        }
        if decision.fields[FieldName.numberAndNotation] != nil {
            let printed = result.fields[FieldName.numberAndNotation]?.value
            (result.number, result.notation) = printed.map(splitNumber) ?? (nil, nil)
        }
        updateOwners(&result, decision)

        let settled = findings.map { finding in
            let isConfirmed = finding.field.map { decision.fields[$0] != nil } ?? false
            let passes = finding.code != "FIELD_INVALID" && (isConfirmed || decision.accepted.contains(finding.code))
            return passes ? finding.asNote : finding
        }
        let rule = result.documentType.flatMap { types[$0] }
        let checks = RecordChecks.findings(result, rule: rule).map { finding in
            decision.accepted.contains(finding.code) && !Self.cannotPass.contains(finding.code)
                ? finding.asNote : finding
        }
        let reviewed = Finding(
            "REVIEWED", .note,
            Bilingual(vi: "\(decision.by) đã kiểm tra và xác nhận.", en: "Checked and confirmed by \(decision.by)."))
        result.findings = settled + checks + [reviewed]
        return result
    }

    private static let cannotPass: Set<String> = ["DOCUMENT_TYPE_UNKNOWN", "FIELD_MISSING"]

    private static let dates: Set<String> = [FieldName.issuedDate, FieldName.validUntil, FieldName.holderBirthDate]

    private func normalised(_ text: String, field: String) -> String? {
        let text = VietnameseText.nfc(text).trimmed
        if Self.dates.contains(field) { return VietnameseDates.parse(text)?.iso }
        if field == FieldName.documentType { return types[text]?.code }
        return text
    }

    private func invalid(_ text: String, field: String) -> Finding {
        let label = FieldLabel.text(of: field)
        return Finding(
            "FIELD_INVALID", .review,
            Bilingual(
                vi: "\(label.vi): “\(text)” không dùng được.", en: "\(label.en): “\(text)” cannot be used."),
            field: field)
    }

    private func updateOwners(_ record: inout DescribedRecord, _ decision: ReviewDecision) {
        if let owners = decision.owners {
            record.owners = owners
            for (name, value) in [
                (FieldName.holderName, owners.first?.name), (FieldName.holderId, owners.first?.id),
            ] {
                guard let value, !value.isEmpty else { continue }
                record.fields[name] = ExtractedField(value: value, confidence: 1, source: .person)
            }
            return
        }
        let touched = [FieldName.holderName, FieldName.holderId, FieldName.documentType]
        guard touched.contains(where: { decision.fields[$0] != nil }) else { return }
        let id = (record.fields[FieldName.holderId]?.value ?? "").filter { $0 != " " && $0 != "." }
        let name = record.fields[FieldName.holderName]?.value ?? ""
        guard !id.isEmpty || !name.isEmpty else { return }
        let kind = Owner.Kind(id: id) ?? record.documentType.flatMap { types[$0]?.ownerKind } ?? .person
        let holder = Owner(type: kind, id: id, name: name)
        if record.owners.isEmpty { record.owners = [holder] } else { record.owners[0] = holder }
    }
}

extension Finding {
    /// The same finding, kept as a remark.
    fileprivate var asNote: Finding {
        var note = self
        note.consequence = .note
        return note
    }
}
