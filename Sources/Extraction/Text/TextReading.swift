import Profiles
import Records

/// All that the rules read from a document's text.
struct TextReading {
    var type: DocumentTypeRule?
    var fields: [String: FoundValue] = [:]
    /// What `Giới tính` says, for the cross-check with the personal id.
    var sex: PersonalId.Sex?

    /// - Parameter known: the type the manifest gives; nil: the title decides.
    init(_ layer: TextLayer, types: [String: DocumentTypeRule], known: DocumentTypeRule?) {
        let text = PageText(layer)
        let source: ExtractedField.Source = layer.source == .ocr ? .ocr : .text
        let title = TitleRule.match(text.runs, types: types)
        type = title?.type

        func note(_ name: String, _ value: String, _ run: TextRun, _ confidence: Double) {
            fields[name] = FoundValue(
                value: value, confidence: confidence * run.confidence, source: source, page: run.page, box: run.box)
        }
        if let title {
            note(FieldName.documentType, title.type.code, title.title, 0.98)
            note(FieldName.title, title.title.text, title.title, 0.98)
        }
        let heading = HeadingRules(text, titleIndex: title?.first)
        if let (value, run) = heading.numberAndNotation() { note(FieldName.numberAndNotation, value, run, 0.98) }
        let issued = heading.issuedDate()
        if let (value, run) = issued { note(FieldName.issuedDate, value.iso, run, 0.98) }
        if let (value, run) = heading.agency() { note(FieldName.agency, value, run, 0.9) }
        if let (value, run) = SignatureBlockRule.signer(text) { note(FieldName.signer, value, run, 0.9) }

        for rule in (known ?? type)?.fields ?? [] where fields[rule.name] == nil {
            guard let found = LabelRule(rule).find(in: text.paragraphs), let run = TextRun(Array(found.words)) else {
                continue
            }
            switch found.answer {
            case .value(let value): note(rule.name, value, run, found.confidence)
            case .monthsFromIssue(let months):
                let start = fields[FieldName.issuedDate].flatMap { CivilDate(iso: $0.value) }
                if let end = start?.adding(months: months) { note(rule.name, end.iso, run, 0.9) }
            }
        }
        let sexRule = LabelRule(.init(name: "sex", kind: .text, labels: ["Giới tính"], required: false))
        if case .value(let value)? = sexRule.find(in: text.paragraphs)?.answer {
            sex = PersonalId.Sex(vietnamese: value)
        }
    }
}

extension PersonalId.Sex {
    /// `Nam` or `Nữ` at the start of a text.
    init?(vietnamese text: String) {
        switch VietnameseText.comparable(text).split(whereSeparator: { !$0.isLetter }).first {
        case "nam": self = .male
        case "nu": self = .female
        default: return nil
        }
    }
}
