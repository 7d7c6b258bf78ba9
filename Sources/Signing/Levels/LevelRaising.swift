import FoundationEssentials
import PAdES
import PDFSyntax
import PKI
import Profiles

/// Raises the signatures of a file to a higher level of ETSI EN 319 142-1, by incremental updates alone: validation data,
/// then document time-stamps. What is returned has passed ``LevelProof``; a level that cannot be reached is an error and
/// never a lower level.
public enum LevelRaising {
    /// Raises signatures that were just made.
    ///
    /// - Parameters:
    ///   - file: the signed file.
    ///   - from: what the signatures have already: from B-T on they carry time-stamps of their own, and no other is made
    ///     for that.
    ///   - fields: the signatures that must reach the level; nil means those of the newest revision. Of others, whatever
    ///     validation data can be had are added.
    ///   - instant: now.
    /// - Returns: the bytes to append; empty when there is nothing to add.
    /// - Throws: a `SigningError` that says what is missing; what the services throw; `PAdESError`, `PDFSyntaxError`.
    public static func raise(
        _ file: ByteView, from: AgencyProfile.Level, to level: AgencyProfile.Level, fields: Set<String>? = nil,
        at instant: Date, services: SignatureServices
    ) throws -> [UInt8] {
        var raising = try Raising(file, level: level, fields: fields, instant: instant, services: services)
        if fields == nil { raising.chooseNewest() }
        if level.includes(.bT), !from.includes(.bT) { try raising.addTimeStamp() }
        if level.includes(.bLT) { try raising.addValidationData() }
        if level.includes(.bLTA) { try raising.addArchiveTimeStamp() }
        return try raising.finish()
    }
}

/// Brings old files to a level, and renews their protection.
public enum SignatureExtension {
    /// Extends the signatures of `file` to `level`.
    ///
    /// An attribute cannot be put into a signature that exists without changing bytes that later signatures cover, so a
    /// signature without a time-stamp of its own becomes B-T by a document time-stamp over it. To B-LTA a file always gets
    /// validation data for everything in it, the last document time-stamp included, and a new document time-stamp over
    /// all: on a file that is B-LTA already that is the renewal which keeps it provable, and it must come before
    /// ``PAdES/ArchiveRenewal`` says.
    /// - Parameters:
    ///   - fields: the signatures that must reach the level; nil means all.
    ///   - instant: now.
    /// - Returns: the bytes to append; empty when the file is at that level already (never so for B-LTA).
    /// - Throws: as ``LevelRaising/raise(_:from:to:fields:at:services:)``.
    public static func extend(
        _ file: ByteView, to level: AgencyProfile.Level, fields: Set<String>? = nil, at instant: Date,
        services: SignatureServices
    ) throws -> [UInt8] {
        var raising = try Raising(file, level: level, fields: fields, instant: instant, services: services)
        if level != .bLTA, raising.isProven() { return [] }
        if level.includes(.bT), !raising.hasTrustedTime() { try raising.addTimeStamp() }
        if level.includes(.bLT) { try raising.addValidationData() }
        if level.includes(.bLTA) { try raising.addArchiveTimeStamp() }
        return try raising.finish()
    }

    /// By when the protection of `document` must be renewed, and why; nil when no time-stamp protects it. The answer
    /// depends on the file alone, so that a whole vault can be swept for files that are due.
    public static func renewalDue(_ document: PDFDocument) -> ArchiveRenewal? {
        let findings = SignatureInspector.inspect(document)
        return ArchiveRenewal(findings, material: ValidationMaterial(document, findings: findings))
    }
}

/// A file on its way up.
private struct Raising {
    private let base: ByteView
    private let level: AgencyProfile.Level
    private var fields: Set<String>?
    private let instant: Date
    private let services: SignatureServices
    private var appended: [UInt8] = []
    private var document: PDFDocument
    /// What stands in `document`, once it was looked at.
    private var inspected: [SignatureFindings]?

    init(
        _ file: ByteView, level: AgencyProfile.Level, fields: Set<String>?, instant: Date, services: SignatureServices
    ) throws {
        (base, self.level, self.fields, self.instant, self.services) = (file, level, fields, instant, services)
        if level.includes(.bT), services.timeStamps == nil { throw SigningError.noTimeStampAuthority(level) }
        if level.includes(.bLT), services.revocation == nil { throw SigningError.noRevocationSource(level) }
        document = try PDFDocument(bytes: file)
        guard findings().contains(where: { $0.isMeant(by: fields) }) else { throw SigningError.nothingToRaise }
    }

    /// The signatures of the file as it is now. Looking at them reads the whole file, so it is done when they are asked
    /// for, and once.
    private mutating func findings() -> [SignatureFindings] {
        let findings = inspected ?? SignatureInspector.inspect(document)
        inspected = findings
        return findings
    }

    /// Means the signatures of the newest revision, rather than all.
    mutating func chooseNewest() {
        let newest = findings().filter { $0.kind == .signature && $0.signedRevision == document.revisions.count - 1 }
        if !newest.isEmpty { fields = Set(newest.flatMap(\.fields)) }
    }

    private mutating func append(_ bytes: [UInt8]) throws {
        if bytes.isEmpty { return }
        appended += bytes
        document = try PDFDocument(bytes: base.appending(appended))
        inspected = nil
    }

    /// Whether every signature meant has reached the level already.
    mutating func isProven() -> Bool {
        let proven: Void? = try? LevelProof.require(
            level, of: document, findings(), fields: fields, at: instant, trust: services.trust)
        return proven != nil
    }

    /// Whether every signature meant has a trusted time already.
    mutating func hasTrustedTime() -> Bool {
        let findings = findings()
        let proofs = ProofsOfExistence(
            findings, material: ValidationMaterial(document, findings: findings), trust: services.trust, now: instant,
            authorityRevocation: .ifAvailable)
        return findings.indices.allSatisfy {
            !findings[$0].isMeant(by: fields) || proofs.earliest(ofSignature: $0) != nil
        }
    }

    mutating func addTimeStamp() throws {
        guard let source = services.timeStamps else { throw SigningError.noTimeStampAuthority(level) }
        let prepared = try DocumentTimeStampRevision.prepare(document, reservedBytes: source.maximumTokenSize)
        try append(try prepared.complete(cms: try source.stamp(prepared.digest).der))
    }

    mutating func addValidationData() throws {
        guard let revocation = services.revocation else { throw SigningError.noRevocationSource(level) }
        let findings = findings()
        var collection = ValidationDataCollection(
            document, findings, services: services, revocation: revocation, at: instant)
        let fields = fields
        let collected = try collection.collect { $0.isMeant(by: fields) }
        var all = ValidationData()
        collected.forEach { all.add($0.data) }
        let related =
            services.writesVRI
            ? collected.map {
                SignatureRelatedInformation(contents: findings[$0.index].value.bytes, data: $0.data)
            } : []
        try append(try SecurityStoreRevision.append(all, vriFor: related, to: document))
    }

    /// The time-stamp over everything. Its own authority is mostly one whose validation data the file holds by now; if
    /// not, they follow it, for whoever renews the file offline.
    mutating func addArchiveTimeStamp() throws {
        try addTimeStamp()
        let findings = findings()
        let newest = findings.last { $0.kind == .documentTimestamp }?.value.certificate
        let material = ValidationMaterial(document, findings: findings)
        if newest.map(material.coversRevocation) != true { try addValidationData() }
    }

    /// - Returns: what was appended, once it is proven to have reached the level.
    mutating func finish() throws -> [UInt8] {
        try LevelProof.require(
            level, of: document, findings(), fields: fields, at: instant, trust: services.trust)
        return appended
    }
}

extension AgencyProfile.Level {
    /// Whether this level promises what `other` does.
    func includes(_ other: AgencyProfile.Level) -> Bool {
        (Self.allCases.firstIndex(of: self) ?? 0) >= (Self.allCases.firstIndex(of: other) ?? 0)
    }
}
