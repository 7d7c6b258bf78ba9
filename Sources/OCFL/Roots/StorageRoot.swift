import DurableIO

/// An OCFL 1.1 storage root: a directory that holds objects and nothing else, so half-made things live in a staging
/// directory beside it, on the same file system.
public struct StorageRoot: Sendable {
    /// The root's directory.
    public let path: String
    /// How ids become directories.
    public let layout: StorageLayout
    let disk: any FileSystem

    /// The declaration that makes a directory a root (section 4.1), and its bytes.
    static let declaration = (name: "0=ocfl_1.1", bytes: Array("ocfl_1.1\n".utf8))
    static let layoutName = "ocfl_layout.json"
    static let extensionsName = "extensions"

    private init(path: String, layout: StorageLayout, disk: any FileSystem) {
        (self.path, self.layout, self.disk) = (path, layout, disk)
    }

    /// Makes an empty root at `path`, through `staging`: a path beside it that does not exist.
    public static func create(
        at path: String, staging: String, layout: StorageLayout = StorageLayout(), on disk: any FileSystem
    ) throws(DurableIOError) -> StorageRoot {
        let configuration = "\(staging)/\(extensionsName)/\(StorageLayout.name)"
        try disk.makeDirectories(configuration)
        try disk.writeNewFile("\(configuration)/config.json", layout.configurationFile, mode: .normal)
        try disk.writeNewFile("\(staging)/\(layoutName)", layout.layoutFile, mode: .normal)
        try disk.writeNewFile("\(staging)/\(declaration.name)", declaration.bytes, mode: .normal)
        try Publication([.move(from: staging, to: path)]).publish(on: disk, anchor: parent(of: staging))
        return StorageRoot(path: path, layout: layout, disk: disk)
    }

    /// Opens the root at `path`.
    ///
    /// - Throws: `notARoot`, `unknownLayout`. A damaged layout description does not hinder: the validator names it.
    public static func open(at path: String, on disk: any FileSystem) throws -> StorageRoot {
        guard try disk.kind(of: "\(path)/\(declaration.name)") == .file else {
            throw OCFLError(
                .notARoot, .storage, vi: "\(path) không phải kho gốc OCFL 1.1.",
                en: "\(path) is not an OCFL 1.1 storage root.")
        }
        guard try disk.kind(of: "\(path)/\(extensionsName)/\(StorageLayout.name)") == .directory else {
            throw OCFLError(
                .unknownLayout, .storage, vi: "Kho gốc \(path) không dùng bố cục \(StorageLayout.name).",
                en: "The root \(path) does not use the layout \(StorageLayout.name).")
        }
        return StorageRoot(path: path, layout: StorageLayout(), disk: disk)
    }

    /// Where the object `id` stands, or would stand.
    public func objectPath(_ id: String) -> String { "\(path)/\(layout.path(for: id))" }

    /// The object `id`; nil when there is none.
    ///
    /// - Throws: `damagedObject` when it is there but its inventory cannot be trusted.
    public func object(_ id: String) throws -> OCFLObject? {
        let place = objectPath(id)
        guard try disk.kind(of: place) != nil else { return nil }
        let object = try OCFLObject(reading: place, on: disk)
        guard object.id == id else {
            throw OCFLError.damaged(
                place, vi: "tự nhận là \(object.id), không phải \(id)", en: "claims to be \(object.id), not \(id)")
        }
        return object
    }

    /// The directories of all objects, relative to the root, in order. Other entries are the validator's business.
    public func forEachObjectPath(_ body: (String) throws -> Void) throws {
        try walk("", depth: layout.numberOfTuples, body)
    }

    /// Every object whose inventory can be trusted, in order of path.
    public func forEachObject(_ body: (OCFLObject) throws -> Void) throws {
        try forEachObjectPath { relative in
            if let object = try? OCFLObject(reading: "\(path)/\(relative)", on: disk) { try body(object) }
        }
    }

    private func walk(_ relative: String, depth: Int, _ body: (String) throws -> Void) throws {
        let here = relative.isEmpty ? path : "\(path)/\(relative)"
        for entry in try disk.entries(of: here) where entry.kind == .directory {
            if relative.isEmpty, entry.name == Self.extensionsName { continue }
            let child = relative.isEmpty ? entry.name : "\(relative)/\(entry.name)"
            if depth == 0 {
                try body(child)
            } else {
                try walk(child, depth: depth - 1, body)
            }
        }
    }
}
