extension Vault {
    /// Throws the index away and rebuilds it from the OCFL objects.
    ///
    /// - Returns: the number of objects indexed; one whose inventory or record is damaged is left out, and named by
    ///   ``validate()``.
    @discardableResult
    public func reindex() throws -> Int {
        try requireWriting()
        var count = 0
        let head = try ledger.head()
        try index.rebuild(ledgerHead: head) { put in
            try root.forEachObject { object in
                guard let entry = try? IndexEntry(reading: object) else { return }
                try put(entry)
                count += 1
            }
        }
        return count
    }
}
