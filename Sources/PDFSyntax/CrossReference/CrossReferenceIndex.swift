/// All entries of all revisions in one sorted array, so that any object can be found as of any revision in logarithmic
/// time and with little memory.
struct CrossReferenceIndex: Sendable {
    private struct Row {
        let number: Int
        let revision: Int
        let entry: CrossReferenceEntry
    }

    private let rows: [Row]

    /// - Parameter sections: the entries of each revision, oldest first.
    init(_ sections: [[Int: CrossReferenceEntry]]) {
        var rows: [Row] = []
        rows.reserveCapacity(sections.reduce(0) { $0 + $1.count })
        for (revision, entries) in sections.enumerated() {
            for (number, entry) in entries { rows.append(Row(number: number, revision: revision, entry: entry)) }
        }
        rows.sort { ($0.number, $0.revision) < ($1.number, $1.revision) }
        self.rows = rows
    }

    /// The entry of object `number` as of `revision`.
    func entry(of number: Int, asOf revision: Int) -> CrossReferenceEntry? {
        // The first row after (number, revision); the one before it is the answer when the number agrees.
        var low = 0
        var high = rows.count
        while low < high {
            let middle = (low + high) / 2
            if (rows[middle].number, rows[middle].revision) <= (number, revision) {
                low = middle + 1
            } else {
                high = middle
            }
        }
        guard low > 0, rows[low - 1].number == number else { return nil }
        return rows[low - 1].entry
    }

    /// All numbers in use as of `revision`, in order.
    func numbers(asOf revision: Int) -> [Int] {
        var result: [Int] = []
        var index = 0
        while index < rows.count {
            let number = rows[index].number
            var inUse = false
            while index < rows.count, rows[index].number == number {
                if rows[index].revision <= revision { inUse = rows[index].entry != .free }
                index += 1
            }
            if inUse { result.append(number) }
        }
        return result
    }

    /// The offsets of all objects that stand in the file itself, of all revisions.
    var offsets: Set<Int> {
        var result: Set<Int> = []
        for case .inFile(let offset, _) in rows.lazy.map(\.entry) { result.insert(offset) }
        return result
    }

    /// Whether any object stands in an object stream.
    var usesObjectStreams: Bool {
        rows.contains { if case .inStream = $0.entry { true } else { false } }
    }

    /// The highest number of any revision.
    var highestNumber: Int { rows.last?.number ?? 0 }
}
