import Records

/// A value read from text or a code, before sources are weighed against each other.
struct FoundValue: Hashable {
    var value: String
    var confidence: Double
    var source: ExtractedField.Source
    var page: Int
    var box: PageBox?

    var field: ExtractedField {
        ExtractedField(value: value, confidence: confidence, source: source, page: page, box: box)
    }
}
