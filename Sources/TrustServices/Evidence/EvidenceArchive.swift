import DurableIO
import FoundationEssentials
import PKI

/// Revocation data and authorities' certificates, kept with their dates: a list of the time of signing is still there when
/// the certificate has long expired and nobody publishes anything about it any more.
///
///     NN/SHA-256-OF-THE-ISSUER'S-NAME/
///         certificates/SHA-256.cer
///         lists/THISUPDATE_NEXTUPDATE_FETCHED_SHA-256.crl
///         responses/SERIAL/THISUPDATE_NEXTUPDATE_FETCHED_SHA-256.ocsp
///         addresses                  where its lists are published, one line each
///
/// The names of the files are the index, so that a look-up reads one small directory however large the archive is, index and
/// content cannot disagree, and two processes that write at once do not disturb each other. Every file appears whole or not
/// at all. What is read is believed no more than what the network sends.
public struct EvidenceArchive: Sendable {
    /// The folder; it is made when something is kept.
    public let folder: String
    private let files: any FileSystem

    /// An archive in `folder`.
    public init(folder: String, files: any FileSystem = LinuxFileSystem()) {
        self.folder = folder
        self.files = files
    }

    /// Lists of large authorities take megabytes.
    private static let maximumBytes = 64 << 20
    /// How many lists at most are read for one question, on either side of its time.
    private static let mostOfAKind = 3

    // MARK: Looking up

    /// The certificates kept of the authority that issued `certificate`, those alone whose key has signed it.
    public func issuers(of certificate: Certificate) -> [Certificate] {
        certificates(named: certificate.issuerDER).filter { certificate.isSigned(by: $0) }
    }

    /// The certificates kept of a name.
    func certificates(named name: [UInt8]) -> [Certificate] {
        let place = place(of: name) + "/certificates"
        return names(in: place).compactMap { file in
            (try? files.read("\(place)/\(file)", limit: 1 << 20)).flatMap { try? Certificate(der: $0) }
        }
    }

    /// Lists and responses kept of `issuer` that may tell whether `certificate` was revoked at `date`: those that were current
    /// then, the first ones after it, and the newest.
    public func evidence(
        for certificate: Certificate, issuer: Certificate, at date: Date
    ) -> [RevocationEvidence] {
        let time = Self.stamp(date)
        var found: [RevocationEvidence] = []
        for name in Set([issuer.subjectDER, certificate.issuerDER]) {
            let place = place(of: name)
            let responses = "\(place)/responses/\(certificate.serialHex)"
            for file in Self.relevant(names(in: responses), at: time) {
                let bytes = try? files.read("\(responses)/\(file)", limit: Self.maximumBytes)
                if let response = bytes.flatMap({ try? OCSPResponse($0) }) { found.append(.ocsp(response)) }
            }
            for file in Self.relevant(names(in: place + "/lists"), at: time) {
                let bytes = try? files.read("\(place)/lists/\(file)", limit: Self.maximumBytes)
                if let list = bytes.flatMap({ try? CertificateList($0) }) { found.append(.crl(list)) }
            }
        }
        return found
    }

    /// Names sort by their first time, and times of this form compare as text.
    private static func relevant(_ names: [String], at time: String) -> [String] {
        func parts(_ name: String) -> [Substring] { name.split(separator: "_") }
        let before = names.filter { name in parts(name).first.map { $0 <= time } ?? false }
        let current = before.filter { name in
            let parts = parts(name)
            return parts.count == 4 && (parts[1] == "open" || parts[1] >= time)
        }
        let after = names.filter { name in parts(name).first.map { $0 > time } ?? false }
        let chosen = current.suffix(mostOfAKind) + after.prefix(mostOfAKind) + after.suffix(1)
        var seen: Set<String> = []
        return chosen.filter { seen.insert($0).inserted }
    }

    /// Where lists of the authority of this name are published, as certificates that it issued have said.
    public func listAddresses(of authority: Certificate) -> [String] {
        let bytes = try? files.read(place(of: authority.subjectDER) + "/addresses", limit: 1 << 16)
        return String(decoding: bytes ?? [], as: UTF8.self).split { $0.isNewline }.map(String.init)
    }

    /// The certificates of all authorities.
    public func authorities() -> [Certificate] {
        names(in: folder).filter { $0.utf8.count == 2 }.flatMap { outer in
            names(in: "\(folder)/\(outer)").flatMap { inner -> [Certificate] in
                let place = "\(folder)/\(outer)/\(inner)/certificates"
                return names(in: place).compactMap { file in
                    (try? files.read("\(place)/\(file)", limit: 1 << 20)).flatMap { try? Certificate(der: $0) }
                }
            }
        }
    }

    // MARK: Keeping

    /// Keeps an authority's certificate. Only those that lead to an anchor should be kept: strangers must not fill the disk.
    public func keep(_ authority: Certificate) throws(DurableIOError) {
        let place = place(of: authority.subjectDER) + "/certificates"
        try write(authority.der, to: "\(place)/\(authority.fingerprint).cer", in: place)
    }

    /// Keeps a verified list or response of `issuer`.
    /// - Parameter fetched: when it was had.
    /// - Returns: false when it was there already, or says nothing about certificates of this issuer.
    @discardableResult
    public func keep(
        _ evidence: RevocationEvidence, issuer: Certificate, fetched: Date
    ) throws(DurableIOError) -> Bool {
        switch evidence {
        case .crl(let list):
            return try keep(evidence, made: list.thisUpdate, fetched: fetched, in: "lists", "crl", issuer)
        case .ocsp(let response):
            var isNew = false
            for answer in response.responses.prefix(64) where answer.certificateID.names(issuer: issuer) {
                let place = "responses/" + answer.certificateID.serialHex
                if try keep(evidence, made: answer.thisUpdate, fetched: fetched, in: place, "ocsp", issuer) {
                    isNew = true
                }
            }
            return isNew
        }
    }

    private func keep(
        _ evidence: RevocationEvidence, made: Date, fetched: Date, in below: String, _ suffix: String,
        _ issuer: Certificate
    ) throws(DurableIOError) -> Bool {
        let digest = SHA256.hex(evidence.der)
        let place = "\(place(of: issuer.subjectDER))/\(below)"
        if names(in: place).contains(where: { $0.hasSuffix("_\(digest).\(suffix)") }) { return false }
        let next = evidence.nextUpdate.map(Self.stamp) ?? "open"
        let name = "\(Self.stamp(made))_\(next)_\(Self.stamp(fetched))_\(digest).\(suffix)"
        try write(evidence.der, to: "\(place)/\(name)", in: place)
        return true
    }

    /// Remembers where lists of `authority` are published.
    public func keep(listAddress address: String, of authority: Certificate) throws(DurableIOError) {
        let known = listAddresses(of: authority)
        guard !known.contains(address), known.count < 32, !address.contains(where: \.isNewline) else { return }
        let place = place(of: authority.subjectDER)
        try files.makeDirectories(place)
        try files.writeDurably(place + "/addresses", Array((known + [address]).map { $0 + "\n" }.joined().utf8))
    }

    private func write(_ bytes: [UInt8], to path: String, in place: String) throws(DurableIOError) {
        try files.makeDirectories(place)
        if try files.kind(of: path) == .file { return }
        try files.writeDurably(path, bytes)
    }

    private func place(of name: [UInt8]) -> String {
        let digest = SHA256.hex(name)
        return "\(folder)/\(digest.prefix(2))/\(digest)"
    }

    private func names(in place: String) -> [String] {
        let entries = (try? files.entries(of: place)) ?? []
        return entries.map(\.name).filter { !$0.hasSuffix(".new") }
    }

    /// `20261122T080000Z`: sorts as the times do, and is a name on every file system.
    static func stamp(_ date: Date) -> String {
        date.formatted(
            .iso8601.year().month().day().dateSeparator(.omitted).dateTimeSeparator(.standard)
                .time(includingFractionalSeconds: false).timeSeparator(.omitted).timeZone(separator: .omitted))
    }
}
