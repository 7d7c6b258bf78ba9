import DurableIO
import PKI

/// The checks of one object (OCFL 1.1, section 3), in one pass over its files.
struct ObjectCheck {
    /// The storage root's directory.
    let root: String
    /// The object's directory below the root.
    let relative: String
    let disk: any FileSystem
    private(set) var findings: [OCFLFinding] = []
    private(set) var files = 0
    private(set) var bytes = 0
    private var id: String?
    private var path: String { "\(root)/\(relative)" }

    init(root: String, relative: String, disk: any FileSystem) {
        (self.root, self.relative, self.disk) = (root, relative, disk)
    }

    /// Records a finding about `file`, a path from the object's directory (empty: the object itself).
    mutating func add(_ code: String, _ file: String, vi: String, en: String) {
        let place = file.isEmpty ? relative : "\(relative)/\(file)"
        findings.append(OCFLFinding(code, place, object: id, vi: vi, en: en))
    }

    /// Looks at everything; the object is returned when one of its inventories could be trusted.
    mutating func run() throws -> OCFLObject? {
        let entries = try disk.entries(of: path)
        try checkDeclaration(entries)
        let rootInventory = try inventory(in: "")
        let versions = entries.filter { $0.kind == .directory }.compactMap { VersionNumber($0.name) }.sorted()
        var copies: [VersionNumber: (inventory: Inventory, bytes: [UInt8])] = [:]
        for version in versions {
            if let copy = try inventory(in: version.description) { copies[version] = copy }
        }
        guard let trusted = rootInventory ?? versions.last.flatMap({ copies[$0] }) else { return nil }
        id = trusted.inventory.id
        let object = OCFLObject(
            path: path, inventory: trusted.inventory, digest: SHA256.hex(trusted.bytes), on: disk)

        for problem in InventoryCheck.problems(of: trusted.inventory) {
            add(problem.code, Inventory.fileName, vi: problem.text.vi, en: problem.text.en)
        }
        checkEntries(entries, trusted.inventory)
        checkCopies(copies, versions, trusted)
        try checkContent(versions, trusted.inventory)
        return object
    }

    private mutating func checkDeclaration(_ entries: [DirectoryEntry]) throws {
        let declaration = StorageRoot.objectDeclaration
        guard entries.contains(DirectoryEntry(name: declaration.name, kind: .file)) else {
            return add("E003", declaration.name, vi: "Thiếu tệp khai báo đối tượng.", en: "No object declaration.")
        }
        if try disk.read("\(path)/\(declaration.name)", limit: 4096) != declaration.bytes {
            add("E007", declaration.name, vi: "Tệp khai báo bị sửa.", en: "The declaration was altered.")
        }
    }

    /// The inventory of a directory when it matches its sidecar and can be read; what is wrong is recorded.
    private mutating func inventory(in directory: String) throws -> (inventory: Inventory, bytes: [UInt8])? {
        let prefix = directory.isEmpty ? "" : "\(directory)/"
        let (name, sidecarName) = (prefix + Inventory.fileName, prefix + Inventory.sidecarName)
        guard try disk.kind(of: "\(path)/\(name)") == .file else {
            add(directory.isEmpty ? "E063" : "W010", name, vi: "Thiếu bản kê.", en: "The inventory is missing.")
            return nil
        }
        guard try disk.kind(of: "\(path)/\(sidecarName)") == .file else {
            add("E058", sidecarName, vi: "Thiếu tệp mã băm của bản kê.", en: "The inventory's sidecar is missing.")
            return nil
        }
        let bytes = try disk.read("\(path)/\(name)", limit: Inventory.maximumBytes)
        let sidecarBytes = try disk.read("\(path)/\(sidecarName)", limit: 4096)
        guard let sidecar = Sidecar(sidecarBytes) else {
            add("E061", sidecarName, vi: "Tệp mã băm sai dạng.", en: "The sidecar is malformed.")
            return nil
        }
        guard sidecar.digest == SHA256.hex(bytes) else {
            try blame(name, bytes, sidecarName, sidecarBytes)
            return nil
        }
        if sidecarBytes != Inventory.sidecar(of: bytes) {
            add("S002", sidecarName, vi: "Tệp mã băm bị viết lại.", en: "The sidecar was rewritten.")
        }
        guard let inventory = try? Inventory.decoded(bytes) else {
            add("E033", name, vi: "Bản kê không đọc được.", en: "The inventory cannot be read.")
            return nil
        }
        return (inventory, bytes)
    }

    /// An inventory and its sidecar disagree: the newest version keeps both twice, and the file that has an equal
    /// elsewhere in the object is the sound one. When that does not decide it, both are named.
    private mutating func blame(
        _ name: String, _ bytes: [UInt8], _ sidecarName: String, _ sidecar: [UInt8]
    ) throws {
        let places = try disk.entries(of: path).filter { VersionNumber($0.name) != nil }.map { "\($0.name)/" } + [""]
        func hasTwin(_ file: String, _ contents: [UInt8], _ fileName: String) -> Bool {
            places.contains { place in
                let other = place + fileName
                return other != file && (try? disk.read("\(path)/\(other)", limit: Inventory.maximumBytes)) == contents
            }
        }
        let inventoryIsSound = hasTwin(name, bytes, Inventory.fileName)
        let sidecarIsSound = hasTwin(sidecarName, sidecar, Inventory.sidecarName)
        if !inventoryIsSound || sidecarIsSound {
            add("E060", name, vi: "Bản kê không khớp mã băm đi kèm.", en: "The inventory does not match its sidecar.")
        }
        if !sidecarIsSound || inventoryIsSound {
            add("E060", sidecarName, vi: "Mã băm không khớp bản kê.", en: "The sidecar does not match its inventory.")
        }
    }

    private mutating func checkEntries(_ entries: [DirectoryEntry], _ inventory: Inventory) {
        let known = [StorageRoot.objectDeclaration.name, Inventory.fileName, Inventory.sidecarName]
        for entry in entries {
            if entry.kind == .file, known.contains(entry.name) { continue }
            if entry.kind == .directory, inventory.versions[entry.name] != nil { continue }
            let isVersion = entry.kind == .directory && VersionNumber(entry.name) != nil
            add(
                isVersion ? "E046" : "E001", entry.name, vi: "Mục không thuộc đối tượng.",
                en: "An entry that the object does not have.")
        }
        for version in inventory.versions.keys.sorted()
        where !entries.contains(DirectoryEntry(name: version, kind: .directory)) {
            add("E046", version, vi: "Thiếu thư mục phiên bản.", en: "The version's directory is missing.")
        }
    }

    private mutating func checkCopies(
        _ copies: [VersionNumber: (inventory: Inventory, bytes: [UInt8])], _ versions: [VersionNumber],
        _ trusted: (inventory: Inventory, bytes: [UInt8])
    ) {
        for (version, copy) in copies.sorted(by: { $0.key < $1.key }) {
            let name = "\(version)/\(Inventory.fileName)"
            if copy.inventory.id != trusted.inventory.id {
                add("E037", name, vi: "Bản kê của đối tượng khác.", en: "The inventory of another object.")
            }
            if copy.inventory.headVersion != version {
                add("E040", name, vi: "Bản kê của phiên bản khác.", en: "The inventory of another version.")
            }
            for (earlier, block) in copy.inventory.versions where trusted.inventory.versions[earlier] != block {
                add("E066", name, vi: "\(earlier) bị sửa về sau.", en: "\(earlier) was changed later.")
            }
        }
        if let last = versions.last, last == trusted.inventory.headVersion, let copy = copies[last],
            copy.bytes != trusted.bytes
        {
            add(
                "E064", Inventory.fileName, vi: "Khác bản kê của phiên bản mới nhất.",
                en: "It differs from the newest version's inventory.")
        }
    }

    private mutating func checkContent(_ versions: [VersionNumber], _ inventory: Inventory) throws {
        var expected: [String: String] = [:]
        for (digest, paths) in inventory.manifest {
            for path in paths { expected[path] = digest.lowercased() }
        }
        for version in versions {
            for entry in try disk.entries(of: "\(path)/\(version)") {
                let name = "\(version)/\(entry.name)"
                if entry.kind == .file, [Inventory.fileName, Inventory.sidecarName].contains(entry.name) { continue }
                if entry.kind == .directory, entry.name == Inventory.contentDirectoryName {
                    try checkFiles(in: name, depth: 32, &expected)
                } else {
                    add(
                        entry.kind == .directory ? "W002" : "E015", name, vi: "Mục lạ trong phiên bản.",
                        en: "An entry that a version does not have.")
                }
            }
        }
        for missing in expected.keys.sorted() {
            add("E092", missing, vi: "Thiếu tệp có trong bản kê.", en: "A file of the inventory is missing.")
        }
    }

    private mutating func checkFiles(
        in directory: String, depth: Int, _ expected: inout [String: String]
    ) throws {
        let entries = try disk.entries(of: "\(path)/\(directory)")
        if entries.isEmpty { add("E024", directory, vi: "Thư mục rỗng.", en: "An empty directory.") }
        for entry in entries {
            let name = "\(directory)/\(entry.name)"
            switch entry.kind {
            case .directory where depth > 0: try checkFiles(in: name, depth: depth - 1, &expected)
            case .file:
                guard let digest = expected.removeValue(forKey: name) else {
                    add("E023", name, vi: "Tệp không có trong bản kê.", en: "A file that the inventory does not list.")
                    continue
                }
                if try self.digest(of: name) != digest {
                    add(
                        "E092", name, vi: "Nội dung không khớp mã băm đã ghi.",
                        en: "The bytes do not match the recorded digest.")
                }
            case .directory, .other:
                add("E090", name, vi: "Mục không phải tệp hay thư mục.", en: "Neither file nor directory.")
            }
        }
    }

    private mutating func digest(of name: String) throws -> String {
        let hasher = DigestHasher(.sha256)
        var count = 0
        try disk.readPieces(of: "\(path)/\(name)") { piece in
            hasher.update(piece)
            count += piece.count
            return true
        }
        files += 1
        bytes += count
        return hasher.finish().hex
    }
}
