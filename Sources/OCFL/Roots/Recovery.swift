import DurableIO

extension StorageRoot {
    /// Finishes what an interrupted publication left of one object: a version directory that is in place while the root
    /// inventory is still the older one, or half replaced. Everything a version needs was durable before its directory
    /// was renamed in, so going forward is always right; the highest version, when its own sidecar verifies, is the head.
    /// Directories made for an object that never arrived are removed, since a root may hold no empty ones.
    ///
    /// - Returns: the object as it is now, nil when there is none.
    @discardableResult
    public func rollForward(_ id: String) throws -> OCFLObject? {
        let place = objectPath(id)
        guard try disk.kind(of: place) == .directory else {
            try removeEmptyDirectories(above: place)
            return nil
        }
        if let newest = try highestVersion(in: place) {
            let current = try? Inventory.decoded(OCFLObject.verifiedInventory(in: place, on: disk).bytes)
            if current?.headVersion.map({ $0 < newest.version }) ?? true {
                try disk.writeDurably("\(place)/\(Inventory.fileName)", newest.bytes)
                try disk.writeDurably("\(place)/\(Inventory.sidecarName)", Inventory.sidecar(of: newest.bytes))
            }
        }
        for leftover in [Inventory.fileName, Inventory.sidecarName].map({ "\(place)/\($0).new" })
        where try disk.kind(of: leftover) != nil {
            try disk.removeFile(leftover)
        }
        return try object(id)
    }

    /// The highest version directory with its inventory; nil when that is damaged, which is for a person to judge:
    /// going back to an older version would lose the newer one.
    private func highestVersion(in place: String) throws -> (version: VersionNumber, bytes: [UInt8])? {
        guard let version = try disk.entries(of: place).compactMap({ VersionNumber($0.name) }).max(),
            let found = try? OCFLObject.verifiedInventory(in: "\(place)/\(version)", on: disk)
        else { return nil }
        return (version, found.bytes)
    }

    private func removeEmptyDirectories(above place: String) throws {
        var directory = parent(of: place)
        while directory.utf8.count > path.utf8.count {
            if try disk.kind(of: directory) == .directory {
                guard try disk.entries(of: directory).isEmpty else { return }
                try disk.removeDirectory(directory)
            }
            directory = parent(of: directory)
        }
    }
}
