import Diagnostics
import FoundationEssentials
import Glibc
import PKI

/// Where ``DemoPKI/write(to:)`` put things.
public struct DemoPKIFiles: Sendable, Hashable {
    /// A PKCS#12 file and the file that holds its passphrase.
    public struct Signer: Sendable, Hashable {
        /// Key, certificate and chain.
        public let p12: String
        /// The passphrase, without line end, readable by the owner alone.
        public let pin: String
        /// The certificate alone.
        public let certificate: String
    }

    /// The files of one agency.
    public struct Agency: Sendable, Hashable {
        /// The officer's.
        public let officer: Signer
        /// The agency's.
        public let seal: Signer
        /// The result seal's private key in PEM, readable by the owner alone.
        public let resultSealKey: String
        /// The result seal's certificate.
        public let resultSealCertificate: String
    }

    /// What to give to `--trust`.
    public let trust: String
    /// In the order of ``DemoPKI/agencies``.
    public let agencies: [Agency]
    /// The time-stamping authority's.
    public let timeStamping: Signer
    /// The OCSP responder's.
    public let ocspResponder: Signer
    /// The revoked officer's, if there is one.
    public let revokedOfficer: Signer?
    /// The expired officer's, if there is one.
    public let expiredOfficer: Signer?
}

extension DemoPKI {
    /// Writes `trust/demo/{root,issuing}.{pem,crl}`, the result seals' certificates beside them, and `keys/…` below
    /// `directory`, which is made if need be. Files with private keys or passphrases have mode 0600; no existing file is
    /// touched.
    /// - Throws: `demo-already-exists`, `demo-not-written`.
    public func write(to directory: String) throws -> DemoPKIFiles {
        let trust = directory + "/trust"
        let keys = directory + "/keys"
        try Self.makeFolder(trust + "/demo", mode: 0o755)
        try Self.makeFolder(keys, mode: 0o700)
        for (name, holder, list) in [
            ("root", root, rootRevocationList), ("issuing", issuing, issuingRevocationList),
        ] {
            try Self.create("\(trust)/demo/\(name).pem", Array(holder.certificate.pem.utf8))
            try Self.create("\(trust)/demo/\(name).crl", list.der)
        }
        var agencies: [DemoPKIFiles.Agency] = []
        for agency in self.agencies {
            let stem = keys + "/" + agency.organization.slug
            let sealKey = stem + "-result-seal.key"
            let sealCertificate = stem + "-result-seal.pem"
            try Self.create(sealKey, try agency.resultSeal.key.pem(passphrase: nil), mode: 0o600)
            try Self.create(sealCertificate, Array(agency.resultSeal.certificate.pem.utf8))
            // A QR code names its key by four bytes alone, so the verifier must have the certificate.
            try Self.create(
                "\(trust)/demo/\(agency.organization.slug)-result-seal.pem",
                Array(agency.resultSeal.certificate.pem.utf8))
            agencies.append(
                DemoPKIFiles.Agency(
                    officer: try agency.officer.write(stem + "-officer"),
                    seal: try agency.seal.write(stem + "-agency"),
                    resultSealKey: sealKey, resultSealCertificate: sealCertificate))
        }
        return DemoPKIFiles(
            trust: trust, agencies: agencies, timeStamping: try timeStamping.write(keys + "/tsa"),
            ocspResponder: try ocspResponder.write(keys + "/ocsp"),
            revokedOfficer: try revokedOfficer?.write(keys + "/revoked-officer"),
            expiredOfficer: try expiredOfficer?.write(keys + "/expired-officer"))
    }

    private static func makeFolder(_ path: String, mode: Int) throws {
        do {
            try FileManager.default.createDirectory(
                atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: mode])
        } catch {
            throw DemoPKIError.notWritten(path)
        }
    }

    /// Creates a file that must not exist, with its final mode from the first moment on.
    fileprivate static func create(_ path: String, _ bytes: [UInt8], mode: mode_t = 0o644) throws {
        let file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode)
        guard file >= 0 else { throw errno == EEXIST ? DemoPKIError.exists(path) : .notWritten(path) }
        defer { close(file) }
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(file, $0.baseAddress, $0.count) }
            guard count > 0 else { throw DemoPKIError.notWritten(path) }
            rest = rest.dropFirst(count)
        }
    }
}

extension DemoPKI.Holder {
    fileprivate func write(_ stem: String) throws -> DemoPKIFiles.Signer {
        let pin = Hexadecimal.encode(SecureRandom.bytes(12))
        let contents = PKCS12(key: key, certificate: certificate, chain: chain)
        let p12 = try contents.encoded(passphrase: Array(pin.utf8), friendlyName: certificate.displayName)
        try DemoPKI.create(stem + ".p12", p12, mode: 0o600)
        try DemoPKI.create(stem + ".pin", Array(pin.utf8), mode: 0o600)
        try DemoPKI.create(stem + ".pem", Array(certificate.pem.utf8))
        return DemoPKIFiles.Signer(p12: stem + ".p12", pin: stem + ".pin", certificate: stem + ".pem")
    }
}

extension Fault where Code == DemoPKIErrorCode {
    fileprivate static func exists(_ path: String) -> DemoPKIError {
        DemoPKIError(
            .alreadyExists, .storage, vi: "Tệp \(path) đã có sẵn, không ghi đè.",
            en: "The file \(path) exists already and is not overwritten.",
            remedy: Bilingual(vi: "Chọn thư mục khác.", en: "Choose another folder."))
    }

    fileprivate static func notWritten(_ path: String) -> DemoPKIError {
        DemoPKIError(
            .notWritten, .storage, vi: "Không ghi được \(path).", en: "Cannot write \(path).",
            remedy: Bilingual(
                vi: "Kiểm tra quyền ghi và dung lượng đĩa.", en: "Check permissions and free space."))
    }
}
