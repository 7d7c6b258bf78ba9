import DurableIO
import PKI

/// One object on disk, seen through its root inventory, whose sidecar was checked when it was read.
public struct OCFLObject: Sendable {
    /// A file of a version.
    public struct File: Sendable, Hashable {
        /// Logical path.
        public let path: String
        /// SHA-256, lower-case hexadecimal.
        public let sha256: String
    }

    /// The object's id, as its inventory says.
    public let id: String
    /// The object's directory.
    public let path: String
    /// The root inventory.
    public let inventory: Inventory
    /// SHA-256 (hex) of the root inventory's bytes.
    public let inventoryDigest: String
    private let disk: any FileSystem

    /// Reads the object in `path`.
    ///
    /// - Throws: `damagedObject` when the inventory and its sidecar disagree or do not make sense.
    init(reading path: String, on disk: any FileSystem) throws {
        let (bytes, digest) = try Self.verifiedInventory(in: path, on: disk)
        guard let inventory = try? Inventory.decoded(bytes), inventory.headState != nil, inventory.headVersion != nil
        else { throw OCFLError.damaged("\(path)/inventory.json", vi: "không đọc được", en: "cannot be read") }
        self.init(path: path, inventory: inventory, digest: digest, on: disk)
    }

    init(path: String, inventory: Inventory, digest: String, on disk: any FileSystem) {
        (self.id, self.path, self.inventory) = (inventory.id, path, inventory)
        (self.inventoryDigest, self.disk) = (digest, disk)
    }

    /// The newest version.
    public var head: VersionNumber { inventory.headVersion ?? .first }

    /// The files of `version` (the newest when nil) by path; empty when there is no such version.
    public func files(of version: VersionNumber? = nil) -> [File] {
        let state = inventory.versions[(version ?? head).description]?.files ?? [:]
        return state.map { File(path: $0.key, sha256: $0.value) }.sorted { $0.path < $1.path }
    }

    /// The number of bytes of one file.
    ///
    /// - Throws: `noSuchFile`, or the disk's error.
    public func size(of file: String, in version: VersionNumber? = nil) throws -> Int {
        try disk.size(of: "\(path)/\(content(of: file, version).path)")
    }

    /// The bytes of one file, whose digest is checked.
    ///
    /// - Throws: `noSuchFile`, `damagedObject`, or the disk's error.
    public func read(_ file: String, of version: VersionNumber? = nil) throws -> [UInt8] {
        let (digest, content) = try content(of: file, version)
        let bytes = try disk.read("\(path)/\(content)")
        guard SHA256.hex(bytes) == digest.lowercased() else {
            throw OCFLError.damaged(
                "\(path)/\(content)", vi: "nội dung không khớp mã băm đã ghi",
                en: "the bytes do not match the recorded digest")
        }
        return bytes
    }

    private func content(
        of file: String, _ version: VersionNumber?
    ) throws(OCFLError) -> (digest: String, path: String) {
        let state = inventory.versions[(version ?? head).description]?.files ?? [:]
        guard let digest = state[file], let content = inventory.contentPath(of: digest), LogicalPath.isValid(content)
        else {
            throw OCFLError(
                .noSuchFile, .input, vi: "Đối tượng \(id) không có tệp \(file).", en: "\(id) holds no file \(file).")
        }
        return (digest, content)
    }

    /// The digest of the inventory as `version` left it: what a receipt of that version names. Nil when its copy is
    /// absent or does not match its own sidecar.
    public func inventoryDigest(of version: VersionNumber) -> String? {
        if version == head { return inventoryDigest }
        return (try? Self.verifiedInventory(in: "\(path)/\(version)", on: disk))?.digest
    }

    /// The bytes of `inventory.json` in a directory and their digest, equal to the sidecar's.
    static func verifiedInventory(
        in directory: String, on disk: any FileSystem
    ) throws -> (bytes: [UInt8], digest: String) {
        let bytes = try disk.read("\(directory)/\(Inventory.fileName)", limit: Inventory.maximumBytes)
        let sidecar = try disk.read("\(directory)/\(Inventory.sidecarName)", limit: 4096)
        let digest = SHA256.hex(bytes)
        guard Sidecar(sidecar)?.digest == digest else {
            throw OCFLError.damaged(
                "\(directory)/\(Inventory.fileName)", vi: "không khớp tệp mã băm đi kèm",
                en: "does not match its sidecar")
        }
        return (bytes, digest)
    }
}
