import Diagnostics
import FoundationEssentials

/// Walks folders of trust material, and judges nothing.
struct TrustFolderReader {
    /// A certificate, with the label of the folder it lies in.
    struct Found {
        let certificate: Certificate
        let label: TrustLabel
        let path: String
    }

    private(set) var certificates: [Found] = []
    private(set) var revocation: [RevocationEvidence] = []
    private(set) var skipped: [TrustDirectory.Skipped] = []

    private static let maximumDepth = 8
    /// Larger than the lists of any authority; beside certificates nothing larger is worth reading.
    private static let maximumBytes = 64 << 20

    mutating func read(_ path: String) throws(PKIError) {
        var isDirectory = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory) else {
            throw .unreadableTrust(path)
        }
        if isDirectory {
            guard FileManager.default.isReadableFile(atPath: path) else { throw .unreadableTrust(path) }
            let enclosing = path.split(separator: "/").compactMap { TrustLabel(rawValue: String($0)) }.last
            readFolder(path, label: enclosing ?? .public, depth: 0)
        } else {
            readFile(path, label: .public)
        }
    }

    private mutating func readFolder(_ path: String, label inherited: TrustLabel, depth: Int) {
        guard depth < Self.maximumDepth, let names = try? FileManager.default.contentsOfDirectory(atPath: path) else {
            skip(
                path, vi: "không đọc được thư mục, hoặc lồng quá sâu", en: "the folder cannot be read or lies too deep")
            return
        }
        let label = storeLabel(path) ?? inherited
        for name in names.sorted() where !name.hasPrefix(".") {
            let child = path + "/" + name
            var isDirectory = false
            guard FileManager.default.fileExists(atPath: child, isDirectory: &isDirectory) else { continue }
            if isDirectory {
                readFolder(child, label: TrustLabel(rawValue: name) ?? label, depth: depth + 1)
            } else if TrustMaterial.isNamed(name) {
                readFile(child, label: label)
            }
        }
    }

    private mutating func readFile(_ path: String, label: TrustLabel) {
        guard let bytes = Self.contents(path), bytes.count <= Self.maximumBytes else {
            skip(path, vi: "không đọc được tệp, hoặc tệp quá lớn", en: "the file cannot be read, or is too large")
            return
        }
        let material = TrustMaterial.all(in: bytes)
        guard !material.isEmpty else {
            skip(path, vi: "không phải chứng thư số hay dữ liệu thu hồi", en: "no certificate or revocation data")
            return
        }
        for item in material {
            switch item {
            case .certificate(let certificate):
                certificates.append(Found(certificate: certificate, label: label, path: path))
            case .revocation(let evidence): revocation.append(evidence)
            }
        }
    }

    private func storeLabel(_ folder: String) -> TrustLabel? {
        guard let bytes = Self.contents(folder + "/STORE"), bytes.count < 64 else { return nil }
        let word = bytes.filter { $0 > 0x20 }
        return TrustLabel(rawValue: String(decoding: word, as: UTF8.self))
    }

    private static func contents(_ path: String) -> [UInt8]? {
        FileManager.default.contents(atPath: path).map { [UInt8]($0) }
    }

    private mutating func skip(_ path: String, vi: String, en: String) {
        skipped.append(TrustDirectory.Skipped(path: path, vi: vi, en: en))
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
