import FoundationEssentials

/// What document time-stamps prove, added from the newest revision to the oldest: everything up to a revision is as old as
/// the earliest of those that cover it.
struct ProofTimeline {
    private var steps: [(revision: Int, earliest: Date)] = []

    mutating func add(revision: Int, _ date: Date) {
        steps.append((revision, min(date, steps.last?.earliest ?? date)))
    }

    /// The earliest time at which all up to `revision` is proven to have existed; nil when nothing covers it.
    func earliest(_ revision: Int) -> Date? {
        var (low, high) = (0, steps.count)
        while low < high {
            let middle = (low + high) / 2
            if steps[middle].revision >= revision { low = middle + 1 } else { high = middle }
        }
        return low > 0 ? steps[low - 1].earliest : nil
    }
}
