/// A table of the corpus: RFC 4180, with a header row.
struct CSVTable {
    let rows: [[String: String]]

    init(_ text: String) {
        var records: [[String]] = []
        var (record, field): ([String], String) = ([], "")
        var isQuoted = false
        var previous: Character?
        for character in text {
            if isQuoted {
                if character == "\"" { isQuoted = false } else { field.append(character) }
            } else if character == "\"" {
                // A doubled quote inside quotes ends and begins them again.
                if previous == "\"" { field.append(character) }
                isQuoted = true
            } else if character == "," {
                record.append(field)
                field = ""
            } else if character.isNewline {
                records.append(record + [field])
                (record, field) = ([], "")
            } else {
                field.append(character)
            }
            previous = character
        }
        if !field.isEmpty || !record.isEmpty { records.append(record + [field]) }
        let header = records.first ?? []
        rows = records.dropFirst().map { Dictionary(zip(header, $0)) { first, _ in first } }
    }
}
