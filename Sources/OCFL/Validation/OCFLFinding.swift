import Diagnostics

/// One thing a validator found wrong, with the code of the OCFL 1.1 validation table (E092…) where it has one. Codes
/// beginning with `S` are ours: bytes that OCFL would tolerate but that sohoa did not write so.
public struct OCFLFinding: Sendable, Hashable {
    /// `E092`, `W010`, `S002`…
    public var code: String
    /// The object, as far as it is known.
    public var object: String?
    /// The file or directory, from the storage root.
    public var path: String
    /// What is wrong with it.
    public var message: Bilingual

    /// A finding about `path`.
    public init(_ code: String, _ path: String, object: String? = nil, vi: String, en: String) {
        (self.code, self.object, self.path) = (code, object, path)
        self.message = Bilingual(vi: vi, en: en)
    }
}

/// What a validation looked at and found.
public struct OCFLReport: Sendable, Hashable {
    /// Objects looked at.
    public var objects = 0
    /// Content files whose digest was computed.
    public var files = 0
    /// Bytes of those files.
    public var bytes = 0
    /// Everything wrong, in the order it was met.
    public var findings: [OCFLFinding] = []

    /// Whether nothing is wrong.
    public var isClean: Bool { findings.isEmpty }
}
