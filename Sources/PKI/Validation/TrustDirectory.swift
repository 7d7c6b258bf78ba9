import Diagnostics
import FoundationEssentials

/// A folder of certificates, revocation lists and OCSP responses, as `--trust` names one: `*.pem *.crt *.cer *.der *.crl
/// *.ocsp`, at any depth.
///
/// Self-signed certificates become anchors, others intermediates. An anchor's label is the name of the nearest enclosing
/// folder called `official`, `public` or `demo`, or the word in a file `STORE` there; without either it is `public`.
public struct TrustDirectory: Sendable {
    /// A file that was passed over.
    public struct Skipped: Sendable, Hashable {
        /// Its path.
        public let path: String
        /// Why.
        public let reason: Bilingual
    }

    /// What was found.
    public let store: TrustStore
    /// The files that looked like certificates and were not; never a reason to stop.
    public let skipped: [Skipped]

    private static let extensions: Set<String> = ["pem", "crt", "cer", "der", "crl", "ocsp"]
    private static let maximumDepth = 8

    /// Reads `path`, a folder or a single file.
    /// - Throws: `trust-unreadable` when it does not exist or cannot be listed.
    public static func load(_ path: String) throws(PKIError) -> TrustDirectory {
        var isDirectory = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory) else {
            throw .unreadableTrust(path)
        }
        var reader = Reader()
        if isDirectory {
            guard FileManager.default.isReadableFile(atPath: path) else { throw .unreadableTrust(path) }
            let enclosing = path.split(separator: "/").compactMap { TrustLabel(rawValue: String($0)) }.last
            reader.readFolder(path, label: enclosing ?? .public, depth: 0)
        } else {
            reader.readFile(path, label: .public)
        }
        return TrustDirectory(store: reader.store, skipped: reader.skipped)
    }

    private struct Reader {
        var store = TrustStore()
        var skipped: [Skipped] = []

        mutating func readFolder(_ path: String, label inherited: TrustLabel, depth: Int) {
            guard depth < TrustDirectory.maximumDepth,
                let names = try? FileManager.default.contentsOfDirectory(atPath: path)
            else {
                skip(
                    path, vi: "không đọc được thư mục, hoặc lồng quá sâu",
                    en: "the folder cannot be read or lies too deep"
                )
                return
            }
            let label = storeLabel(path) ?? inherited
            for name in names.sorted() where !name.hasPrefix(".") {
                let child = path + "/" + name
                var isDirectory = false
                guard FileManager.default.fileExists(atPath: child, isDirectory: &isDirectory) else { continue }
                if isDirectory {
                    readFolder(child, label: TrustLabel(rawValue: name) ?? label, depth: depth + 1)
                } else if let suffix = name.split(separator: ".").last?.lowercased(), name.contains("."),
                    TrustDirectory.extensions.contains(suffix)
                {
                    readFile(child, label: label)
                }
            }
        }

        mutating func readFile(_ path: String, label: TrustLabel) {
            guard let bytes = contents(path) else {
                skip(path, vi: "không đọc được tệp", en: "the file cannot be read")
                return
            }
            if let list = try? CertificateList(bytes) {
                store.add(TrustStore(revocationLists: [list]))
                return
            }
            if let response = try? OCSPResponse(bytes) {
                store.add(TrustStore(ocspResponses: [response]))
                return
            }
            guard let certificates = try? Certificate.all(in: bytes), !certificates.isEmpty else {
                skip(path, vi: "không phải chứng thư số hay dữ liệu thu hồi", en: "no certificate or revocation data")
                return
            }
            for certificate in certificates {
                store.add(
                    certificate.isSelfSigned
                        ? TrustStore(anchors: [TrustAnchor(certificate, label: label)])
                        : TrustStore(intermediates: [certificate]))
            }
        }

        private func storeLabel(_ folder: String) -> TrustLabel? {
            guard let bytes = contents(folder + "/STORE"), bytes.count < 64 else { return nil }
            let word = bytes.filter { $0 > 0x20 }
            return TrustLabel(rawValue: String(decoding: word, as: UTF8.self))
        }

        private func contents(_ path: String) -> [UInt8]? {
            FileManager.default.contents(atPath: path).map { [UInt8]($0) }
        }

        private mutating func skip(_ path: String, vi: String, en: String) {
            skipped.append(Skipped(path: path, reason: Bilingual(vi: vi, en: en)))
        }
    }
}

extension Fault where Code == PKIErrorCode {
    fileprivate static func unreadableTrust(_ path: String) -> PKIError {
        PKIError(
            .trustDirectoryUnreadable, .input, vi: "Không đọc được kho chứng thư tin cậy \(path).",
            en: "Cannot read the trust store \(path).",
            remedy: Bilingual(
                vi: "Kiểm tra đường dẫn sau --trust và quyền đọc thư mục.",
                en: "Check the path after --trust and the folder's permissions."))
    }
}
