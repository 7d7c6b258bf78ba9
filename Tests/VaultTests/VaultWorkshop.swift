import Diagnostics
import DurableIO
import Foundation
import PKI
import Records
import Vault

/// Vaults in temporary places, and invented records to put in them.
final class VaultWorkshop: Sendable {
    let folder: String
    var path: String { "\(folder)/vault" }

    init() throws {
        folder = FileManager.default.temporaryDirectory.appendingPathComponent("sohoa-vault-\(UUID().uuidString)").path
        try LinuxFileSystem().makeDirectories(folder)
    }

    deinit { try? LinuxFileSystem().removeTree(folder) }

    static let identity = VaultIdentity(
        id: "00112233445566778899aabbccddeeff", name: "UBND xã Mỹ Hòa Hưng: “thử”",
        logOrigin: "angiang.example.vn/sohoa",
        created: "2026-11-22T08:00:00+07:00")
    /// 2026-11-22T08:15:30+07:00
    static let instant = Date(timeIntervalSince1970: 1_795_310_130)

    func create(on disk: any FileSystem = FaultingDisk()) throws -> Vault {
        try Vault.create(
            at: path, identity: Self.identity, secret: [UInt8](repeating: 7, count: 32), on: disk)
    }

    func open(_ access: Vault.Access = .readWrite, on disk: any FileSystem = FaultingDisk()) throws -> Vault {
        try Vault.open(at: path, access: access, on: disk)
    }

    /// A building permit called `name`.
    static func record(_ name: String, title: String = "Giấy phép xây dựng", owner: String? = nil) -> Record {
        let rule = RetentionRule(
            code: "GPXD", title: "Giấy phép xây dựng", trigger: .issued, period: .years(20),
            basis: LegalBasis(citation: "thử", verified: false))
        let issued = CivilDate(iso: "2024-03-11")
        return Record(
            urn: urn(name), source: "lo-1/\(name).jpg", code: "082304001234.KQ.G01.000012.\(name)",
            documentClass: .digitizedResult, type: "giay-phep-xay-dung", title: title, number: "111",
            notation: "GPXD-UBND",
            issuedDate: issued, validUntil: CivilDate(iso: "2027-03-11"), scope: nil, agency: "UBND huyện Đức Huệ",
            dossier: "H01.02.14-260311-0007", procedure: "1.004873",
            owners: [Owner(type: .person, id: owner ?? "082304001234", name: "Nguyễn Thị Ngọc Hoà")],
            fields: [
                FieldName.numberAndNotation: ExtractedField(value: "111/GPXD-UBND", confidence: 1, source: .manifest),
                FieldName.holderAddress: ExtractedField(
                    value: "Buôn Ma Thuột, Đắk Lắk", confidence: 0.9, source: .text),
            ],
            sensitivity: .restricted,
            retention: RetentionDecision(rule: rule, dates: issued.map { [.issued: $0] } ?? [:]), status: .inForce,
            digitizedBy: "Trần Văn Thử", digitizedAt: "2026-11-22T08:00:00+07:00",
            baseDigest: SHA256.hex(Array("base \(name)".utf8)), baseLength: 5,
            sealCode: "\(name.uppercased()) 2345 6789",
            findings: [])
    }

    static func urn(_ name: String) -> RecordURN {
        guard let urn = RecordURN(rawValue: "urn:sohoa:h01.02.14:giay-phep-xay-dung:\(name)") else {
            fatalError("test data: \(name)")
        }
        return urn
    }

    static let digitizer = PreservationAgent(name: "Trần Văn Thử <số hóa> & cs", kind: .person)

    static func filing(_ name: String, pdf: String? = nil, record: Record? = nil) -> Filing {
        let record = record ?? self.record(name)
        return Filing(
            record: .result(record),
            files: [
                VaultFile(path: "result.pdf", bytes: Array((pdf ?? "%PDF \(name)").utf8)),
                VaultFile(path: "scan/\(name).jpg", bytes: Array("ảnh \(name)".utf8)),
            ],
            key: "key-\(name)",
            events: [
                PreservationEvent(
                    type: .capture, time: "2026-11-22T08:00:00+07:00", agent: digitizer, detail: "Sao chụp 300 dpi",
                    file: "scan/\(name).jpg"),
                PreservationEvent(
                    type: .digitalSignatureGeneration, time: "2026-11-22T08:01:00+07:00", agent: digitizer,
                    file: "result.pdf"),
            ])
    }

    /// The revocation of `name`.
    static func revocation(_ name: String) -> Amendment {
        var record = record(name)
        record.status = .revoked
        return Amendment(
            record: .result(record), key: "revoke-\(name)", reason: "Thu hồi theo QĐ 5/QĐ-UBND",
            events: [
                PreservationEvent(type: .metadataModification, time: "2026-11-23T08:00:00+07:00", agent: digitizer)
            ])
    }

    /// Every file below a volume's root, from the vault's folder.
    func storedFiles(_ relative: String = "volumes/main/root") throws -> [String] {
        try LinuxFileSystem().entries(of: "\(path)/\(relative)").flatMap { entry in
            let child = "\(relative)/\(entry.name)"
            return entry.kind == .directory ? try storedFiles(child) : [child]
        }
    }

    func overwrite(_ relative: String, _ bytes: [UInt8]) throws {
        try LinuxFileSystem().removeFile("\(path)/\(relative)")
        try LinuxFileSystem().writeNewFile("\(path)/\(relative)", bytes, mode: .normal)
    }
}
