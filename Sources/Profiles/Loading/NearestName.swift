/// The member of `known` that `name` was probably meant to be: at most a third of its letters differ. Nil when none is
/// that near.
func nearestName(to name: String, in known: some Sequence<String>) -> String? {
    let limit = max(1, name.count / 3)
    let lowered = name.lowercased()
    return known.map { (name: $0, distance: editDistance(lowered, $0.lowercased())) }
        .filter { $0.distance <= limit }
        .min { ($0.distance, $0.name) < ($1.distance, $1.name) }?.name
}

/// Insertions, deletions and replacements that turn one text into the other (Levenshtein).
private func editDistance(_ a: String, _ b: String) -> Int {
    let (from, to) = (Array(a.unicodeScalars.prefix(64)), Array(b.unicodeScalars.prefix(64)))
    var row = Array(0...to.count)
    for (i, x) in from.enumerated() {
        var diagonal = row[0]
        row[0] = i + 1
        for (j, y) in to.enumerated() {
            let replaced = diagonal + (x == y ? 0 : 1)
            diagonal = row[j + 1]
            row[j + 1] = min(replaced, diagonal + 1, row[j] + 1)
        }
    }
    return row[to.count]
}
