import DurableIO
import PKI

/// A version that is written completely in a staging directory and waits to be published.
public struct StagedVersion: Sendable {
    /// The object's id.
    public let id: String
    /// The new version's number.
    public let version: VersionNumber
    /// The inventory as the new version leaves it.
    public let inventory: Inventory
    /// SHA-256 (hex) of the inventory's bytes.
    public let inventoryDigest: String
    /// The renames that bring it into place.
    let steps: [Publication.Step]

    /// The digests of the version's files.
    public var files: [OCFLObject.File] {
        (inventory.headState?.files ?? [:]).map { OCFLObject.File(path: $0.key, sha256: $0.value) }
            .sorted { $0.path < $1.path }
    }
}

extension StorageRoot {
    /// The declaration that makes a directory an object (section 3.2), and its bytes.
    static let objectDeclaration = (name: "0=ocfl_object_1.1", bytes: Array("ocfl_object_1.1\n".utf8))

    /// Writes the first version of a new object to `directory`, which must not exist and lies beside the root.
    ///
    /// - Throws: `objectExists`, `invalidPath`, or the disk's error.
    public func stage(newObject id: String, _ change: VersionChange, in directory: String) throws -> StagedVersion {
        let destination = objectPath(id)
        guard try disk.kind(of: destination) == nil else {
            throw OCFLError(
                .objectExists, .storage, vi: "Đối tượng \(id) đã có trong kho.", en: "The object \(id) exists already.")
        }
        let staged = try stage(Inventory(id: id), change, in: directory)
        try disk.writeNewFile(
            "\(directory)/\(Self.objectDeclaration.name)", Self.objectDeclaration.bytes, mode: .normal)
        return staged(.init([.move(from: directory, to: destination)]))
    }

    /// Writes the next version of `object` to `directory`, which must not exist and lies beside the root.
    ///
    /// Publishing renames the version's directory in and then replaces the root inventory and its sidecar; after a
    /// crash in between, ``rollForward(_:)`` finishes.
    public func stage(
        nextVersionOf object: OCFLObject, _ change: VersionChange, in directory: String
    ) throws -> StagedVersion {
        let staged = try stage(object.inventory, change, in: directory)
        let version = object.head.next.description
        return staged(
            .init([
                .move(from: "\(directory)/\(version)", to: "\(object.path)/\(version)"),
                .replace(from: "\(directory)/\(Inventory.fileName)", to: "\(object.path)/\(Inventory.fileName)"),
                .replace(
                    from: "\(directory)/\(Inventory.sidecarName)", to: "\(object.path)/\(Inventory.sidecarName)"),
            ]))
    }

    /// Brings staged versions into place, durably, each whole or not at all.
    public func publish(_ staged: [StagedVersion]) throws(DurableIOError) {
        try Publication(staged.flatMap(\.steps)).publish(on: disk, anchor: path)
    }

    /// Writes content, the version's inventory and the root's copy of it. The result waits for its renames.
    private func stage(
        _ inventory: Inventory, _ change: VersionChange, in directory: String
    ) throws -> (Publication) -> StagedVersion {
        let (next, content) = try inventory.adding(change)
        let bytes = try next.encoded()
        let sidecar = Inventory.sidecar(of: bytes)
        let version = next.headVersion ?? .first
        try disk.makeDirectory(directory)
        try disk.makeDirectory("\(directory)/\(version)")
        var made: Set<String> = []
        for file in content {
            let path = "\(directory)/\(file.path)"
            if made.insert(parent(of: path)).inserted { try disk.makeDirectories(parent(of: path)) }
            try disk.writeNewFile(path, file.bytes, mode: .normal)
        }
        for place in ["\(directory)/\(version)", directory] {
            try disk.writeNewFile("\(place)/\(Inventory.fileName)", bytes, mode: .normal)
            try disk.writeNewFile("\(place)/\(Inventory.sidecarName)", sidecar, mode: .normal)
        }
        return { publication in
            StagedVersion(
                id: next.id, version: version, inventory: next, inventoryDigest: SHA256.hex(bytes),
                steps: publication.steps)
        }
    }
}
