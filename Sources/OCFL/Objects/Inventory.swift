import FoundationEssentials
import PKI

/// `inventory.json` (OCFL 1.1, section 3.5): which bytes an object holds and which logical files each version shows.
public struct Inventory: Sendable, Hashable, Codable {
    /// The `type` of an OCFL 1.1 inventory.
    public static let specification = "https://ocfl.io/1.1/spec/#inventory"

    /// Who made a version.
    public struct User: Sendable, Hashable, Codable {
        /// As people read it.
        public var name: String
        /// A URI: `mailto:` or a person's or agency's identifier.
        public var address: String?

        /// A user; OCFL recommends an address.
        public init(name: String, address: String?) {
            (self.name, self.address) = (name, address)
        }
    }

    /// One version block.
    public struct Version: Sendable, Hashable, Codable {
        /// RFC 3339 with a zone.
        public var created: String
        /// Why the version was made.
        public var message: String?
        /// Who made it.
        public var user: User?
        /// Digest → logical paths.
        public var state: [String: [String]]

        /// The digest of every logical file.
        public var files: [String: String] {
            var files: [String: String] = [:]
            for (digest, paths) in state {
                for path in paths { files[path] = digest }
            }
            return files
        }
    }

    /// The object's id: a URI.
    public var id: String
    /// ``specification``, in every inventory of ours.
    public var type: String
    /// `sha256`: one of the two that OCFL allows; sohoa's receipts, seals and PREMIS speak of SHA-256 too.
    public var digestAlgorithm: String
    /// The newest version: `v2`.
    public var head: String
    /// Absent means `content`.
    public var contentDirectory: String?
    /// Digest → paths of content files from the object's root.
    public var manifest: [String: [String]]
    /// Version blocks by number: `v1`, `v2`…
    public var versions: [String: Version]

    /// The inventory of an object that has no version yet.
    init(id: String) {
        self.id = id
        type = Self.specification
        digestAlgorithm = "sha256"
        head = ""
        manifest = [:]
        versions = [:]
    }

    /// The newest version's number; nil when `head` is malformed.
    public var headVersion: VersionNumber? { VersionNumber(head) }

    /// The version block of `head`.
    public var headState: Version? { versions[head] }

    /// The content path that holds `digest`.
    public func contentPath(of digest: String) -> String? { manifest[digest]?.first }

    /// The bytes written to disk: sorted keys, so that equal inventories have equal digests.
    public func encoded() throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes, .prettyPrinted]
        return try [UInt8](encoder.encode(self)) + [0x0A]
    }

    /// Reads an inventory; throws `DecodingError` when it is not one. Nothing beyond the JSON shape is checked.
    public static func decoded(_ bytes: [UInt8]) throws -> Inventory {
        try JSONDecoder().decode(Inventory.self, from: Data(bytes))
    }

    /// The text of the sidecar `inventory.json.sha256` (section 3.7).
    static func sidecar(of inventory: [UInt8]) -> [UInt8] {
        Array("\(SHA256.hex(inventory)) \(fileName)\n".utf8)
    }

    static let fileName = "inventory.json"
    static let sidecarName = "inventory.json.sha256"
    static let contentDirectoryName = "content"
    /// Far above any real object; an inventory is read whole.
    static let maximumBytes = 256 << 20
}
