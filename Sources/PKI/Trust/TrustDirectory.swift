import Diagnostics
import FoundationEssentials

/// Folders of certificates, revocation lists and OCSP responses, as `--trust` names them: `*.pem *.crt *.cer *.der *.crl
/// *.ocsp *.p7b *.p7c`, at any depth.
///
/// - A pinned certificate is what its pin says, whatever folder it lies in.
/// - A certificate that bears the name of a pinned authority and is none of them is passed over, unless a pinned authority's
///   key has signed it: then it is that authority's successor and helps to build paths, as any intermediate does.
/// - Of the others, self-signed certificates become anchors and the rest intermediates. An anchor's label is the name of
///   the nearest enclosing folder called `official`, `public` or `demo`, or the word in a file `STORE` there; without
///   either it is `public`.
/// - ``TrustDecision``s in the files `ACCEPTED` and `ACCEPTED-…` of a folder that is named itself count as pins. Those
///   further down do not: a folder that was copied in must not bring its own approval along.
public struct TrustDirectory: Sendable {
    /// A file that was passed over.
    public struct Skipped: Sendable, Hashable {
        /// Its path.
        public let path: String
        /// Why.
        public let reason: Bilingual
        /// The pin whose name the file's certificate claims, when that is the reason.
        public let claimed: CertificatePins.Pin?
    }

    /// What a certificate is here.
    public enum Standing: Sendable, Hashable {
        case anchor(TrustLabel)
        /// It helps to build paths.
        case helper
    }

    /// A certificate with its file.
    public struct Entry: Sendable, Hashable {
        /// The certificate.
        public let certificate: Certificate
        /// What it is here.
        public let standing: Standing
        /// Its pin, if it has one.
        public let pin: CertificatePins.Pin?
        /// Its file.
        public let path: String
    }

    /// What was found.
    public let store: TrustStore
    /// The certificates of ``store`` in the order they were found.
    public let entries: [Entry]
    /// The files that looked like certificates and were not, or claimed a name; never a reason to stop.
    public let skipped: [Skipped]

    /// Reads `path`, a folder or a single file.
    /// - Throws: `trust-unreadable` when it does not exist or cannot be listed.
    public static func load(_ path: String, pins: CertificatePins = .none) throws(PKIError) -> TrustDirectory {
        try load([path], pins: pins)
    }

    /// Reads several folders or files as one: an authority in one of them can vouch for a certificate in another.
    /// - Throws: `trust-unreadable` when one does not exist or cannot be listed.
    public static func load(_ paths: [String], pins: CertificatePins = .none) throws(PKIError) -> TrustDirectory {
        var reader = TrustFolderReader()
        var decisions: [CertificatePins.Pin] = []
        for path in paths {
            try reader.read(path)
            let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
            for name in names.sorted() where TrustDecision.isFile(name) {
                let file = FileManager.default.contents(atPath: path + "/" + name)
                decisions += TrustDecision.all(in: file.map { [UInt8]($0) } ?? []).map(\.pin)
            }
        }
        return TrustDirectory(reader, pins: pins.adding(decisions))
    }

    private init(_ reader: TrustFolderReader, pins: CertificatePins) {
        var skipped = reader.skipped
        var entries: [Entry] = []
        let claims = reader.certificates.map { pins.claimedPin(of: $0.certificate) }
        let successors =
            claims.contains { $0 != nil }
            ? Self.successors(among: reader.certificates.map(\.certificate), pins: pins) : []
        for (found, claim) in zip(reader.certificates, claims) {
            let pin = pins.pin(for: found.certificate)
            let standing: Standing
            if let pin {
                standing = pin.role == .root ? .anchor(pin.label) : .helper
            } else if let claim {
                guard successors.contains(found.certificate) else {
                    skipped.append(Skipped(path: found.path, claiming: claim))
                    continue
                }
                standing = .helper
            } else {
                standing = found.certificate.isSelfSigned ? .anchor(found.label) : .helper
            }
            entries.append(Entry(certificate: found.certificate, standing: standing, pin: pin, path: found.path))
        }
        self.entries = entries
        self.skipped = skipped
        var lists: [CertificateList] = []
        var responses: [OCSPResponse] = []
        for evidence in reader.revocation {
            switch evidence {
            case .crl(let list): lists.append(list)
            case .ocsp(let response): responses.append(response)
            }
        }
        store = TrustStore(
            anchors: entries.compactMap { entry in
                if case .anchor(let label) = entry.standing {
                    TrustAnchor(entry.certificate, label: label)
                } else {
                    nil
                }
            }, intermediates: entries.filter { $0.standing == .helper }.map(\.certificate), revocationLists: lists,
            ocspResponses: responses)
    }

    /// The authorities of `certificates` that lead to a pinned authority by signatures alone. Validity and constraints
    /// are not looked at: nothing here is trusted for it, and a path through it is validated like any other.
    package static func successors(among certificates: [Certificate], pins: CertificatePins) -> Set<Certificate> {
        var authorities = certificates.filter { certificate in
            guard let pin = pins.pin(for: certificate) else { return false }
            return pin.role == .root || pin.role == .intermediate
        }
        var successors: Set<Certificate> = []
        var rest = certificates.filter { $0.isCA && pins.pin(for: $0) == nil }
        while !authorities.isEmpty {
            let issued = rest.filter { certificate in authorities.contains { certificate.isSigned(by: $0) } }
            successors.formUnion(issued)
            rest.removeAll { successors.contains($0) }
            authorities = issued
        }
        return successors
    }
}

extension TrustDirectory.Skipped {
    init(path: String, claiming pin: CertificatePins.Pin) {
        self.path = path
        claimed = pin
        reason = Bilingual(
            vi: "tự xưng tên “\(pin.name)” nhưng SHA-256 không phải của tổ chức ấy",
            en: "claims the name of “\(pin.name)” without its SHA-256")
    }

    init(path: String, vi: String, en: String) {
        self.path = path
        claimed = nil
        reason = Bilingual(vi: vi, en: en)
    }
}
