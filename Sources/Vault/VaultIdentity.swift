import Records

/// What a vault is, for ever: the content of `vault.yaml`.
public struct VaultIdentity: Sendable, Hashable {
    /// Random, lower-case hexadecimal; names the vault in OCFL versions and PREMIS.
    public var id: String
    /// Who keeps the vault, as people read it: `UBND xã Mỹ Hòa Hưng`.
    public var name: String
    /// Origin line of the vault's transparency log: `angiang.example.vn/sohoa/2026`.
    public var logOrigin: String
    /// Name of the volume that holds the objects. `vault.yaml` has a list, so that a vault can grow by volumes; this
    /// version reads and writes lists of one.
    public var volume: String
    /// ISO 8601 with +07:00.
    public var created: String

    /// An identity; `id` must be 32 hexadecimal digits from a random source, `volume` lower-case letters, digits and
    /// hyphens.
    public init(id: String, name: String, logOrigin: String, volume: String = "main", created: String) {
        (self.id, self.name, self.logOrigin) = (id, name, logOrigin)
        (self.volume, self.created) = (volume, created)
    }

    /// Schema of `vault.yaml`.
    static let schema = "sohoa.vault/1"

    /// `vault.yaml`: YAML whose strings are quoted as in JSON.
    var yaml: String {
        let lines = [
            "# sohoa vault. Written once; edited by no one.",
            "schema: \(Self.quoted(Self.schema))",
            "id: \(Self.quoted(id))",
            "name: \(Self.quoted(name))",
            "created: \(Self.quoted(created))",
            "logOrigin: \(Self.quoted(logOrigin))",
            "volumes:",
            "  - \(Self.quoted(volume))",
        ]
        return lines.joined(separator: "\n") + "\n"
    }

    /// Reads what `yaml` writes, with comments and blank lines; nil for anything else.
    init?(yaml: String) {
        var values: [String: String] = [:]
        var volumes: [String] = []
        for line in yaml.split(separator: "\n") where !line.hasPrefix("#") && !line.allSatisfy(\.isWhitespace) {
            if line.hasPrefix("  - ") {
                guard let volume = Self.unquoted(line.dropFirst(4)) else { return nil }
                volumes.append(volume)
            } else if line != "volumes:" {
                let parts = line.split(separator: ":", maxSplits: 1)
                guard parts.count == 2, let value = Self.unquoted(parts[1]) else { return nil }
                values[String(parts[0])] = value
            }
        }
        guard values["schema"] == Self.schema, let id = values["id"], let name = values["name"],
            let created = values["created"], let origin = values["logOrigin"],
            let volume = volumes.first, volumes.count == 1, Self.isVolumeName(volume), Self.isIdentifier(id)
        else { return nil }
        self.init(id: id, name: name, logOrigin: origin, volume: volume, created: created)
    }

    /// Volume names are directory names.
    private static func isVolumeName(_ name: String) -> Bool {
        !name.isEmpty && name.utf8.count <= 64
            && name.utf8.allSatisfy { (97...122).contains($0) || (48...57).contains($0) || $0 == UInt8(ascii: "-") }
    }

    private static func isIdentifier(_ id: String) -> Bool {
        id.utf8.count == 32 && id.utf8.allSatisfy { (48...57).contains($0) || (97...102).contains($0) }
    }

    private static func quoted(_ text: String) -> String { (try? CanonicalJSON.line(text)) ?? "\"\"" }

    private static func unquoted(_ text: some StringProtocol) -> String? {
        try? CanonicalJSON.decode(String.self, from: Array(text.utf8))
    }
}
