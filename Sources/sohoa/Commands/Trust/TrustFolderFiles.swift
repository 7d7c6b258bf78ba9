import Diagnostics
import DurableIO
import Foundation
import PKI

/// A trust folder as `sohoa trust import` writes it; every file appears whole or not at all.
///
///     official/NAME-DIGEST.pem  public/…  demo/…     anchors
///     intermediates/…                                helpers
///     ACCEPTED                                       what a person has decided
///
/// What trusted lists bring is kept apart: see ``TrustedListImport``.
struct TrustFolderFiles {
    let path: String
    private let files = LinuxFileSystem()

    init(path: String) { self.path = path }

    /// What is there now; nil before the first import.
    func directory(pins: CertificatePins) throws -> TrustDirectory? {
        guard try files.kind(of: path) != nil else { return nil }
        return try TrustDirectory.load(path, pins: pins)
    }

    /// Writes a certificate into a store, or among the helpers.
    func keep(_ certificate: Certificate, label: TrustLabel?) throws -> TrustImport.Outcome.Result {
        let folder = "\(path)/\(label?.rawValue ?? "intermediates")"
        let file = "\(folder)/\(Self.name(certificate)).pem"
        try files.makeDirectories(folder)
        let bytes = Array(certificate.pem.utf8)
        if try files.kind(of: file) == .file, try files.read(file, limit: 1 << 20) == bytes { return .present(file) }
        try files.writeDurably(file, bytes)
        return .imported(file)
    }

    /// Adds a decision, unless it was made before.
    func record(_ decision: TrustDecision) throws {
        try files.makeDirectories(path)
        // Two imports at once must not lose each other's decision.
        let lock = try DirectoryLock(path)
        defer { withExtendedLifetime(lock) {} }
        let file = "\(path)/\(TrustDecision.fileName)"
        var text = try files.kind(of: file) == .file ? files.read(file, limit: 1 << 20) : []
        guard !TrustDecision.all(in: text).contains(where: { $0.sha256 == decision.sha256 }) else { return }
        if let last = text.last, last != 10 { text.append(10) }
        try files.writeDurably(file, text + Array(decision.line.utf8) + [10])
    }

    /// Letters that every file system takes, then enough of the digest that no two are alike.
    static func name(_ certificate: Certificate) -> String {
        let words = certificate.displayName.decomposedStringWithCanonicalMapping.lowercased()
            .replacingOccurrences(of: "đ", with: "d").unicodeScalars.filter { !$0.properties.isDiacritic }
        var slug = ""
        for scalar in words {
            if scalar.isASCII, scalar.properties.isAlphabetic || scalar.properties.numericType != nil {
                slug.unicodeScalars.append(scalar)
            } else if !slug.hasSuffix("-"), scalar.isASCII {
                slug += "-"
            }
        }
        let trimmed = slug.split(separator: "-").joined(separator: "-").prefix(60)
        return "\(trimmed.isEmpty ? "certificate" : String(trimmed))-\(certificate.fingerprint.prefix(16))"
    }
}
