import Diagnostics
import Records

/// The same fields as several sources give them. The manifest wins over the text, the text over codes; where they
/// contradict each other a person decides.
struct FieldSources {
    var manifest: [String: ExtractedField]
    var text: [String: FoundValue]
    var code: [String: FoundValue]

    /// One value for each field.
    var merged: [String: ExtractedField] {
        var fields = code.mapValues(\.field)
        fields.merge(text.mapValues(\.field)) { _, text in text }
        fields.merge(manifest) { read, given in
            // The manifest's value with the place where the page says the same, for the reviewer's eye.
            var field = given
            if FieldComparison.sameWords(read.value, given.value) {
                (field.page, field.box) = (read.page, read.box)
            }
            return field
        }
        return fields
    }

    /// The contradictions, each with both values.
    var disagreements: [Finding] {
        FieldComparison.compared.sorted().compactMap { field in
            if let given = manifest[field] {
                let others = [text[field], code[field]].compactMap { $0 }
                guard let other = others.first(where: { !agrees(given.value, $0.value, field) }) else { return nil }
                return finding("MANIFEST_DISAGREES", field, "manifest", given.value, other)
            }
            guard let read = text[field], let hint = code[field], !agrees(read.value, hint.value, field) else {
                return nil
            }
            return finding("SOURCES_DISAGREE", field, read.source.rawValue, read.value, hint)
        }
    }

    private func agrees(_ a: String, _ b: String, _ field: String) -> Bool {
        if FieldComparison.agree(a, b, in: field) { return true }
        switch field {
        case FieldName.holderName:
            // The manifest may name the business, the paper its owner.
            return text["businessName"].map { FieldComparison.agree(a, $0.value, in: field) } ?? false
        case FieldName.holderId:
            // A business has a tax code, its owner a personal id: two ids, not a contradiction.
            return (PersonalId(a) == nil) != (PersonalId(b) == nil) && TaxCode(a) != nil && TaxCode(b) != nil
        default: return false
        }
    }

    private func finding(
        _ code: String, _ field: String, _ source: String, _ value: String, _ other: FoundValue
    ) -> Finding {
        let label = FieldLabel.text(of: field)
        return Finding(
            code, .review,
            Bilingual(
                vi:
                    "\(label.vi): \(source) ghi “\(value)”, \(other.source.rawValue) trên trang \(other.page) ghi “\(other.value)”.",
                en:
                    "\(label.en): \(source) says “\(value)”, \(other.source.rawValue) on page \(other.page) says “\(other.value)”."
            ), page: other.page, field: field)
    }
}
