import Diagnostics
import Profiles
import Records

/// Step 2 of TT 01/2023/TT-VPCP Đ7, bóc tách: what a document says, as typed fields with source and confidence.
///
/// A pure function of its input and the profile's document types; nothing is read from disk or clock.
public struct Extractor: Sendable {
    let types: [String: DocumentTypeRule]

    /// An extractor for the document types of a profile, by code.
    public init(documentTypes: [String: DocumentTypeRule]) { types = documentTypes }

    /// Describes one document: manifest first, then its text, then codes on its pages.
    ///
    /// Nothing is thrown: what is missing, doubtful or contradictory is a finding, and one of consequence `review`
    /// keeps the document for a person.
    public func describe(_ input: ExtractionInput) -> DescribedRecord {
        let given = input.manifest.map { ManifestValues($0, types: types) }
        let reading = input.text.map { TextReading($0, types: types, known: given?.type) }
        let rule = given?.type ?? reading?.type
        let cards = Set(input.codes.compactMap { IdentityCardCode($0.text) })
        // Cards of several people do not say who the holder is.
        let card = cards.count == 1 ? cards.first : nil
        let cardPlace = input.codes.first { IdentityCardCode($0.text) == card }

        let sources = FieldSources(
            manifest: given?.fields ?? [:], text: reading?.fields ?? [:],
            code: cardPlace.flatMap { place in card?.fields(on: place) } ?? [:])
        let fields = sources.merged
        let (number, notation) = numberParts(given, fields)
        var record = DescribedRecord(
            documentType: rule?.code, fields: fields, owners: owners(given, fields, rule), number: number,
            notation: notation, dossier: given?.dossier ?? input.dossier ?? printedDossier(fields),
            procedure: given?.procedure ?? printedProcedure(fields), findings: [])
        record.findings =
            input.manifestFindings + (given?.findings ?? [])
            + (rule?.role == .component ? [] : sources.disagreements)
            + codeFindings(input.codes, cards: cards.count) + RecordChecks.findings(record, rule: rule)
            + sexFindings(record, sexes: [reading?.sex, card?.sex].compactMap { $0 })
        return record
    }

    /// Mã hồ sơ as the page prints it, when it has the form of one.
    private func printedDossier(_ fields: [String: ExtractedField]) -> String? {
        fields["dossierCode"].flatMap { DossierCode(rawValue: $0.value)?.rawValue }
    }

    /// Mã thủ tục hành chính as the page prints it, when it has the form of one.
    private func printedProcedure(_ fields: [String: ExtractedField]) -> String? {
        fields["procedureCode"].flatMap { ProcedureCode(rawValue: $0.value)?.rawValue }
    }

    private func numberParts(
        _ given: ManifestValues?, _ fields: [String: ExtractedField]
    ) -> (number: String?, notation: String?) {
        if let number = given?.number { return (number, given?.notation) }
        guard let printed = fields[FieldName.numberAndNotation]?.value else { return (nil, given?.notation) }
        return splitNumber(printed)
    }

    /// The manifest's owners; without any there, the holder whom the page names.
    private func owners(
        _ given: ManifestValues?, _ fields: [String: ExtractedField], _ rule: DocumentTypeRule?
    ) -> [Owner] {
        var owners = given?.owners ?? []
        let (id, name) = (fields[FieldName.holderId]?.value, fields[FieldName.holderName]?.value)
        if let holder = owners.firstIndex(where: { $0.role == "holder" }) {
            // The row may give the name alone, the page the id.
            if owners[holder].id.isEmpty { owners[holder].id = id ?? "" }
            if owners[holder].name.isEmpty { owners[holder].name = name ?? "" }
        } else if id != nil || name != nil {
            let kind = id.flatMap(Owner.Kind.init(id:)) ?? rule?.ownerKind ?? .person
            owners.insert(Owner(type: kind, id: id ?? "", name: name ?? ""), at: 0)
        }
        return owners
    }

    /// Codes that were on the page before ours are kept and mentioned; what they say stays out of messages.
    private func codeFindings(_ codes: [PageCode], cards: Int) -> [Finding] {
        var findings = codes.filter { IdentityCardCode($0.text) == nil }.map { code in
            Finding(
                "CODE_ON_PAGE", .note,
                Bilingual(
                    vi: "Trang \(code.page) đã có một mã QR khác; mã được giữ nguyên, nội dung không được dùng.",
                    en: "Page \(code.page) already carries another QR code; it is kept, its content is not used."),
                page: code.page)
        }
        if cards > 1 {
            findings.append(
                Finding(
                    "CODES_OF_SEVERAL_PERSONS", .note,
                    Bilingual(
                        vi: "Có mã QR căn cước của \(cards) người; không dùng mã nào làm thông tin chủ sở hữu.",
                        en: "Identity card codes of \(cards) persons: none is taken for the holder's."),
                    measured: Double(cards)))
        }
        return findings
    }

    /// Only warns: the paper may be about somebody's child, and sex entries do get corrected.
    private func sexFindings(_ record: DescribedRecord, sexes: [PersonalId.Sex]) -> [Finding] {
        guard let id = record.owners.first.flatMap({ PersonalId($0.id) }), let sex = sexes.first, sex != id.sex else {
            return []
        }
        return [
            Finding(
                "OWNER_ID_SEX", .note,
                Bilingual(
                    vi: "Giới tính trên giấy khác giới tính trong số định danh.",
                    en: "The sex on the paper differs from the one in the personal id."), field: FieldName.holderId)
        ]
    }
}
