import Foundation
import QRCode
import Records
import Testing

/// The published test vector, docs/formats/qr-seal-vector.json, made by Tests/Oracles/seal_decoder.py.
struct SealVector: Decodable {
    let publicPoint: String
    let keyID: String
    let payload: String
    let toBeSigned: String
    let signature: String
    let cose: String
    let address: String
    let code: String

    static func load() throws -> SealVector {
        try JSONDecoder().decode(
            SealVector.self, from: Data(contentsOf: packageRoot.appending(path: "docs/formats/qr-seal-vector.json")))
    }

    /// The payload as a value, written here independently of the JSON.
    static var statement: SealPayload {
        get throws {
            var payload = SealPayload(issuer: "H01.02.14", issued: 1_773_190_800)
            payload.dossier = "H01.02.14-260311-0007"
            payload.procedure = "1.004873"
            payload.holderId = "089190012345"
            payload.title = .text("Giấy phép xây dựng")
            payload.system = .text("TTHC An Giang")
            payload.dates = .init(
                document: try #require(CivilDate(iso: "2026-03-11")), expiry: CivilDate(iso: "2027-03-11"))
            payload.scope = .text("Toàn quốc")
            payload.numberAndNotation = "111/GPXD-UBND"
            payload.holderName = "Nguyễn Thị Ánh Tuyết"
            payload.baseRevision = .init(
                sha256: bytes("9178024e92e2888bff8083f32e56a9ac37920cd8b059ba8e41bbb04357108b59"), length: 183_204)
            return payload
        }
    }
}

let packageRoot = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

/// Bytes of a hexadecimal string.
func bytes(_ hex: String) -> [UInt8] {
    let digits = hex.compactMap(\.hexDigitValue)
    return stride(from: 0, to: digits.count - 1, by: 2).map { UInt8(digits[$0] << 4 | digits[$0 + 1]) }
}

func hex(_ bytes: [UInt8]) -> String {
    bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
}
