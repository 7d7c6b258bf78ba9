import Diagnostics
import DurableIO
import Foundation
import PKI
import TrustedLists

/// Brings the services of a trusted list (ETSI TS 119 612) into a trust folder. The list's signature is the word that its
/// anchors are trusted by, so a new issue takes the place of the old one as a whole: what it no longer approves is gone.
///
///     public/list-VN/…      certificates of approved services
///     ACCEPTED-VN           the anchors among them
///     lists/VN.xml          the list itself, so that an older one cannot come back
///     lists/VN.signer       who signed it
struct TrustedListImport {
    /// What became of the services.
    struct Summary {
        let territory: String
        let number: Int
        let outcomes: [TrustImport.Outcome]
        /// What a user should know.
        let remarks: [Bilingual]
    }

    let folder: TrustFolderFiles
    /// Whom to believe.
    let signers: [Certificate]
    /// Where the anchors go.
    let store: TrustLabel
    let pins: CertificatePins
    let now: Date
    private let files = LinuxFileSystem()

    init(folder: TrustFolderFiles, signers: [Certificate], store: TrustLabel, pins: CertificatePins, now: Date) {
        (self.folder, self.signers, self.store, self.pins, self.now) = (folder, signers, store, pins, now)
    }

    /// Verifies the list in `bytes` and takes it over.
    /// - Throws: errors of TrustedLists for a list that is not believed, errors of DurableIO.
    func run(_ bytes: [UInt8], file: String) throws -> Summary {
        let list = try TrustedList.read(bytes, signedBy: signers)
        try list.requireCurrent(at: now)
        let name = Self.name(list.schemeTerritory)
        var remarks = list.remarks.map(\.message)
        if let previous = try previous(name) {
            remarks += try list.requireSuccessor(of: previous).map(\.message)
        }
        let trust = list.trustStore(at: now, label: store)
        remarks += trust.passedOver.map { passed in
            Bilingual(
                vi: "\(passed.service): \(passed.reason.vi)", en: "\(passed.service): \(passed.reason.en)")
        }
        if list.scheme.kind == .lists {
            remarks.append(
                Bilingual(
                    vi: "đây là danh sách của các danh sách, không có dịch vụ nào; nhập từng danh sách mà nó nêu.",
                    en: "this is a list of lists and holds no services; import the lists that it names."))
        }
        // A self-signed responder would be taken for an anchor.
        let entries = trust.entries.filter { $0.role != .status || !$0.anchor.certificate.isSelfSigned }
        remarks += entries.map(\.anchor.certificate).compactMap(renewed)
        let paths = try replaceFolder(name, entries.map(\.anchor.certificate))
        let day = now.formatted(.iso8601.year().month().day())
        var anchors: Set<Certificate> = []
        let decisions = entries.filter { $0.role != .status && anchors.insert($0.anchor.certificate).inserted }.map {
            TrustDecision($0.anchor.certificate, label: store, day: day).line
        }
        let heading = "# \(list.schemeTerritory) \(list.sequenceNumber) sha256 \(list.sha256)"
        try files.writeDurably(
            "\(folder.path)/\(TrustDecision.fileName)-\(name)",
            Array(([heading] + decisions).map { $0 + "\n" }.joined().utf8))
        try files.makeDirectories(folder.path + "/lists")
        try files.writeDurably("\(folder.path)/lists/\(name).signer", list.signer.der)
        try files.writeDurably("\(folder.path)/lists/\(name).xml", bytes)
        let outcomes = entries.map { entry in
            let certificate = entry.anchor.certificate
            let isAnchor = entry.role != .status
            return TrustImport.Outcome(
                file: file, name: certificate.displayName, sha256: certificate.fingerprint,
                label: isAnchor ? store : nil, role: isAnchor ? "anchor" : "helper", isAccepted: isAnchor,
                result: .imported(paths[certificate] ?? folder.path))
        }
        return Summary(
            territory: list.schemeTerritory, number: list.sequenceNumber, outcomes: outcomes, remarks: remarks)
    }

    /// The list's signer, whom a person vouched for, may bring the new key of an authority whose old one is pinned. Whoever
    /// imports the list should see that.
    private func renewed(_ certificate: Certificate) -> Bilingual? {
        guard pins.pin(for: certificate) == nil, let claimed = pins.claimedPin(of: certificate) else { return nil }
        return Bilingual(
            vi: "danh sách đưa vào chứng thư số tên \(claimed.name) với SHA-256 khác: \(certificate.fingerprint).",
            en: "the list brings a certificate named \(claimed.name) with another SHA-256: \(certificate.fingerprint).")
    }

    /// True for the codes that mean “not believed”; the others mean that there is no list to believe.
    static func isRefusal(_ error: TrustedListError) -> Bool {
        switch error.code {
        case .malformedXML, .documentType, .beyondLimits, .malformedList, .unsupportedVersion: false
        default: true
        }
    }

    /// True when a file is XML and not a certificate.
    static func isXML(_ bytes: [UInt8]) -> Bool {
        let text = bytes.starts(with: [0xef, 0xbb, 0xbf]) ? bytes.dropFirst(3) : bytes[...]
        return text.first { ![9, 10, 13, 32].contains($0) } == UInt8(ascii: "<")
    }

    /// The list that was taken over before; nil when there is none, or it is damaged.
    private func previous(_ name: String) throws -> TrustedList? {
        let place = "\(folder.path)/lists/\(name)"
        guard try files.kind(of: place + ".xml") == .file, try files.kind(of: place + ".signer") == .file else {
            return nil
        }
        let signer = try Certificate(der: files.read(place + ".signer", limit: 1 << 20))
        return try? TrustedList.read(files.read(place + ".xml", limit: 64 << 20), signedBy: [signer])
    }

    /// Puts a new folder of certificates in the place of the old one.
    private func replaceFolder(_ name: String, _ certificates: [Certificate]) throws -> [Certificate: String] {
        try files.makeDirectories("\(folder.path)/\(store.rawValue)")
        let lock = try DirectoryLock(folder.path)
        defer { withExtendedLifetime(lock) {} }
        let place = "\(folder.path)/\(store.rawValue)/list-\(name)"
        // Names that begin with a dot are not read as trust.
        let staged = "\(folder.path)/\(store.rawValue)/.list-\(name).new"
        let old = "\(folder.path)/\(store.rawValue)/.list-\(name).old"
        try files.removeTree(staged)
        try files.removeTree(old)
        try files.makeDirectory(staged)
        var paths: [Certificate: String] = [:]
        for certificate in certificates where paths[certificate] == nil {
            let file = TrustFolderFiles.name(certificate) + ".pem"
            try files.writeNewFile("\(staged)/\(file)", Array(certificate.pem.utf8), mode: .normal)
            paths[certificate] = "\(place)/\(file)"
        }
        try files.syncFileSystem(containing: staged)
        // The list may have stood under another store before.
        for label in TrustLabel.allCases where label != store {
            try files.removeTree("\(folder.path)/\(label.rawValue)/list-\(name)")
        }
        if try files.kind(of: place) != nil { try files.move(place, to: old) }
        try files.move(staged, to: place)
        try files.syncFileSystem(containing: place)
        try files.removeTree(old)
        return paths
    }

    /// A territory is a country's code; nothing else may become part of a path.
    private static func name(_ territory: String) -> String {
        let isPlain = (1...8).contains(territory.utf8.count) && territory.utf8.allSatisfy { (65...90).contains($0) }
        return isPlain ? territory : SHA256.hex(Array(territory.utf8)).prefix(16).uppercased()
    }
}
