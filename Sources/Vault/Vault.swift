import Diagnostics
import DurableIO
import FoundationEssentials
import OCFL
import Records
import Synchronization

/// The store of signed results (kho dữ liệu): OCFL objects, the ledger of what was filed, and a searchable index.
///
/// A vault on disk is described in the architecture notes; every change goes through ``file(_:at:)`` and
/// ``amend(_:at:)``, which acknowledge only what survives a power cut. One process writes at a time, many may read.
/// Calls block: run them off the cooperative thread pool.
public final class Vault: Sendable {
    /// What the opener may do.
    public enum Access: Sendable {
        /// Takes the vault's lock and first finishes what an interrupted writer left.
        case readWrite
        /// Takes no lock and changes nothing; works beside a writer.
        case readOnly
    }

    /// The vault's folder.
    public let path: String
    /// What `vault.yaml` says.
    public let identity: VaultIdentity
    /// How the vault was opened.
    public let access: Access
    /// 32 random bytes that only this vault has (`secret`, mode 0600): the key under which URN tokens and ledger scopes
    /// are derived, so that neither reveals a personal id.
    public let secret: [UInt8]

    let layout: VaultLayout
    let disk: any FileSystem
    let root: StorageRoot
    let ledger: Ledger
    let index: SearchIndex
    let writer = Mutex(WriterState())
    private let lock: DirectoryLock?

    /// What the one writer remembers between batches.
    struct WriterState {
        var batches = 0
        /// Set when a batch failed where only a fresh start knows what is on disk.
        var isInterrupted = false
    }

    /// Whether `path` holds a finished vault.
    public static func exists(at path: String, on disk: any FileSystem = LinuxFileSystem()) throws -> Bool {
        try disk.kind(of: VaultLayout(path).description) == .file
    }

    /// Makes a vault in `path`, which is absent, empty, or what an interrupted `create` left, and opens it.
    ///
    /// - Parameters:
    ///   - identity: what the vault is; kept in `vault.yaml`, which is written last.
    ///   - secret: 32 bytes from a secure random source.
    /// - Throws: `folderNotEmpty` when something else is there, or the disk's error.
    @discardableResult
    public static func create(
        at path: String, identity: VaultIdentity, secret: [UInt8], on disk: any FileSystem = LinuxFileSystem()
    ) throws -> Vault {
        let layout = VaultLayout(path)
        try disk.makeDirectories(path)
        let lock = try DirectoryLock(path)
        let strangers = try disk.entries(of: path).map(\.name).filter { !VaultLayout.names.contains($0) }
        guard strangers.isEmpty, try disk.kind(of: layout.description) == nil else {
            throw VaultError(
                .folderNotEmpty, .input, vi: "Thư mục \(path) không trống (\(strangers.first ?? "vault.yaml")).",
                en: "The folder \(path) is not empty (\(strangers.first ?? "vault.yaml")).",
                remedy: Bilingual(vi: "Chọn một thư mục mới.", en: "Choose a new folder."))
        }
        guard secret.count == 32, VaultIdentity(yaml: identity.yaml) == identity else {
            throw VaultError.invalidFiling(path, vi: "định danh kho không hợp lệ", en: "invalid vault identity")
        }
        let volume = identity.volume
        try disk.removeTree(layout.staging(volume))
        try disk.makeDirectories(layout.staging(volume))
        if try disk.kind(of: layout.root(volume)) == nil {
            _ = try StorageRoot.create(at: layout.root(volume), staging: "\(layout.staging(volume))/root", on: disk)
        }
        try disk.makeDirectories(layout.log)
        try disk.writeDurably(layout.secret, secret, mode: .ownerOnly)
        try Ledger.create(at: layout.ledger, vault: identity)
        try disk.syncFileSystem(containing: path)
        try disk.writeDurably(layout.description, Array(identity.yaml.utf8))
        return try Vault(layout: layout, access: .readWrite, lock: lock, disk: disk)
    }

    /// Opens the vault in `path`.
    ///
    /// - Throws: `notAVault`; `inUse` of DurableIO when another process writes; `malformedDescription`.
    public static func open(
        at path: String, access: Access = .readWrite, on disk: any FileSystem = LinuxFileSystem()
    ) throws -> Vault {
        guard try exists(at: path, on: disk) else { throw VaultError.notAVault(path) }
        let lock = access == .readWrite ? try DirectoryLock(path) : nil
        return try Vault(layout: VaultLayout(path), access: access, lock: lock, disk: disk)
    }

    private init(layout: VaultLayout, access: Access, lock: DirectoryLock?, disk: any FileSystem) throws {
        let text = String(decoding: try disk.read(layout.description, limit: 1 << 20), as: UTF8.self)
        guard let identity = VaultIdentity(yaml: text) else {
            throw VaultError(
                .malformedDescription, .storage, vi: "Không đọc được \(layout.description).",
                en: "\(layout.description) cannot be read.",
                remedy: Bilingual(
                    vi: "Phục hồi tệp này từ bản sao lưu.", en: "Restore this file from a backup."))
        }
        (self.path, self.layout, self.identity, self.access) = (layout.path, layout, identity, access)
        (self.lock, self.disk) = (lock, disk)
        secret = try disk.read(layout.secret, limit: 4096)
        root = try StorageRoot.open(at: layout.root(identity.volume), on: disk)
        ledger = try Ledger(opening: layout.ledger, access: access)
        index = try SearchIndex(opening: layout.index, access: access, on: disk)
        if access == .readWrite { try recover() }
    }

    /// The directory in which batches are written before they are published.
    var staging: String { layout.staging(identity.volume) }

    func requireWriting() throws(VaultError) {
        guard access == .readWrite else {
            throw VaultError(
                .readOnly, .internal, vi: "Kho \(path) được mở chỉ để đọc.", en: "The vault \(path) was opened to read."
            )
        }
    }
}
