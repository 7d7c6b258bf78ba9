import OCFL

extension Vault {
    /// Brings a vault that a writer left at any instant back to where every object is whole, entered once and indexed.
    ///
    /// Staging is emptied; objects that were announced and arrived are entered in the ledger; those that did not arrive
    /// are forgotten, since nobody got a receipt for them; the index catches up with the ledger.
    func recover() throws {
        for entry in try disk.entries(of: staging) { try disk.removeTree("\(staging)/\(entry.name)") }
        let announced = try ledger.intentions()
        if !announced.isEmpty {
            var arrived: [FiledEntry] = []
            for entry in announced {
                guard let object = try root.rollForward(entry.urn.rawValue) else { continue }
                let version = VersionNumber(entry.version) ?? .first
                if object.inventoryDigest(of: version) == entry.inventory { arrived.append(entry) }
            }
            // The renames were seen, but not yet synced when the writer died.
            try disk.syncFileSystem(containing: root.path)
            try ledger.enter(arrived)
        }
        try catchUpIndex()
    }

    /// Indexes what the ledger has and the index has not; rebuilds the index when it is new or of another make.
    private func catchUpIndex() throws {
        guard let applied = try index.ledgerHead() else {
            try reindex()
            return
        }
        let head = try ledger.head()
        if applied == head { return }
        guard applied < head else {
            try reindex()
            return
        }
        var urns = Set<String>()
        for entry in try ledger.filedEntries(after: applied) { urns.insert(entry.urn.rawValue) }
        let rows = try urns.sorted().compactMap { try root.object($0) }.map(IndexEntry.init(reading:))
        try index.put(rows, ledgerHead: head)
    }
}
