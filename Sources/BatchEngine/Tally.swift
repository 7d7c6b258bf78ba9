import Records

/// The counts of a run and what has been seen in it.
struct Tally {
    /// A component that has everything but its dossier object.
    struct PendingComponent {
        var path: String
        /// Further paths with the same bytes.
        var twins: [String]
        var dossier: String
        var entry: JournalEntry
    }

    var summary = BatchSummary()
    /// By document key: the outcome of the document with these bytes.
    var outcomes: [String: Outcome] = [:]
    /// By document key.
    var pending: [String: PendingComponent] = [:]
    /// Dossiers that documents of this run belong to.
    var dossiers: Set<String> = []

    init(found: Int) { summary.found = found }
}
