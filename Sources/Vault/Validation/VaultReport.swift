import Diagnostics

/// One thing that is wrong in a vault.
public struct VaultFinding: Sendable, Hashable {
    /// The part it is wrong in.
    public enum Area: String, Sendable, Codable {
        case objects
        case ledger
        case index
    }

    /// Where it is wrong.
    public var area: Area
    /// OCFL's code (`E092`), or ours: `LEDGER_CHAIN`, `OBJECT_NOT_IN_LEDGER`…
    public var code: String
    /// A path from the vault's folder, a ledger row (`row 12`), or a URN.
    public var place: String
    /// What is wrong.
    public var message: Bilingual
}

/// What ``Vault/validate()`` looked at and found.
public struct VaultReport: Sendable, Hashable {
    /// Objects in the store.
    public var objects = 0
    /// Files whose digest was computed.
    public var files = 0
    /// Bytes of those files.
    public var bytes = 0
    /// Rows of the ledger.
    public var ledgerRows = 0
    /// Hash of the last ledger row: it fixes the whole ledger.
    public var ledgerHash = ""
    /// Everything wrong.
    public var findings: [VaultFinding] = []

    /// Whether nothing is wrong.
    public var isClean: Bool { findings.isEmpty }

    mutating func add(_ area: VaultFinding.Area, _ code: String, _ place: String, vi: String, en: String) {
        findings.append(VaultFinding(area: area, code: code, place: place, message: Bilingual(vi: vi, en: en)))
    }
}
